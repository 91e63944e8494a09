/** One field of a protobuf message as it stands on the wire. */
export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Content of a length-delimited field, else the bytes of the value. */
  readonly content: Buffer;
}

export const VARINT = 0;
export const LENGTH_DELIMITED = 2;
export const START_GROUP = 3;
export const END_GROUP = 4;
const FIXED_64 = 1;
const FIXED_32 = 5;

/** The fields of a message in their order; undefined when the bytes are no message. */
export function parseFields(bytes: Buffer): WireField[] | undefined {
  const fields: WireField[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = readVarint(bytes, at);
    if (tag === undefined || tag.value < 8) return undefined;
    const [number, wireType] = [Math.floor(tag.value / 8), tag.value % 8];
    const span = contentSpan(bytes, tag.end, wireType);
    if (span === undefined || span.end > bytes.length) return undefined;
    fields.push({ number, wireType, content: bytes.subarray(span.start, span.end) });
    at = span.end;
  }
  return fields;
}

/** What stands in a field, once for each time that it stands; nothing when the bytes are no message. */
export function contentsOf(message: Buffer, number: number): readonly Buffer[] {
  const fields = parseFields(message) ?? [];
  return fields
    .filter((field) => field.number === number && field.wireType === LENGTH_DELIMITED)
    .map(({ content }) => content);
}

/** The bytes of a message with these fields. */
export function encodeFields(fields: readonly WireField[]): Buffer {
  return Buffer.concat(
    fields.flatMap(({ number, wireType, content }) => [
      varint(BigInt(number * 8 + wireType)),
      ...(wireType === LENGTH_DELIMITED ? [varint(BigInt(content.length))] : []),
      content,
    ]),
  );
}

/** Base-128 encoding of an unsigned number of at most 64 bits. */
export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function contentSpan(bytes: Buffer, at: number, wireType: number): Span | undefined {
  if (wireType === FIXED_64) return { start: at, end: at + 8 };
  if (wireType === FIXED_32) return { start: at, end: at + 4 };
  const value = readVarint(bytes, at);
  if (value === undefined) return undefined;
  if (wireType === VARINT) return { start: at, end: value.end };
  return wireType === LENGTH_DELIMITED ? { start: value.end, end: value.end + value.value } : undefined;
}

/** Good for tags and lengths; larger values lose precision and are not looked at. */
function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return undefined;
}
