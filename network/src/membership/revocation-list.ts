import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** What a certificate revocation list says. */
export interface Revocations {
  /** Distinguished name of the CA that signed it. */
  readonly issuer: string;
  /** Hexadecimal serial numbers without leading zeros, ascending. */
  readonly serials: readonly string[];
  /** ISO 8601. */
  readonly thisUpdate: string;
  readonly nextUpdate: string | undefined;
}

/** Reads a list, PEM or DER. @throws when it is none */
export function readRevocationList(bytes: Uint8Array): x509.X509Crl {
  const text = Buffer.from(bytes).toString('latin1');
  return new x509.X509Crl(text.includes('-----BEGIN') ? text : new Uint8Array(bytes));
}

/** Describes a list of the configuration. */
export function revocationsOf(bytes: Uint8Array): Revocations {
  try {
    const list = readRevocationList(bytes);
    return {
      issuer: list.issuer,
      serials: list.entries.map(({ serialNumber }) => plainSerial(serialNumber)).sort(),
      thisUpdate: list.thisUpdate.toISOString(),
      nextUpdate: list.nextUpdate?.toISOString(),
    };
  } catch {
    return { issuer: 'a list that cannot be read', serials: [], thisUpdate: '', nextUpdate: undefined };
  }
}

/** A serial number as both OpenSSL and certificates write it: lower case, no colons, no leading zeros. */
export function plainSerial(text: string): string {
  return text
    .replaceAll(':', '')
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
}

/** Key identifier of the CA that signed a list; '' when it names none. */
export function authorityOf(list: x509.X509Crl): string {
  return list.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId?.toLowerCase() ?? '';
}
