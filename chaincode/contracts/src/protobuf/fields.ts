/**
 * The few forms of protobuf's wire format (protobuf.dev/programming-guides/encoding) that the contracts write and read.
 *
 * By hand instead of with generated classes: those register themselves in one global namespace, and a second copy in
 * the process of the chaincode shim would replace the shim's own. The tests compare with the generated ones.
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A field of wire type 0 (varint). */
export const numberField = (field: number, value: number): Uint8Array =>
  Uint8Array.from([(field << 3) | VARINT, ...varint(value)]);

/** A field of wire type 2: a text in UTF-8, bytes, or an embedded message. */
export function bytesField(field: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return Buffer.concat([Uint8Array.from([(field << 3) | LENGTH_DELIMITED, ...varint(bytes.length)]), bytes]);
}

/** A field as it was read: a number of wire type 0, or the bytes of wire type 2, which are not copied. */
export interface Field {
  readonly number: number;
  readonly content: number | Uint8Array;
}

/**
 * The fields of a message of wire types 0 and 2, in their order.
 *
 * @throws Error when it is cut off or has another wire type: the peer speaks another protocol
 */
export function fieldsOf(message: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < message.length;) {
    const { value: tag, next: begin } = readVarint(message, at);
    const { value, next } = readVarint(message, begin);
    const [number, type] = [tag >>> 3, tag & 7];
    if (type === VARINT) {
      fields.push({ number, content: value });
      at = next;
    } else if (type === LENGTH_DELIMITED) {
      if (next + value > message.length) throw new Error('a message of the peer is cut off');
      fields.push({ number, content: message.subarray(next, next + value) });
      at = next + value;
    } else {
      throw new Error('a message of the peer has unknown fields');
    }
  }
  return fields;
}

/**
 * The contents of a message of nothing but length-delimited fields of one number, in their order.
 *
 * @throws Error when it is another message
 */
export function repeatedBytes(message: Uint8Array, field: number): readonly Uint8Array[] {
  return fieldsOf(message).map(({ number, content }) => {
    if (number !== field || typeof content === 'number') throw new Error('a message of the peer has unknown fields');
    return content;
  });
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function readVarint(message: Uint8Array, from: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let at = from, shift = 0; shift < 28; at += 1, shift += 7) {
    const byte = message[at];
    if (byte === undefined) break;
    value |= (byte & 127) << shift;
    if (byte < 128) return { value, next: at + 1 };
  }
  throw new Error('a message of the peer has no readable length');
}
