import { DomainError } from '../errors/domain-error.js';
import { canonicalJson } from './canonical-json.js';
import type { Reader } from './reader.js';

/** Brings the fields of a record from the schema before to the next one. */
export type Migration = (fields: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** How one kind of record is stored: its schema number is part of the value, so that old values stay readable. */
export interface StoredRecord<T> {
  /** Canonical JSON of the record with its schema number. @throws DomainError RECORD_INVALID where it could not be read again */
  encode(value: T): string;
  /** @throws DomainError RECORD_UNREADABLE for a newer schema or a value that is not of its schema */
  decode(text: string): T;
}

/**
 * Declares a kind of stored record.
 *
 * @param kind - name for errors
 * @param reader - reader of the current schema
 * @param migrations - step n brings schema n+1 to n+2; the current schema is one more than their number
 */
export function storedRecord<T>(
  kind: string,
  reader: Reader<T>,
  migrations: readonly Migration[] = [],
): StoredRecord<T> {
  const current = migrations.length + 1;
  const read = (text: string): T => {
    try {
      const { schema, ...stored } = JSON.parse(text) as Readonly<Record<string, unknown>>;
      if (typeof schema !== 'number' || schema < 1 || schema > current) throw new RangeError('schema');
      const fields = migrations
        .slice(schema - 1)
        .reduce<Readonly<Record<string, unknown>>>((f, step) => step(f), stored);
      return reader(fields, '');
    } catch (error) {
      throw new DomainError('RECORD_UNREADABLE', { kind }, error);
    }
  };
  const decode = remembering(read);
  const encode = (value: T): string => {
    const text = canonicalJson({ ...value, schema: current });
    try {
      decode(text);
    } catch (error) {
      throw new DomainError('RECORD_INVALID', { kind }, error);
    }
    return text;
  };
  return { encode, decode };
}

/**
 * A kind of record that is stored in another shape than it is worked with.
 *
 * @param shape - `to` the stored shape, and `from` it
 */
export function storedAs<Stored extends object, T>(
  stored: StoredRecord<Stored>,
  shape: { readonly to: (value: T) => Stored; readonly from: (value: Stored) => T },
): StoredRecord<T> {
  const known = new WeakMap<Stored, { readonly value: T }>();
  return {
    encode: (value) => stored.encode(shape.to(value)),
    decode: (text) => {
      const read = stored.decode(text);
      const shaped = known.get(read) ?? { value: shape.from(read) };
      known.set(read, shaped);
      return shaped.value;
    },
  };
}

/** Texts of one kind whose reading is remembered, and how long each may be. */
const REMEMBERED_MAX = 200;
const REMEMBERED_CHARACTERS_MAX = 32_768;

/**
 * Reads each text once while it is among the last that were read: the same text is the same record, and a batch reads its
 * calendar, its security and its sender again for every instruction.
 */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const earlier = known.get(text);
    if (earlier !== undefined) return earlier;
    const value = read(text);
    if (text.length > REMEMBERED_CHARACTERS_MAX) return value;
    const [oldest] = known.keys();
    if (known.size >= REMEMBERED_MAX && oldest !== undefined) known.delete(oldest);
    known.set(text, value);
    return value;
  };
}
