import { createHash, type KeyObject, sign as nativeSign, verify as nativeVerify } from 'node:crypto';
import { signatureFromDer, signatureToDer } from './ecdsa-der.js';

/** Length of r and of s of P-256 in bytes. */
const FIELD = 32;
/** Order of the group of P-256 (SEC 2, section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** Half the order, as bytes: the greatest low S. */
const HALF_ORDER = Buffer.from((ORDER / 2n).toString(16).padStart(2 * FIELD, '0'), 'hex');

/** SHA-256 of the concatenation of `parts`. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

/**
 * Signs SHA-256 of `message` with ECDSA P-256.
 *
 * @returns DER of (r, s) with s at most half the order: peers refuse the other form (Fabric: bccsp/sw/ecdsa.go)
 */
export function sign(key: KeyObject, message: Uint8Array): Buffer {
  const raw = nativeSign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = raw.subarray(FIELD);
  return signatureToDer(raw.subarray(0, FIELD), isLow(s) ? s : negate(s));
}

/** Whether `signature` is a DER-encoded low-S ECDSA P-256 signature of SHA-256 of `message`. */
export function verify(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const raw = signatureFromDer(signature, FIELD);
  if (raw === undefined || !isLow(raw.subarray(FIELD))) {
    return false;
  }
  return nativeVerify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, raw);
}

function isLow(s: Buffer): boolean {
  return Buffer.compare(s, HALF_ORDER) <= 0;
}

function negate(s: Buffer): Buffer {
  const negated = ORDER - BigInt(`0x${s.toString('hex')}`);
  return Buffer.from(negated.toString(16).padStart(2 * FIELD, '0'), 'hex');
}
