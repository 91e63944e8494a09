import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import serialize from 'canonicalize';
import { DomainError } from '../errors/domain-error.js';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';
import { sha256Hex } from './digest.js';
import { count, list, optional, pattern, record, text, word } from './reader.js';
import { storedRecord } from './stored-record.js';

describe('canonical JSON (RFC 8785)', () => {
  test('keys are sorted by code unit, quantities become strings', () => {
    expect(canonicalJson({ b: 2n, a: [true, null, 'x'], ä: 1, A: {} })).toBe(
      '{"A":{},"a":[true,null,"x"],"b":"2","ä":1}',
    );
  });

  test('the sorting example of RFC 8785 section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = Object.values(JSON.parse(canonicalJson(value)) as Record<string, string>);
    expect(order[0]).toBe('One'); // a parser puts integer keys first; the text is checked below
    expect(canonicalJson(value).indexOf('Carriage')).toBeLessThan(canonicalJson(value).indexOf('One'));
    expect(canonicalJson(value).indexOf('Emoji')).toBeLessThan(canonicalJson(value).indexOf('Hebrew'));
  });

  test.each([
    ['undefined', undefined],
    ['a field that is undefined', { a: undefined }],
    ['an item that is undefined', [undefined]],
    ['a fraction', 1.5],
    ['NaN', NaN],
    ['infinity', Infinity],
    ['an unsafe number', 2 ** 53],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['bytes', Uint8Array.of(1)],
  ])('%s is refused', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(DomainError);
  });

  test.each([
    ['spaces', '{"a": 1}'],
    ['unsorted keys', '{"b":1,"a":2}'],
    ['duplicate keys', '{"a":1,"a":1}'],
    ['a fraction', '{"a":1.5}'],
    ['an exponent', '{"a":1e2}'],
    ['minus zero', '{"a":-0}'],
    ['an escape out of need', '{"a":"\\u0041"}'],
    ['a trailing comma', '[1,]'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['nothing', ''],
    ['a byte order mark', '\ufeff{}'],
  ])('%s is not canonical', (_, given) => {
    expect(() => parseCanonicalJson(given, 100)).toThrow(expect.objectContaining({ code: 'COMMAND_MALFORMED' }));
  });

  test('a text over its maximum is refused before it is parsed', () => {
    expect(() => parseCanonicalJson('"aaaa"', 5)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  test('a key named __proto__ is an ordinary key', () => {
    const given = '{"__proto__":{"a":1}}';
    expect(canonicalJson(parseCanonicalJson(given, 100))).toBe(given);
  });

  test('property: it is what another implementation of the RFC writes', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat().map(String),
      fc.constantFrom('\r', '"', '\\', '\u2028'),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.oneof(fc.constant(null), fc.boolean(), fc.maxSafeInteger(), fc.string({ unit: 'binary' })),
        fc.array(tie('value')),
        fc.dictionary(key, tie('value')),
      ),
    }));
    fc.assert(fc.property(value, (given) => expect(canonicalJson(given)).toBe(serialize(given))));
  });

  test('property: the canonical text of a value is read back to the same text', () => {
    const values = fc.jsonValue({ noUnicodeString: false }).filter((value) => {
      try {
        canonicalJson(value);
        return true;
      } catch {
        return false;
      }
    });
    fc.assert(
      fc.property(values, (value) => {
        const canonical = canonicalJson(value);
        expect(canonicalJson(parseCanonicalJson(canonical, 1_000_000))).toBe(canonical);
      }),
    );
  });
});

describe('digests', () => {
  test('SHA-256 of FIPS 180-4', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('readers', () => {
  const person = record({ name: text(5), age: optional(count({ min: 0, max: 150 })), side: word('in', 'out') });

  test('a record has exactly its fields', () => {
    expect(person({ name: 'Ada', side: 'in' }, '')).toEqual({ name: 'Ada', side: 'in' });
    expect(person({ name: 'Ada', side: 'in', age: 36 }, '')).toEqual({ name: 'Ada', side: 'in', age: 36 });
  });

  test.each([
    [{ name: 'Ada' }, '/side'],
    [{ name: 'Ada', side: 'up' }, '/side'],
    [{ name: 'Ada', side: 'in', age: null }, '/age'],
    [{ name: 'Ada', side: 'in', age: 1.5 }, '/age'],
    [{ name: 'Ada', side: 'in', nickname: 'x' }, '/'],
    [{ name: ' Ada', side: 'in' }, '/name'],
    [{ name: 'A\u202eda', side: 'in' }, '/name'],
    [{ name: '', side: 'in' }, '/name'],
    [[], '/'],
    ['text', '/'],
    [null, '/'],
    [JSON.parse('{"__proto__":{"name":"Ada"},"side":"in"}'), '/'],
  ])('%j is refused at %s', (value, path) => {
    expect(() => person(value, '')).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path }) as object }),
    );
  });

  test('a refusal never repeats the value', () => {
    try {
      person({ name: 'Secret\u0000', side: 'Secret' }, '');
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('Secret');
    }
    expect.assertions(1);
  });

  test('a list has a minimum and a maximum', () => {
    const names = list(pattern(/^a$/, 'an a'), { min: 1, max: 2 });
    expect(names(['a', 'a'], '')).toEqual(['a', 'a']);
    expect(() => names([], '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
    expect(() => names(['a', 'a', 'a'], '')).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });
});

describe('stored records', () => {
  const first = storedRecord<{ readonly name: string }>('thing', record({ name: text(10) }));
  const second = storedRecord<{ readonly name: string; readonly size: string }>(
    'thing',
    record({ name: text(10), size: text(10) }),
    [(fields) => ({ ...fields, size: 'unknown' })],
  );

  test('a value carries its schema', () => {
    expect(first.encode({ name: 'a' })).toBe('{"name":"a","schema":1}');
    expect(first.decode('{"name":"a","schema":1}')).toEqual({ name: 'a' });
  });

  test('what could not be read again is not written', () => {
    const write = (): string => first.encode({ name: 'longer than ten' });
    expect(write).toThrow(expect.objectContaining({ code: 'RECORD_INVALID', details: { kind: 'thing' } }));
  });

  test('an old value is migrated', () => {
    expect(second.decode(first.encode({ name: 'a' }))).toEqual({ name: 'a', size: 'unknown' });
  });

  test.each(['{"name":"a","schema":3}', '{"name":"a"}', '{"schema":1}', 'x', '{"name":"a","schema":0}'])(
    '%s is unreadable',
    (value) => {
      expect(() => second.decode(value)).toThrow(expect.objectContaining({ code: 'RECORD_UNREADABLE' }));
    },
  );
});
