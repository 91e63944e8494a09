import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COLUMN, KeyReader, recordKey, recordsBetween, recordsUnder } from './record-key.js';

const anyText = fc.string({ unit: 'binary', maxLength: 6 });
const anyBytes = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes));

function inBounds(key: Buffer, { gte, lt }: { gte: Buffer; lt: Buffer }): boolean {
  return Buffer.compare(key, gte) >= 0 && Buffer.compare(key, lt) < 0;
}

describe('keys of records', () => {
  test('different parts never make the same key', () => {
    const parts = fc.tuple(anyBytes, anyBytes, anyBytes);
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const [first, second] = [a, b].map(([x, y, last]) => recordKey(COLUMN.publicState, [x, y], last));
        const equal = a.every((part, i) => part.equals(b[i] ?? Buffer.alloc(0)));
        expect(first?.equals(second ?? Buffer.alloc(0))).toBe(equal);
      }),
    );
  });

  test('a scan finds its own records and no others', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (namespace, other, key) => {
        const bounds = recordsUnder(COLUMN.publicState, ['channel', namespace]);
        expect(inBounds(recordKey(COLUMN.publicState, ['channel', namespace], key), bounds)).toBe(true);
        expect(inBounds(recordKey(COLUMN.publicState, ['channel', other], key), bounds)).toBe(
          Buffer.from(other).equals(Buffer.from(namespace)),
        );
        expect(inBounds(recordKey(COLUMN.privateState, ['channel', namespace], key), bounds)).toBe(false);
      }),
    );
  });

  test('a range includes its start, excludes its end, and an empty end leaves it open', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (start, end, key) => {
        const found = inBounds(
          recordKey(COLUMN.publicState, ['c', 'n'], key),
          recordsBetween(COLUMN.publicState, ['c', 'n'], start, end),
        );
        const [from, to, at] = [start, end, key].map((text) => Buffer.from(text));
        const expected =
          Buffer.compare(at ?? Buffer.alloc(0), from ?? Buffer.alloc(0)) >= 0 &&
          (end === '' || Buffer.compare(at ?? Buffer.alloc(0), to ?? Buffer.alloc(0)) < 0);
        expect(found).toBe(expected);
      }),
    );
  });

  test('numbers sort by value and parts are read back', () => {
    const keys = [0, 1, 255, 256, 2 ** 40].map((number) => recordKey(COLUMN.block, ['c'], number));
    expect([...keys].reverse().sort((a, b) => Buffer.compare(a, b))).toEqual(keys);
    const reader = new KeyReader(recordKey(COLUMN.privateSet, ['c', 7, 'ns\0'], 'coll'));
    expect([reader.text(), reader.number(), reader.text(), reader.rest().toString()]).toEqual(['c', 7, 'ns\0', 'coll']);
  });
});
