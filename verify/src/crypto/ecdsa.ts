import { p256 } from '@noble/curves/nist.js';

/**
 * Whether a signature over a message is by a P-256 key: ECDSA with SHA-256 in DER.
 *
 * @param publicKey - an uncompressed point
 */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return p256.verify(signature, message, publicKey, { lowS: false, prehash: true, format: 'der' });
  } catch {
    return false;
  }
}

/**
 * Whether s of a signature is in the lower half. Every signature has a twin with the other half that counts as well;
 * Fabric takes one of the two (bccsp/sw/ecdsa.go), so that nobody makes a second signature out of one.
 */
export function hasLowS(signature: Uint8Array): boolean {
  try {
    return !p256.Signature.fromBytes(signature, 'der').hasHighS();
  } catch {
    return false;
  }
}
