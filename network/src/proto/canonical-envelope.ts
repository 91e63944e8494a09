import { asBuffer, ProtoError } from './decode.js';

const PAYLOAD = 1;
const SIGNATURE = 2;
/** Bytes of the wire types with a fixed length. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);
const LENGTH_DELIMITED = 2;
const VARINT = 0;
const VARINT_BYTES_MAX = 10;

/** A `common.Envelope` with the bytes that Go would write for it. */
export interface CanonicalEnvelope {
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** Known fields by number, then what is unknown as it came. */
  readonly canonical: Buffer;
}

interface Field {
  readonly number: number;
  readonly wireType: number;
  /** Only of length-delimited fields. */
  readonly content: Buffer;
  readonly end: number;
}

/**
 * Reads an envelope and encodes it again as Go's protobuf library does: the last occurrence of a field wins, and fields
 * that are not known are kept. The library that reads messages elsewhere drops those, so it cannot tell.
 *
 * @throws ProtoError when the bytes are no protobuf message
 */
export function canonicalEnvelope(raw: Uint8Array, what: string): CanonicalEnvelope {
  const bytes = asBuffer(raw);
  const known = new Map<number, Buffer>();
  const unknown: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const field = readField(bytes, at);
    if (field === undefined) throw new ProtoError(`${what}: proto: cannot parse invalid wire-format data`);
    const isKnown = field.wireType === LENGTH_DELIMITED && (field.number === PAYLOAD || field.number === SIGNATURE);
    if (isKnown) known.set(field.number, field.content);
    else unknown.push(bytes.subarray(at, field.end));
    at = field.end;
  }
  const payload = known.get(PAYLOAD) ?? Buffer.alloc(0);
  const signature = known.get(SIGNATURE) ?? Buffer.alloc(0);
  const canonical = Buffer.concat([encoded(PAYLOAD, payload), encoded(SIGNATURE, signature), ...unknown]);
  return { payload, signature, canonical };
}

function readField(bytes: Buffer, at: number): Field | undefined {
  const tag = readVarint(bytes, at);
  if (tag === undefined || tag.value >> 3n === 0n || tag.value >> 32n !== 0n) return undefined;
  const number = Number(tag.value >> 3n);
  const wireType = Number(tag.value & 7n);
  const content = Buffer.alloc(0);
  const within = (end: number): Field | undefined =>
    end <= bytes.length ? { number, wireType, content, end } : undefined;
  const fixed = FIXED.get(wireType);
  if (fixed !== undefined) return within(tag.end + fixed);
  const value = readVarint(bytes, tag.end);
  if (value === undefined) return undefined;
  if (wireType === VARINT) return within(value.end);
  if (wireType !== LENGTH_DELIMITED || value.value > BigInt(bytes.length)) return undefined;
  const end = value.end + Number(value.value);
  const field = within(end);
  return field && { ...field, content: bytes.subarray(value.end, end) };
}

function readVarint(bytes: Buffer, at: number): { readonly value: bigint; readonly end: number } | undefined {
  let value = 0n;
  for (let index = 0; index < VARINT_BYTES_MAX; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return undefined;
}

/** An empty field is not written. */
function encoded(number: number, content: Buffer): Buffer {
  if (content.length === 0) return content;
  const length: number[] = [];
  let rest = content.length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) length.push((rest & 0x7f) | 0x80);
  length.push(rest);
  return Buffer.concat([Buffer.from([(number << 3) | LENGTH_DELIMITED, ...length]), content]);
}
