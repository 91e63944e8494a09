import { verify } from 'node:crypto';
import { type Certificate, normalSerial, pemBody } from './certificate.js';
import { derChildren, type DerValue } from './der.js';
import { MspError } from './msp-error.js';

/** Fabric's CAs sign with ECDSA and SHA-256; a list signed otherwise revokes nothing here. */
const SIGNATURE_HASH = 'sha256';

const TAG = { sequence: 0x30, utcTime: 0x17, generalizedTime: 0x18, extensions: 0xa0, keyIdentifier: 0x80 } as const;

/** Object identifier 2.5.29.35, authorityKeyIdentifier. */
const AUTHORITY_KEY_IDENTIFIER = Buffer.from('551d23', 'hex');

/** A certificate revocation list of the MSP's configuration (RFC 5280, section 5.1). */
export class RevocationList {
  /** The list applies to certificates of whichever CA signed it; checked once for each CA that it names. */
  private readonly signers = new Map<string, boolean>();

  private constructor(
    private readonly signed: Buffer,
    private readonly signature: Buffer,
    private readonly authorityKeyId: string,
    private readonly revoked: ReadonlySet<string>,
  ) {}

  /**
   * @param bytes PEM or DER
   * @throws {MspError} when the list is malformed or does not name its CA's key
   */
  static parse(bytes: Buffer): RevocationList {
    const [signed, , signature] = derChildren(pemBody(bytes.toString('latin1')) ?? bytes) ?? [];
    const fields = signed && derChildren(signed.encoded);
    if (signed === undefined || signature === undefined || fields === undefined) {
      throw new MspError('could not parse RevocationList');
    }
    const authority = authorityKeyId(fields);
    if (authority === undefined) {
      throw new MspError(
        'could not obtain Authority Key Identifier for crl: authorityKeyIdentifier not found in certificate',
      );
    }
    // A BIT STRING begins with the number of unused bits, which is none in a signature.
    return new RevocationList(signed.encoded, signature.content.subarray(1), authority, revokedSerials(fields));
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
    const verdict = known ?? verify(SIGNATURE_HASH, this.signed, issuer.publicKey, this.signature);
    this.signers.set(issuer.fingerprint, verdict);
    return verdict;
  }
}

/** The sequence after the times of this and the next update. */
function revokedSerials(fields: readonly DerValue[]): ReadonlySet<string> {
  const lastTime = fields.findLastIndex(({ tag }) => tag === TAG.utcTime || tag === TAG.generalizedTime);
  const list = fields.slice(lastTime + 1).find(({ tag }) => tag === TAG.sequence);
  const entries = list === undefined ? [] : children(list);
  return new Set(entries.map((entry) => normalSerial(children(entry)[0]?.content.toString('hex') ?? '')));
}

function authorityKeyId(fields: readonly DerValue[]): string | undefined {
  const [list] = fields.filter(({ tag }) => tag === TAG.extensions).flatMap(children);
  for (const extension of list === undefined ? [] : children(list)) {
    const parts = children(extension);
    if (parts[0]?.content.equals(AUTHORITY_KEY_IDENTIFIER) === true) {
      const value = derChildren(parts.at(-1)?.content ?? Buffer.of());
      return value?.find(({ tag }) => tag === TAG.keyIdentifier)?.content.toString('hex');
    }
  }
  return undefined;
}

function children(value: DerValue): readonly DerValue[] {
  const found = derChildren(value.encoded);
  if (found === undefined) {
    throw new MspError('could not parse RevocationList');
  }
  return found;
}
