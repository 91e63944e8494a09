import { DomainError } from '../errors/domain-error.js';
import type { ErrorCode } from '../errors/catalogue.js';

/**
 * Reads one value of a parsed JSON text, or refuses it with its position. Positions are JSON pointers (RFC 6901); the
 * value itself is never repeated in an error, because it may be personal.
 */
export type Reader<T> = (value: unknown, path: string) => T;

/** A field that may be absent (but not null and not undefined). */
export interface OptionalField<T> {
  readonly optional: Reader<T>;
}

/** Readers of the fields of a record. */
export type Shape = Readonly<Record<string, Reader<unknown> | OptionalField<unknown>>>;
type RequiredOf<S extends Shape> = { [K in keyof S]: S[K] extends Reader<unknown> ? K : never }[keyof S];
type ValueOf<F> = F extends Reader<infer T> ? T : F extends OptionalField<infer T> ? T : never;

/** The type that a shape reads. */
export type ShapeValue<S extends Shape> = { readonly [K in RequiredOf<S>]: ValueOf<S[K]> } & {
  readonly [K in Exclude<keyof S, RequiredOf<S>>]?: ValueOf<S[K]>;
};

/** Refuses a value at a position. */
export function refuseField(path: string, rule: string, code: ErrorCode = 'FIELD_INVALID'): never {
  throw new DomainError(code, { path: path === '' ? '/' : path, rule });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Marks a field of {@link record} as one that may be absent. */
export const optional = <T>(reader: Reader<T>): OptionalField<T> => ({ optional: reader });

/**
 * A record with exactly the named fields; an unknown field is refused, so that a misspelt one is never ignored.
 *
 * @param shape - a reader for each field
 */
export function record<S extends Shape>(shape: S): Reader<ShapeValue<S>> {
  const names = Object.keys(shape);
  return (value, path) => {
    if (!isRecord(value)) return refuseField(path, 'an object');
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(shape, name)) refuseField(path, 'no unknown field');
    }
    const fields: [string, unknown][] = [];
    for (const name of names) {
      const field = shape[name];
      const present = Object.hasOwn(value, name);
      if (typeof field === 'function') {
        if (!present) refuseField(`${path}/${name}`, 'present');
        fields.push([name, field(value[name], `${path}/${name}`)]);
      } else if (field !== undefined && present) {
        fields.push([name, field.optional(value[name], `${path}/${name}`)]);
      }
    }
    return Object.fromEntries(fields) as ShapeValue<S>;
  };
}

/** A list with a named maximum, in the order given. */
export function list<T>(item: Reader<T>, size: { readonly min: number; readonly max: number }): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuseField(path, 'a list');
    if (value.length < size.min) refuseField(path, `at least ${size.min} items`);
    if (value.length > size.max) throw new DomainError('LIMIT_EXCEEDED', { path, itemsMax: size.max });
    return value.map((entry: unknown, index) => item(entry, `${path}/${index}`));
  };
}

/** A text of one of the given words. */
export function word<const W extends string>(...words: readonly W[]): Reader<W> {
  return (value, path) =>
    words.find((candidate) => candidate === value) ?? refuseField(path, `one of ${words.join(', ')}`);
}

/** A text by pattern; the pattern is anchored by its author. */
export function pattern(expression: RegExp, rule: string): Reader<string> {
  return (value, path) => (typeof value === 'string' && expression.test(value) ? value : refuseField(path, rule));
}

/** 32 bytes made by the client, as hexadecimal digits: without them, what a hash hides could be guessed. */
export const salt = pattern(/^[0-9a-f]{64}$/, '32 bytes as lower-case hexadecimal digits');

/** C0 and C1 controls, and the marks that reorder or hide text (UAX 9, zero width): never part of a name. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** A printable text, trimmed, with a named maximum of characters. */
export function text(charactersMax: number): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string' || value === '' || value !== value.trim()) {
      return refuseField(path, 'a text without spaces at its ends');
    }
    if (value.length > charactersMax) throw new DomainError('LIMIT_EXCEEDED', { path, charactersMax });
    return UNPRINTABLE.test(value) ? refuseField(path, 'printable characters') : value;
  };
}

/** A whole number that is a count, not a quantity of units. */
export function count(range: { readonly min: number; readonly max: number }): Reader<number> {
  return (value, path) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= range.min && value <= range.max
      ? value
      : refuseField(path, `a whole number from ${range.min} to ${range.max}`);
}

/** True or false. */
export const flag: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuseField(path, 'true or false');

/** A reader made of a check that throws without a position: the position is added. */
export function checked<T>(check: (text: string) => T): Reader<T> {
  return (value, path) => {
    if (typeof value !== 'string') return refuseField(path, 'a text');
    try {
      return check(value);
    } catch (error) {
      if (error instanceof DomainError) throw new DomainError(error.code, { ...error.details, path }, error);
      throw error;
    }
  };
}
