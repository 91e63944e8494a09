import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8 } from './utf8-order.js';

describe('UTF-8 order of strings', () => {
  test('is the order of their bytes, also beyond U+FFFF', () => {
    const edges = fc.constantFrom('a', '\u0000', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}');
    const text = fc.string({ unit: fc.oneof(edges, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test('puts a character beyond U+FFFF after U+E000, unlike UTF-16', () => {
    const keys = ['\u{10000}', '\ue000', 'a'];
    expect([...keys].sort(compareUtf8)).toEqual(['a', '\ue000', '\u{10000}']);
    expect([...keys].sort()).toEqual(['a', '\u{10000}', '\ue000']);
  });
});
