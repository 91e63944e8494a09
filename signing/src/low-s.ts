import { p256 } from '@noble/curves/nist.js';

/**
 * The one form of an ECDSA signature that the ledger takes: r and s, 32 bytes each, s in the lower half. WebCrypto and
 * authenticators give either half.
 */
export function withLowS(signature: Uint8Array, format: 'compact' | 'der'): Uint8Array {
  const { r, s } = p256.Signature.fromBytes(signature, format);
  const order = p256.Point.Fn.ORDER;
  return new p256.Signature(r, s > order / 2n ? order - s : s).toBytes('compact');
}
