import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { base64url, fromBase64url } from '../serialisation/base64url.js';
import { optional, record, type Reader } from '../serialisation/reader.js';
import { isAssertionOf, passkeyAssertion, signedByPasskey, type PasskeyAssertion } from './passkey.js';
import { publicKeyBytes, type PublicKey } from './public-key.js';

/** A signature over some bytes. */
export interface Signature {
  /** 64 bytes in base64url: Ed25519 (RFC 8032), or r and s of ECDSA with SHA-256 with s in the lower half. */
  readonly signature: string;
  /** What a passkey signed; absent for other keys. */
  readonly passkey?: PasskeyAssertion;
}

/** The fields of a signature, for readers of what carries one. */
export const signatureFields = {
  signature: base64url({ min: 64, max: 64 }),
  passkey: optional(passkeyAssertion),
} as const;

/** Reader of a signature. */
export const signature: Reader<Signature> = record(signatureFields);

/**
 * Whether a signature over a message is by a key. Only one form of each signature passes: strict RFC 8032 for Ed25519
 * and the lower half of s for ECDSA, so that no signature can be changed into another that counts as well.
 */
export function isSignedBy(key: PublicKey, message: Uint8Array, given: Signature): boolean {
  const bytes = fromBase64url(given.signature);
  const isPasskey = key.kty === 'EC' && key.passkey !== undefined;
  if (isPasskey !== (given.passkey !== undefined)) return false;
  if (key.kty === 'OKP') return ed25519.verify(bytes, message, publicKeyBytes(key), { zip215: false });
  if (key.passkey === undefined) return isEcdsaBy(key, message, bytes);
  return (
    given.passkey !== undefined &&
    isAssertionOf(given.passkey, key.passkey, message) &&
    isEcdsaBy(key, signedByPasskey(given.passkey), bytes)
  );
}

const isEcdsaBy = (key: PublicKey, message: Uint8Array, bytes: Uint8Array): boolean =>
  p256.verify(bytes, message, publicKeyBytes(key), { lowS: true, prehash: true, format: 'compact' });
