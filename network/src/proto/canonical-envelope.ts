import { asBuffer, ProtoError } from './decode.js';
import { encodedField, FieldCursor, LENGTH_DELIMITED } from './wire-format.js';

const PAYLOAD = 1;
const SIGNATURE = 2;

/** A `common.Envelope` with the bytes that Go would write for it. */
export interface CanonicalEnvelope {
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** Known fields by number, then what is unknown as it came. */
  readonly canonical: Buffer;
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
  const cursor = new FieldCursor(bytes);
  while (cursor.next()) {
    const { number, wireType, begin, start, end } = cursor;
    const isKnown = wireType === LENGTH_DELIMITED && (number === PAYLOAD || number === SIGNATURE);
    if (isKnown) known.set(number, bytes.subarray(start, end));
    else unknown.push(bytes.subarray(begin, end));
  }
  if (cursor.malformed) throw new ProtoError(`${what}: proto: cannot parse invalid wire-format data`);
  const payload = known.get(PAYLOAD) ?? Buffer.alloc(0);
  const signature = known.get(SIGNATURE) ?? Buffer.alloc(0);
  const canonical = Buffer.concat([encoded(PAYLOAD, payload), encoded(SIGNATURE, signature), ...unknown]);
  return { payload, signature, canonical };
}

/** An empty field is not written. */
function encoded(number: number, content: Buffer): Buffer {
  return content.length === 0 ? content : encodedField(number, content);
}
