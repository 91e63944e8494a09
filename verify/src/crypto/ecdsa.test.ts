import { expect, test } from '@jest/globals';
import { p256 } from '@noble/curves/nist.js';
import { hasLowS, isSignedBy } from './ecdsa.js';
import { utf8 } from './encoding.js';

const secret = p256.utils.randomSecretKey();
const key = p256.getPublicKey(secret, false);
const message = utf8('a register entry');
const signature = p256.sign(message, secret, { prehash: true, lowS: true, format: 'der' });

/** The twin of a signature, with its s in the other half. */
function twin(of: Uint8Array): Uint8Array {
  const { r, s } = p256.Signature.fromBytes(of, 'der');
  return new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes('der');
}

test('a signature is right for its message and key alone', () => {
  expect(isSignedBy(key, message, signature)).toBe(true);
  expect(isSignedBy(key, utf8('another one'), signature)).toBe(false);
  expect(isSignedBy(p256.getPublicKey(p256.utils.randomSecretKey(), false), message, signature)).toBe(false);
});

test('its twin is right as well, and known by its s', () => {
  expect(isSignedBy(key, message, twin(signature))).toBe(true);
  expect([signature, twin(signature)].map(hasLowS)).toEqual([true, false]);
});

test('what is no signature or no key is never right', () => {
  expect(isSignedBy(key, message, new Uint8Array())).toBe(false);
  expect(isSignedBy(new Uint8Array(65), message, signature)).toBe(false);
  expect(hasLowS(Uint8Array.of(1, 2, 3))).toBe(false);
});
