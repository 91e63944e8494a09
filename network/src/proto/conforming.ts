import { isUtf8 } from 'node:buffer';

import type { FieldKind, MessageFields, NestedField } from './message-fields.js';
import { ProtoError } from './proto-error.js';
import { encodedField, encodedNumber, FieldCursor, LENGTH_DELIMITED, START_GROUP, VARINT } from './wire-format.js';

const VARINTS: ReadonlySet<FieldKind> = new Set(['number', 'bool', 'enum'] as const);

/**
 * The bytes of a message as Go reads them (google.golang.org/protobuf/internal/impl/decode.go): a field on the wire in
 * another form than its kind is one that nobody knows, messages of one field that stand more than once are merged,
 * numbers are as wide as Go has them, and a string that is no UTF-8 is an error. The library that reads messages here
 * knows none of these rules.
 *
 * @returns `bytes` themselves unless something had to change
 * @throws ProtoError with the words of Go's library when the bytes are no such message
 */
export function conforming(bytes: Buffer, fields: MessageFields): Buffer {
  return conforms(bytes, 0, bytes.length, fields) ? bytes : rewritten(bytes, fields);
}

/** Whether both libraries read the same; that is the rule, so it is cheap to see. */
function conforms(bytes: Buffer, from: number, end: number, fields: MessageFields): boolean {
  const cursor = new FieldCursor(bytes, from, end);
  const singles: number[] = [];
  while (cursor.next()) {
    const kind = fields.kinds.get(cursor.number);
    if (!isTaken(kind, cursor.wireType, fields)) return false;
    if (kind === 'string' && !isUtf8(bytes.subarray(cursor.start, cursor.end))) return false;
    if (kind !== undefined && narrowed(kind, cursor) !== cursor.value) return false;
    if (typeof kind !== 'object') continue;
    if (!kind.repeated) {
      if (singles.includes(cursor.number)) return false;
      singles.push(cursor.number);
    }
    if (!conforms(bytes, cursor.start, cursor.end, kind.fields())) return false;
  }
  return !cursor.malformed;
}

/** A message that may stand once, with the contents of each time that it stands. */
interface Single extends NestedField {
  readonly number: number;
  readonly contents: Buffer[];
}

function rewritten(bytes: Buffer, fields: MessageFields): Buffer {
  const kept: (Buffer | Single)[] = [];
  const singles = new Map<number, Single>();
  const cursor = new FieldCursor(bytes);
  while (cursor.next()) {
    const { number } = cursor;
    const kind = fields.kinds.get(number);
    if (!isTaken(kind, cursor.wireType, fields)) continue;
    // Of a group of which a message has one at most the last counts, and nothing is merged into what it replaces.
    for (const rival of rivalsOf(number, fields)) singles.delete(rival);
    const content = bytes.subarray(cursor.start, cursor.end);
    if (kind === 'string' && !isUtf8(content)) throw new ProtoError('string field contains invalid UTF-8');
    if (typeof kind !== 'object') {
      const raw = bytes.subarray(cursor.begin, cursor.end);
      kept.push(kind === 'bool' || kind === 'enum' ? encodedNumber(number, narrowed(kind, cursor)) : raw);
      continue;
    }
    const contents = singles.get(number)?.contents;
    const piece = { ...kind, number, contents: [conforming(content, kind.fields())] };
    if (contents !== undefined) contents.push(...piece.contents);
    else kept.push(piece);
    if (contents === undefined && !kind.repeated) singles.set(number, piece);
  }
  if (cursor.malformed) throw new ProtoError('proto: cannot parse invalid wire-format data');
  return Buffer.concat(kept.map((piece) => (Buffer.isBuffer(piece) ? piece : merged(piece))));
}

/** What is unknown is left to the other library where that can pass over it. */
function isTaken(kind: FieldKind | undefined, wireType: number, { isEntry }: MessageFields): boolean {
  if (kind === undefined) return wireType !== START_GROUP && !isEntry;
  return wireType === (VARINTS.has(kind) ? VARINT : LENGTH_DELIMITED);
}

/** The value of a varint as Go keeps it: an enumeration has 32 bits, and any bit at all is true. */
function narrowed(kind: FieldKind, { value, low }: FieldCursor): number {
  if (kind === 'bool') return value === 0 ? 0 : 1;
  return kind === 'enum' ? low : value;
}

function rivalsOf(number: number, { oneofs }: MessageFields): readonly number[] {
  const group = oneofs.find((members) => members.includes(number)) ?? [];
  return group.filter((member) => member !== number);
}

function merged({ number, contents, fields }: Single): Buffer {
  const [content = Buffer.alloc(0), ...more] = contents;
  return encodedField(number, more.length === 0 ? content : conforming(Buffer.concat(contents), fields()));
}
