import { p256 } from '@noble/curves/nist.js';
import { fromBase64url } from '@scrip/model';
import type { Signer } from './signer.js';

/** Names the form of the file, so that a later one is told apart. */
export const ENDORSEMENT_SCHEMA = 'scrip-override-endorsement-1';

/** An administrator's endorsement of a prepared transaction, as it is handed to the gateway that prepared it. */
export interface OverrideEndorsement {
  readonly schema: typeof ENDORSEMENT_SCHEMA;
  readonly transactionId: string;
  readonly mspId: string;
  /** The PEM of the certificate, byte for byte as the identity has it, in base64. */
  readonly certificate: string;
  /** ECDSA with SHA-256 in DER, s in the lower half, in base64. */
  readonly signature: string;
}

/** `msp.SerializedIdentity` of the MSP id and the certificate's PEM as given: fields 1 and 2, in this order. */
export function serializedEndorser(mspId: string, certificatePem: string): Uint8Array {
  const [name, certificate] = [mspId, certificatePem].map((text) => new TextEncoder().encode(text));
  return Uint8Array.from([...field(1, name), ...field(2, certificate)]);
}

/** What an endorser signs: the answer of the peers, followed by its own identity. */
export const endorsedMessage = (payload: Uint8Array, endorser: Uint8Array): Uint8Array =>
  Uint8Array.from([...payload, ...endorser]);

/**
 * Endorses a prepared transaction as an administrator, as peers do.
 *
 * @param payload - the `ProposalResponsePayload` that the peers signed
 * @throws {TypeError} when the key is not on P-256, which is all that Fabric takes
 */
export async function endorseOverride(
  { transactionId, payload }: { readonly transactionId: string; readonly payload: Uint8Array },
  { mspId, certificatePem }: { readonly mspId: string; readonly certificatePem: string },
  signer: Signer,
): Promise<OverrideEndorsement> {
  if (signer.key.crv !== 'P-256') throw new TypeError('administrators sign with P-256');
  const { signature } = await signer.sign(endorsedMessage(payload, serializedEndorser(mspId, certificatePem)));
  const der = p256.Signature.fromBytes(fromBase64url(signature), 'compact').toBytes('der');
  const certificate = base64(new TextEncoder().encode(certificatePem));
  return { schema: ENDORSEMENT_SCHEMA, transactionId, mspId, certificate, signature: base64(der) };
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** A field of bytes of a protobuf message. */
function field(number: number, bytes: Uint8Array = new Uint8Array()): readonly number[] {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return [(number << 3) | 2, ...length, rest, ...bytes];
}
