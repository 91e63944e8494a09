import serialize from 'canonicalize';
import { DomainError } from '../errors/domain-error.js';

/** Whether an object is a plain record; by shape of its prototype chain, so that it holds across realms. */
function isPlainRecord(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const refuse = (path: string, rule: string): never => {
  throw new DomainError('FIELD_INVALID', { path, rule });
};

function encodable(value: unknown, path: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : refuse(path, 'whole number or text');
  if (Array.isArray(value)) return value.map((item: unknown, index) => encodable(item, `${path}/${index}`));
  if (typeof value === 'object' && isPlainRecord(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, encodable(item, `${path}/${key}`)] as const);
    return Object.fromEntries(entries);
  }
  return refuse(path, 'a value that JSON can hold');
}

/**
 * The one serialiser: JSON by RFC 8785 (sorted keys, no spaces), quantities as decimal strings.
 *
 * @param value - null, strings, booleans, bigint, safe integers, arrays and plain records of these
 * @throws DomainError FIELD_INVALID for undefined, fractions, NaN, symbols, functions, class instances and lone
 *   surrogates: what one peer could write differently from another
 */
export function canonicalJson(value: unknown): string {
  const plain = encodable(value, '');
  try {
    return serialize(plain) ?? refuse('', 'a value that JSON can hold');
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('FIELD_INVALID', { rule: 'well-formed text' }, error);
  }
}

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
