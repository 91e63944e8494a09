import { createPrivateKey, sign, type KeyObject } from 'node:crypto';

/** Order of P-256 (SEC 2, secp256r1). */
const CURVE_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF_ORDER = CURVE_ORDER / 2n;
const SCALAR_BYTES = 32;

/**
 * A signer of whole messages with native crypto: SHA-256, ECDSA P-256, low S, DER. To be used with the client library's
 * `hash.none`, so that message and hash cross into native code once. Peers refuse high S (fabric-lib-go
 * `bccsp/sw/ecdsa.go`), which OpenSSL produces half of the time.
 *
 * @param privateKeyPem PKCS#8 or SEC1 PEM of a P-256 key
 * @throws {TypeError} when the key is not on P-256
 */
export function lowSSigner(privateKeyPem: string): (message: Uint8Array) => Promise<Uint8Array> {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new TypeError('the signing key is not on P-256');
  return (message) => Promise.resolve(signLowS(key, message));
}

function signLowS(key: KeyObject, message: Uint8Array): Uint8Array {
  const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  return toDer(raw.subarray(0, SCALAR_BYTES), lowerS(raw.subarray(SCALAR_BYTES)));
}

/** S and n − S both verify; the smaller is the canonical one. */
function lowerS(bytes: Buffer): Buffer {
  const s = BigInt(`0x${bytes.toString('hex')}`);
  if (s <= HALF_ORDER) return bytes;
  return Buffer.from((CURVE_ORDER - s).toString(16).padStart(SCALAR_BYTES * 2, '0'), 'hex');
}

function toDer(r: Buffer, s: Buffer): Buffer {
  const body = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** DER INTEGER of an unsigned big-endian number: no leading zeros, but one where the first bit would mean a sign. */
function derInteger(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? bytes.subarray(-1) : bytes.subarray(first);
  const padding = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.concat([Buffer.from([0x02, digits.length + padding.length, ...padding]), digits]);
}
