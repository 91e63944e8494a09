import { generateKeyPairSync, verify as nativeVerify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { signLowS, toDer } from '@scrip/credentials';
import { BoundedCache } from './bounded-cache.js';
import { signatureFromDer } from './ecdsa-der.js';
import { verify } from './ecdsa.js';
import { VerifiedSignatures } from './verified-signatures.js';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const MESSAGE = Buffer.from('the endorsed payload');

/** The other valid signature of the same message. */
function withOtherS(signature: Buffer): Buffer {
  const raw = signatureFromDer(signature, 32) ?? Buffer.alloc(64);
  const s = ORDER - BigInt(`0x${raw.subarray(32).toString('hex')}`);
  return toDer(Buffer.concat([raw.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')]));
}

describe('ECDSA', () => {
  test('signs with low S, so that both this and the plain verification accept', () => {
    for (let index = 0; index < 40; index += 1) {
      const message = Buffer.from(`message ${index}`);
      const signature = signLowS(privateKey, message);
      expect(verify(publicKey, message, signature)).toBe(true);
      expect(nativeVerify('sha256', message, publicKey, signature)).toBe(true);
    }
  });

  test('refuses the high-S form that plain verification accepts', () => {
    const high = withOtherS(signLowS(privateKey, MESSAGE));
    expect(nativeVerify('sha256', MESSAGE, publicKey, high)).toBe(true);
    expect(verify(publicKey, MESSAGE, high)).toBe(false);
  });

  test('refuses another message, another key and what is no signature', () => {
    const signature = signLowS(privateKey, MESSAGE);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(verify(publicKey, Buffer.from('another'), signature)).toBe(false);
    expect(verify(other.publicKey, MESSAGE, signature)).toBe(false);
    for (const bytes of [
      '',
      '30',
      '3000',
      '30060201010201',
      '300602010102010',
      '3006020180020101',
      '300702020001020101',
    ]) {
      expect(verify(publicKey, MESSAGE, Buffer.from(bytes, 'hex'))).toBe(false);
    }
  });

  test('ignores bytes after the signature, as Fabric does', () => {
    const signature = Buffer.concat([signLowS(privateKey, MESSAGE), Buffer.of(0)]);
    expect(verify(publicKey, MESSAGE, signature)).toBe(true);
  });
});

describe('verified signatures', () => {
  test('judges each signature of each key by itself', () => {
    const verified = new VerifiedSignatures(10);
    const signature = signLowS(privateKey, MESSAGE);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (let round = 0; round < 2; round += 1) {
      expect(verified.verify('a', publicKey, MESSAGE, signature)).toBe(true);
      expect(verified.verify('b', other.publicKey, MESSAGE, signature)).toBe(false);
      expect(verified.verify('a', publicKey, Buffer.from('another'), signature)).toBe(false);
    }
  });
});

describe('bounded cache', () => {
  test('forgets what was used longest ago', () => {
    const cache = new BoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
    cache.set('a', 4);
    expect(cache.size).toBe(2);
    expect([cache.get('a'), cache.get('c')]).toEqual([4, 3]);
  });

  test('setting a known key of a full cache forgets nothing else', () => {
    const cache = new BoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('b', 3);
    expect([cache.get('a'), cache.get('b')]).toEqual([1, 3]);
  });

  test('refuses a capacity of nothing', () => {
    expect(() => new BoundedCache(0)).toThrow(RangeError);
  });
});
