import { sign, type KeyObject } from 'node:crypto';

/** Length of r and of s of P-256 in bytes. */
const SCALAR_BYTES = 32;
/** Order of the group of P-256 (SEC 2, section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** Half the order, as bytes: the greatest low S. */
const HALF_ORDER = bytesOf(ORDER / 2n);

/**
 * Signs SHA-256 of `message` with ECDSA P-256.
 *
 * @returns DER of (r, s) with s at most half the order: peers refuse the other form (fabric-lib-go `bccsp/sw/ecdsa.go`),
 *   which OpenSSL produces half of the time
 */
export function signLowS(key: KeyObject, message: Uint8Array): Buffer {
  return toDer(lowS(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })));
}

/** A signature, r and s side by side, with the smaller of S and n − S; both verify. */
export function lowS(signature: Buffer): Buffer {
  if (hasLowS(signature)) return signature;
  const s = BigInt(`0x${signature.subarray(SCALAR_BYTES).toString('hex')}`);
  return Buffer.concat([signature.subarray(0, SCALAR_BYTES), bytesOf(ORDER - s)]);
}

/** Whether S of a signature, r and s side by side, is the canonical one. */
export function hasLowS(signature: Buffer): boolean {
  return Buffer.compare(signature.subarray(SCALAR_BYTES), HALF_ORDER) <= 0;
}

/** DER `SEQUENCE { INTEGER r, INTEGER s }` of r and s side by side (X9.62). */
export function toDer(signature: Uint8Array): Buffer {
  const body = Buffer.concat([integer(signature.subarray(0, SCALAR_BYTES)), integer(signature.subarray(SCALAR_BYTES))]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** DER INTEGER of an unsigned big-endian number: no leading zeros, but one where the first bit would mean a sign. */
function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first === -1 ? bytes.length - 1 : first);
  const padding = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.from([0x02, padding.length + digits.length, ...padding, ...digits]);
}

function bytesOf(scalar: bigint): Buffer {
  return Buffer.from(scalar.toString(16).padStart(SCALAR_BYTES * 2, '0'), 'hex');
}
