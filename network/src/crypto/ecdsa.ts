import { createHash, type KeyObject, verify as nativeVerify } from 'node:crypto';
import { hasLowS } from '@scrip/credentials';
import { signatureFromDer } from './ecdsa-der.js';

/** Length of r and of s of P-256 in bytes. */
const FIELD = 32;

/** SHA-256 of the concatenation of `parts`. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

/** Whether `signature` is a DER-encoded low-S ECDSA P-256 signature of SHA-256 of `message`. */
export function verify(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const raw = signatureFromDer(signature, FIELD);
  if (raw === undefined || !hasLowS(raw)) {
    return false;
  }
  return nativeVerify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, raw);
}
