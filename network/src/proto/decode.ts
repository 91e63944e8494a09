import { conforming } from './conforming.js';
import { fieldsOf, type MessageType } from './message-fields.js';
import { ProtoError } from './proto-error.js';

export { type MessageType } from './message-fields.js';
export { ProtoError } from './proto-error.js';

/**
 * Decodes `bytes` as the message `what` (Fabric: protoutil/unmarshalers.go, whose error text is kept).
 *
 * @throws ProtoError
 */
export function decode<T>(type: MessageType<T>, bytes: Uint8Array, what: string): T {
  try {
    return read(type, bytes);
  } catch (error) {
    throw new ProtoError(`error unmarshalling ${what}: ${(error as Error).message}`);
  }
}

/**
 * Reads a message exactly as a real node would, with the words of Go's protobuf library when it cannot. google-protobuf
 * throws bare assertions, and now and then a TypeError, on malformed bytes: every one becomes a {@link ProtoError}.
 *
 * @throws ProtoError
 */
export function read<T>(type: MessageType<T>, bytes: Uint8Array): T {
  try {
    return type.deserializeBinary(conforming(asBuffer(bytes), fieldsOf(type)));
  } catch (error) {
    throw error instanceof ProtoError ? error : new ProtoError('proto: cannot parse invalid wire-format data');
  }
}

/** The same bytes as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
