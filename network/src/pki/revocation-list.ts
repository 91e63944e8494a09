import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { ALGORITHM } from '@scrip/credentials';
import { lowSignatures, type PemPair } from './certificates.js';
import { type Issuer, readIssuer } from './issuer.js';

const NEXT_UPDATE_MS = 365 * 86_400_000;

/** A certificate that is worth nothing any more. */
export interface Revoked {
  /** Hexadecimal. */
  readonly serial: string;
  readonly at: Date;
}

/**
 * A revocation list signed by a CA (RFC 5280, section 5), PEM. Fabric does not look at the date of the next list.
 *
 * @param serials hexadecimal serial numbers
 */
export async function createRevocationList(ca: PemPair, serials: readonly string[]): Promise<string> {
  const now = new Date();
  const revoked = serials.map((serial) => ({ serial, at: now }));
  return signRevocationList(await readIssuer(ca), revoked, { now, nextUpdateMs: NEXT_UPDATE_MS });
}

/**
 * Signs a list in PEM. It names the CA's key, without which Fabric's MSP refuses a list (`msp/mspimplsetup.go`).
 *
 * @param dates when it is made, and how long until the list says that a newer one comes
 */
export async function signRevocationList(
  { certificate, keyId, signingKey }: Pick<Issuer, 'certificate' | 'keyId' | 'signingKey'>,
  revoked: readonly Revoked[],
  { now, nextUpdateMs }: { readonly now: Date; readonly nextUpdateMs: number },
): Promise<string> {
  const list = await x509.X509CrlGenerator.create(
    {
      issuer: certificate.subjectName,
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + nextUpdateMs),
      entries: revoked.map(({ serial, at }) => ({ serialNumber: wholeBytes(serial), revocationDate: at })),
      extensions: [new x509.AuthorityKeyIdentifierExtension(keyId)],
      signingAlgorithm: ALGORITHM,
      signingKey,
    },
    lowSignatures,
  );
  return `${x509.PemConverter.encode(list.rawData, 'X509 CRL')}\n`;
}

/** Whole bytes, and no first bit that would make the number negative. */
function wholeBytes(serial: string): string {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  return /^[89a-f]/i.test(even) ? `00${even}` : even;
}
