import { createHash, type KeyObject, sign as nativeSign, verify as nativeVerify } from 'node:crypto';
import { signatureFromDer, signatureToDer } from './ecdsa-der.js';

/** Order of the group of P-256 (SEC 2, section 2.4.2) and half of it: the bound of a low S. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF_ORDER = ORDER / 2n;

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
  const r = raw.subarray(0, raw.length / 2);
  const s = raw.subarray(raw.length / 2);
  return signatureToDer(r, isLow(s) ? s : flip(s));
}

/** Whether `signature` is a DER-encoded low-S ECDSA P-256 signature of SHA-256 of `message`. */
export function verify(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const parsed = signatureFromDer(signature);
  if (parsed === undefined || !isLow(parsed.s)) {
    return false;
  }
  return nativeVerify('sha256', message, { key, dsaEncoding: 'der' }, signature);
}

function isLow(s: Uint8Array): boolean {
  return toBigInt(s) <= HALF_ORDER;
}

function flip(s: Uint8Array): Buffer {
  return Buffer.from((ORDER - toBigInt(s)).toString(16).padStart(64, '0'), 'hex');
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}
