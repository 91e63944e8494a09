import 'reflect-metadata';
import { verify } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { type Certificate, normalSerial } from './certificate.js';
import { derChildren } from './der.js';
import { MspError } from './msp-error.js';

/** Fabric's CAs sign with ECDSA and SHA-256; a list signed otherwise revokes nothing here. */
const SIGNATURE_HASH = 'sha256';

/** A certificate revocation list of the MSP's configuration. */
export class RevocationList {
  private readonly authorityKeyId: string;
  private readonly revoked: ReadonlySet<string>;
  /** The list applies to certificates of whichever CA signed it; checked once for each CA that it names. */
  private readonly signers = new Map<string, boolean>();

  private constructor(
    private readonly der: Buffer,
    list: x509.X509Crl,
  ) {
    const authority = list.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId;
    if (authority === undefined) {
      throw new MspError(
        'could not obtain Authority Key Identifier for crl: authorityKeyIdentifier not found in certificate',
      );
    }
    this.authorityKeyId = authority.toLowerCase();
    this.revoked = new Set(list.entries.map((entry) => normalSerial(entry.serialNumber)));
  }

  /**
   * @param bytes PEM or DER
   * @throws {MspError} when the list is malformed or does not name its CA's key
   */
  static parse(bytes: Buffer): RevocationList {
    const text = bytes.toString('latin1');
    let list: x509.X509Crl;
    try {
      list = new x509.X509Crl(text.includes('-----BEGIN') ? text : bytes);
    } catch (error) {
      throw new MspError(`could not parse RevocationList: ${error instanceof Error ? error.message : String(error)}`);
    }
    return new RevocationList(Buffer.from(list.rawData), list);
  }

  /** Whether `issuer`, the CA of `certificate`, revoked it by this list; the time of revocation does not matter. */
  revokes(certificate: Certificate, issuer: Certificate): boolean {
    return (
      issuer.subjectKeyId === this.authorityKeyId &&
      this.revoked.has(certificate.serialNumber) &&
      this.isSignedBy(issuer)
    );
  }

  private isSignedBy(issuer: Certificate): boolean {
    const known = this.signers.get(issuer.fingerprint);
    if (known !== undefined) {
      return known;
    }
    const [signed, , signature] = derChildren(this.der) ?? [];
    // A BIT STRING begins with the number of unused bits, which is none in a signature.
    const verdict =
      signed !== undefined &&
      signature !== undefined &&
      verify(SIGNATURE_HASH, signed.encoded, issuer.publicKey, signature.content.subarray(1));
    this.signers.set(issuer.fingerprint, verdict);
    return verdict;
  }
}
