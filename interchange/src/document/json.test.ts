import { describe, expect, test } from '@jest/globals';
import { readJson, writeJson } from './json.js';
import { JsonNumber } from './tree.js';

/** What is thrown with a code. */
const code = (of: string): RegExp | object => expect.objectContaining({ name: 'InterchangeError', code: of });

describe('reading JSON', () => {
  test.each(['0.1', '12345678901234567890.123456789', '1E-2', '-0.00', '100.10'])('%s keeps its digits', (digits) => {
    expect(readJson(`{"value": ${digits}}`)).toEqual({ value: new JsonNumber(digits) });
    expect(writeJson(readJson(`{"value":${digits}}`))).toBe(`{\n  "value": ${digits}\n}\n`);
  });

  test('a name that is there twice is an error', () => {
    expect(() => readJson('{"rate": 1, "rate": 2}')).toThrow(code('DOCUMENT_MALFORMED'));
    expect(() => readJson('{"rate": 1, "rate": 2}')).toThrow(/Duplicate key 'rate'/);
  });

  test.each(['', '{', '[1,]', '{a: 1}', '{"a": 01}', 'NaN', '<a/>'])(
    '%j is no JSON, and the error says where',
    (text) => {
      expect(() => readJson(text)).toThrow(/this is not JSON: .*position/);
    },
  );

  test('names of the language that runs this are names as any other', () => {
    const read = readJson('{"__proto__": {"polluted": true}, "constructor": 1}') as object;
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
    expect((read as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('depth is bounded, and brackets in texts are none', () => {
    expect(() => readJson(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toThrow(code('DOCUMENT_TOO_LARGE'));
    const brackets = `${'[{'.repeat(1000)}\\"${'['.repeat(1000)}`;
    expect(readJson(`["${brackets}"]`)).toEqual([brackets.replaceAll('\\"', '"')]);
    expect(() => readJson(`"${'x'.repeat(4_000_000)}"`)).toThrow(code('DOCUMENT_TOO_LARGE'));
  });
});
