import { DomainError } from '../errors/domain-error.js';

/** Whether an object is a plain record; by shape of its prototype chain, so that it holds across realms. */
function isPlainRecord(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const refuse = (path: readonly string[], rule: string): never => {
  throw new DomainError('FIELD_INVALID', { path: path.map((name) => `/${name}`).join(''), rule });
};

/** What JSON writes as it is: neither to be escaped nor half of a surrogate pair. */
const PLAIN_TEXT = /^[\u0020\u0021\u0023-\u005b\u005d-\ud7ff\ue000-\uffff]*$/;
const HALF_OF_A_PAIR = /\p{Surrogate}/u;

function textOf(value: string, path: readonly string[]): string {
  if (PLAIN_TEXT.test(value)) return `"${value}"`;
  return HALF_OF_A_PAIR.test(value) ? refuse(path, 'well-formed text') : JSON.stringify(value);
}

/** @param path - names down to the value; the caller's own, changed on the way and left as it was */
function write(value: unknown, path: string[]): string {
  if (typeof value === 'string') return textOf(value, path);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return `"${value.toString()}"`;
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? String(value) : refuse(path, 'whole number or text');
  }
  if (Array.isArray(value)) return `[${value.map((item: unknown, index) => within(item, index, path)).join(',')}]`;
  if (typeof value === 'object' && isPlainRecord(value)) {
    // the order of code units, which RFC 8785 section 3.2.3 asks for, is that of sort() without a comparison
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${textOf(name, path)}:${within(value[name], name, path)}`).join(',')}}`;
  }
  return refuse(path, 'a value that JSON can hold');
}

function within(value: unknown, name: string | number, path: string[]): string {
  path.push(String(name));
  const written = write(value, path);
  path.pop();
  return written;
}

/**
 * The one serialiser: JSON by RFC 8785 (sorted keys, no spaces), quantities as decimal strings. Written out in one pass
 * because all that a transaction stores goes through it; the tests hold it against an implementation of the RFC.
 *
 * @param value - null, strings, booleans, bigint, safe integers, arrays and plain records of these
 * @throws DomainError FIELD_INVALID for undefined, fractions, NaN, symbols, functions, class instances and lone
 *   surrogates: what one peer could write differently from another
 */
export const canonicalJson = (value: unknown): string => write(value, []);

/**
 * Whether two values are written the same. Most are the same word for word, which is seen without writing them.
 *
 * @throws DomainError FIELD_INVALID as of {@link canonicalJson}
 */
export const isWrittenSame = (one: unknown, other: unknown): boolean =>
  isPlainlySame(one, other) || canonicalJson(one) === canonicalJson(other);

/** Whether two values are the same by their parts, and of parts that JSON writes as they are. */
function isPlainlySame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null) return one === other && isPlain(one);
  if (typeof other !== 'object' || other === null) return false;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((each, at) => isPlainlySame(each, other[at]))
    );
  }
  if (Array.isArray(other) || !isPlainRecord(one) || !isPlainRecord(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isPlain(name) && isPlainlySame(one[name], other[name]))
  );
}

const isPlain = (value: unknown): boolean =>
  typeof value === 'string'
    ? PLAIN_TEXT.test(value)
    : value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isSafeInteger(value));

/**
 * Reads canonical JSON. Only the canonical form is accepted: so the same value has one text, and duplicate keys,
 * spaces, escapes out of need and fractions are refused by one comparison.
 *
 * @param text - RFC 8785 JSON
 * @param charactersMax - named maximum for this kind of text
 * @throws DomainError COMMAND_MALFORMED or LIMIT_EXCEEDED
 */
export function parseCanonicalJson(text: string, charactersMax: number): unknown {
  if (text.length > charactersMax) throw new DomainError('LIMIT_EXCEEDED', { charactersMax });
  let value: unknown;
  let canonical: string;
  try {
    value = JSON.parse(text);
    canonical = canonicalJson(value);
  } catch (error) {
    throw new DomainError('COMMAND_MALFORMED', {}, error);
  }
  if (canonical !== text) throw new DomainError('COMMAND_MALFORMED', { rule: 'canonical form' });
  return value;
}
