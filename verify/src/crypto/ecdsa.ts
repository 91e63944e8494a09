import { p256 } from '@noble/curves/nist.js';
import { joined, sha256Hex } from './encoding.js';

/** Verdicts that are remembered: the certificates of authorities come again with everybody who signs. */
const REMEMBERED_MAX = 2_000;
const remembered = new Map<string, boolean>();

/**
 * Whether a signature over a message is by a P-256 key: ECDSA with SHA-256 in DER.
 *
 * @param publicKey - an uncompressed point
 */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  // lengths first, so that no other split of the same bytes has the same name
  const lengths = Uint32Array.of(publicKey.length, message.length);
  const name = sha256Hex(joined(new Uint8Array(lengths.buffer), publicKey, message, signature));
  const known = remembered.get(name);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const verdict = isVerified(publicKey, message, signature);
  remembered.set(name, verdict);
  return verdict;
}

function isVerified(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
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
