import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joined, utf8 } from '../crypto/encoding.js';
import { Message } from './message.js';

/** Bytes of a field of bytes, and of one with a number. */
const bytesField = (number: number, content: Uint8Array): Uint8Array =>
  joined(varint(BigInt(number * 8 + 2)), varint(BigInt(content.length)), content);
const numberField = (number: number, value: bigint): Uint8Array => joined(varint(BigInt(number * 8)), varint(value));

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}

const read = (...fields: readonly Uint8Array[]): Message => Message.read('Example', joined(...fields));

describe('a message', () => {
  test('gives what was put into it, whatever else is in it', () => {
    const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        fc.uint8Array(),
        number,
        fc.string({ unit: 'grapheme' }),
        fc.uint8Array(),
        (bytes, count, text, other) => {
          const message = read(
            bytesField(1, bytes),
            numberField(2, BigInt(count)),
            bytesField(3, utf8(text)),
            bytesField(4, bytes),
            bytesField(4, other),
            bytesField(1_000, other),
          );
          expect([message.bytes(1), message.number(2), message.text(3)]).toEqual([bytes, count, text]);
          expect(message.list(4)).toEqual([bytes, other]);
          expect([message.find(5), message.number(6), message.text(7), message.has(3)]).toEqual([
            undefined,
            0,
            '',
            true,
          ]);
        },
      ),
    );
  });

  test('has the entries of a map by their keys', () => {
    const entry = (key: string, value: string): Uint8Array =>
      bytesField(2, joined(bytesField(1, utf8(key)), bytesField(2, utf8(value))));
    const map = read(entry('b', '1'), entry('a', '2')).map(2);
    expect([...map].map(([key, value]) => [key, new TextDecoder().decode(value)])).toEqual([
      ['b', '1'],
      ['a', '2'],
    ]);
    expect(() => read(entry('a', '1'), entry('a', '2')).map(2)).toThrow('malformed Example: field 2 has a key twice');
  });

  test('is refused where readers differ: a field twice, which the last or the first could count of', () => {
    const twice = read(bytesField(1, utf8('a')), bytesField(1, utf8('b')), numberField(2, 1n), numberField(2, 2n));
    expect(() => twice.bytes(1)).toThrow('malformed Example: field 1 is there 2 times');
    expect(() => twice.number(2)).toThrow('malformed Example: field 2 is there 2 times');
  });

  test.each([
    ['a field that is cut off', () => read(bytesField(1, new Uint8Array(9)).subarray(0, 5)), 'field 1 is cut off'],
    ['a number without end', () => read(Uint8Array.of(8, ...new Array<number>(10).fill(255))), 'a number is cut off'],
    ['a tag alone', () => read(Uint8Array.of(8)), 'a number is cut off'],
    ['a wire type that Fabric has not', () => read(Uint8Array.of(13, 0, 0, 0, 0)), 'field 1 has wire type 5'],
    ['a number where bytes belong', () => read(numberField(1, 1n)).bytes(1), 'field 1 is no bytes'],
    ['bytes where a number belongs', () => read(bytesField(1, utf8('a'))).number(1), 'field 1 is no number'],
    ['a number that is not exact', () => read(numberField(1, 2n ** 53n)).number(1), 'field 1 is no number'],
    ['bytes that are no text', () => read(bytesField(1, Uint8Array.of(255))).text(1), 'field 1 is no text'],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(`malformed Example: ${message}`);
  });
});
