import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, verify } from 'node:crypto';
import { lowSSigner } from './signer.js';

const HALF_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n / 2n;

/** S of a DER signature, after checking that it is the shortest encoding. */
function readS(der: Uint8Array): bigint {
  const bytes = Buffer.from(der);
  expect([bytes[0], bytes[1]]).toEqual([0x30, bytes.length - 2]);
  const lengthOfR = bytes.readUInt8(3);
  const s = bytes.subarray(6 + lengthOfR);
  for (const integer of [bytes.subarray(4, 4 + lengthOfR), s]) {
    expect(integer.readUInt8(0)).toBeLessThan(0x80);
    if (integer[0] === 0) expect(integer.readUInt8(1)).toBeGreaterThanOrEqual(0x80);
  }
  return BigInt(`0x${s.toString('hex')}`);
}

describe('low-S signer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const sign = lowSSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

  test('signs messages so that OpenSSL verifies them and S is always in the lower half', async () => {
    for (let index = 0; index < 300; index += 1) {
      const message = Buffer.from(`message ${index}`);
      const signature = await sign(message);
      expect(verify('sha256', message, publicKey, signature)).toBe(true);
      expect(readS(signature)).toBeLessThanOrEqual(HALF_ORDER);
    }
  });

  test('does not sign another message', async () => {
    expect(verify('sha256', Buffer.from('other'), publicKey, await sign(Buffer.from('one')))).toBe(false);
  });

  test('refuses a key of another curve', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    expect(() => lowSSigner(other.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow(TypeError);
  });
});
