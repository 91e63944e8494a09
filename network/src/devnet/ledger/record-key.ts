import type { KeyBounds } from '../storage/database.js';

/**
 * Kinds of records of a channel. The first byte of every stored key, so that each kind is one contiguous range.
 * The letters are part of the format on disk.
 */
export const COLUMN = {
  publicState: 's',
  hashedState: 'h',
  privateState: 'p',
  history: 'y',
  block: 'b',
  blockHash: 'n',
  transaction: 't',
  height: 'm',
  transient: 'r',
  privateSet: 'd',
  missingPrivateSet: 'x',
  deprioritizedPrivateSet: 'z',
  ineligiblePrivateSet: 'i',
  privateKeyIndex: 'k',
  purgeMarker: 'g',
  stateExpiry: 'e',
  setExpiry: 'f',
  expiryMark: 'q',
} as const;

export type Column = (typeof COLUMN)[keyof typeof COLUMN];

/** A part of a key: text, bytes, or a non-negative integer below 2^53. */
export type KeyPart = string | Uint8Array | number;

const LENGTH_BYTES = 4;
const NUMBER_BYTES = 8;

/**
 * Key of a record: column, then every leading part with its length before it (so that no part's bytes can be taken
 * for a neighbour's), then the last part as it is, so that keys with equal leading parts sort by its bytes.
 * Numbers take 8 bytes big-endian and need no length.
 */
export function recordKey(column: Column, leading: readonly KeyPart[], last: KeyPart): Buffer {
  return Buffer.concat([recordPrefix(column, leading), raw(last)]);
}

/** The common start of all records with these leading parts. */
export function recordPrefix(column: Column, leading: readonly KeyPart[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from(column, 'latin1')];
  for (const part of leading) {
    const bytes = raw(part);
    if (typeof part !== 'number') {
      parts.push(lengthOf(bytes));
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** All records with these leading parts. */
export function recordsUnder(column: Column, leading: readonly KeyPart[]): KeyBounds {
  const gte = recordPrefix(column, leading);
  return { gte, lt: successor(gte) };
}

/** Records with these leading parts whose last part lies in `[start, end)`; `''` leaves that side open. */
export function recordsBetween(column: Column, leading: readonly KeyPart[], start: string, end: string): KeyBounds {
  const prefix = recordPrefix(column, leading);
  return {
    gte: Buffer.concat([prefix, Buffer.from(start)]),
    lt: end === '' ? successor(prefix) : Buffer.concat([prefix, Buffer.from(end)]),
  };
}

/** Reads the parts of a stored key one after the other, in the order in which they were written. */
export class KeyReader {
  private offset = 1;

  constructor(private readonly key: Buffer) {}

  number(): number {
    const value = Number(this.key.readBigUInt64BE(this.offset));
    this.offset += NUMBER_BYTES;
    return value;
  }

  bytes(): Buffer {
    const length = this.key.readUInt32BE(this.offset);
    this.offset += LENGTH_BYTES;
    const part = this.key.subarray(this.offset, this.offset + length);
    this.offset += length;
    return part;
  }

  text(): string {
    return this.bytes().toString();
  }

  /** The last part when it is text or bytes. */
  rest(): Buffer {
    return this.key.subarray(this.offset);
  }
}

/** Big-endian, so that byte order is numeric order. */
export function numberBytes(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(NUMBER_BYTES);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function raw(part: KeyPart): Uint8Array {
  if (typeof part === 'string') {
    return Buffer.from(part);
  }
  return typeof part === 'number' ? numberBytes(part) : part;
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return length;
}

/** The first key after everything that starts with `prefix`. A prefix starts with a letter, so it has one. */
function successor(prefix: Buffer): Buffer {
  let end = prefix.length;
  while (end > 1 && prefix[end - 1] === 0xff) {
    end--;
  }
  const next = Buffer.from(prefix.subarray(0, end));
  next[end - 1] = (next[end - 1] ?? 0) + 1;
  return next;
}
