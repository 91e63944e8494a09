import { describe, expect, test } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64url, toBase64url } from '../serialisation/base64url.js';
import { keyIdOf, publicKey, type PublicKey } from './public-key.js';
import { isSignedBy, signature } from './signature.js';

const edKey = (hex: string): unknown => ({ kty: 'OKP', crv: 'Ed25519', x: toBase64url(hexToBytes(hex)) });
const ecKey = (x: string, y: string): unknown => ({
  ...{ kty: 'EC', crv: 'P-256', x: toBase64url(hexToBytes(x)), y: toBase64url(hexToBytes(y)) },
});
const read = (key: unknown): PublicKey => publicKey(key, '');
const holds = (key: PublicKey, message: Uint8Array, hex: string): boolean =>
  isSignedBy(key, message, { signature: toBase64url(hexToBytes(hex)) });

/** RFC 8032, section 7.1. */
const RFC_8032 = [
  {
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    key: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

/** RFC 6979, appendix A.2.5, with SHA-256. */
const RFC_6979_KEY = ecKey(
  '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6',
  '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
);
const SAMPLE = {
  r: 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
  s: 'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
};
const TEST = {
  r: 'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367',
  s: '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
};
const hex32 = (value: bigint): string => value.toString(16).padStart(64, '0');
const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(Uint8Array.from(bytes).reverse())}`);
const toLittleEndian = (value: bigint): string => bytesToHex(hexToBytes(hex32(value)).reverse());

describe('Ed25519', () => {
  test.each(RFC_8032)('the signatures of RFC 8032 hold ($message)', ({ key, message, signature: given }) => {
    expect(holds(read(edKey(key)), hexToBytes(message), given)).toBe(true);
    expect(holds(read(edKey(key)), hexToBytes(`${message}00`), given)).toBe(false);
  });

  test.each(RFC_8032)('a signature with the order of the group added to s does not ($message)', (vector) => {
    const bytes = hexToBytes(vector.signature);
    const s = littleEndian(bytes.slice(32)) + ed25519.Point.Fn.ORDER;
    const malleated = bytesToHex(bytes.slice(0, 32)) + toLittleEndian(s);
    expect(holds(read(edKey(vector.key)), hexToBytes(vector.message), malleated)).toBe(false);
  });

  test('a flipped bit anywhere spoils it', () => {
    const [vector] = RFC_8032;
    const key = read(edKey(vector?.key ?? ''));
    for (let bit = 0; bit < 512; bit += 7) {
      const bytes = hexToBytes(vector?.signature ?? '');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(holds(key, new Uint8Array(), bytesToHex(bytes))).toBe(false);
    }
  });

  test.each([
    ['the neutral element', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['of order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['of order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['of order 4, negative', '0000000000000000000000000000000000000000000000000000000000000080'],
    ['of order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['of order 8, negative', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'],
    ['of order 8, the other', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['of order 8, the other, negative', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['not reduced: the neutral element', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['not reduced: of order 4', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['not on the curve', '0200000000000000000000000000000000000000000000000000000000000000'],
  ])('a key is not taken that is %s', (_, hex) => {
    expect(() => read(edKey(hex))).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });

  test('a signature whose R is of small order and s is zero holds for no key', () => {
    const neutral = '0100000000000000000000000000000000000000000000000000000000000000';
    for (const { key, message } of RFC_8032) {
      expect(holds(read(edKey(key)), hexToBytes(message), `${neutral}${'00'.repeat(32)}`)).toBe(false);
    }
  });
});

describe('ECDSA on P-256', () => {
  const key = read(RFC_6979_KEY);
  const order = p256.Point.Fn.ORDER;

  test('the signatures of RFC 6979 hold with the lower half of s, and with that alone', () => {
    const low = hex32(order - BigInt(`0x${SAMPLE.s}`));
    expect(holds(key, utf8ToBytes('sample'), SAMPLE.r + low)).toBe(true);
    expect(holds(key, utf8ToBytes('sample'), SAMPLE.r + SAMPLE.s)).toBe(false);
    expect(holds(key, utf8ToBytes('test'), TEST.r + TEST.s)).toBe(true);
    expect(holds(key, utf8ToBytes('test'), TEST.r + hex32(order - BigInt(`0x${TEST.s}`)))).toBe(false);
    expect(holds(key, utf8ToBytes('tests'), TEST.r + TEST.s)).toBe(false);
  });

  test.each([
    ['r is zero', hex32(0n), TEST.s],
    ['s is zero', TEST.r, hex32(0n)],
    ['both are zero', hex32(0n), hex32(0n)],
    ['r is the order', hex32(order), TEST.s],
    ['s is the order', TEST.r, hex32(order)],
    ['both are one', hex32(1n), hex32(1n)],
    ['r is all ones', 'f'.repeat(64), TEST.s],
    ['r and s are exchanged', TEST.s, TEST.r],
  ])('a signature does not hold where %s', (_, r, s) => {
    expect(holds(key, utf8ToBytes('test'), r + s)).toBe(false);
  });

  test.each([
    ['at infinity', hex32(0n), hex32(0n)],
    ['not on the curve', hex32(1n), hex32(1n)],
    ['not reduced', 'f'.repeat(64), 'f'.repeat(64)],
  ])('a key is not taken that is %s', (_, x, y) => {
    expect(() => read(ecKey(x, y))).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });

  test('a key of one kind does not verify what another signed', () => {
    const [vector] = RFC_8032;
    expect(holds(key, new Uint8Array(), vector?.signature ?? '')).toBe(false);
    expect(holds(read(edKey(vector?.key ?? '')), utf8ToBytes('test'), TEST.r + TEST.s)).toBe(false);
  });
});

describe('a signature as text', () => {
  const good = toBase64url(hexToBytes(TEST.r + TEST.s));

  test.each<[string, unknown]>([
    ['short', { signature: toBase64url(new Uint8Array(63)) }],
    ['long', { signature: toBase64url(new Uint8Array(65)) }],
    ['padded', { signature: `${good}==` }],
    ['in base64 of the other alphabet', { signature: `+/${good.slice(2)}` }],
    ['with bits that encode nothing', { signature: `${good.slice(0, -1)}_` }],
    ['with more than it should say', { signature: good, alg: 'none' }],
  ])('is not read when it is %s', (_, given) => {
    expect(() => signature(given, '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });

  test('has one text', () => {
    expect(toBase64url(fromBase64url(signature({ signature: good }, '').signature))).toBe(good);
  });
});

describe('the id of a key', () => {
  test('is the thumbprint of RFC 7638, as RFC 8037 appendix A.3 gives it', () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(keyIdOf(read(key))).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('is the same with and without the scope of a passkey', () => {
    const passkey = { rpId: 'bank.example', origins: ['https://bank.example'] };
    expect(keyIdOf(read({ ...(RFC_6979_KEY as object), passkey }))).toBe(keyIdOf(read(RFC_6979_KEY)));
  });
});
