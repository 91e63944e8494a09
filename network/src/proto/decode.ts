/** A protobuf message class of `@hyperledger/fabric-protos`, as far as decoding needs it. */
export interface MessageType<T> {
  deserializeBinary(bytes: Uint8Array): T;
}

/** Bytes that should have been a protobuf message, or a message that lacks what it must carry. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError';
}

/**
 * Decodes `bytes` as the message `what` (Fabric: protoutil/unmarshalers.go, whose error text is kept).
 * google-protobuf throws bare assertions, and now and then a TypeError, on malformed bytes: every one becomes a
 * {@link ProtoError}.
 */
export function decode<T>(type: MessageType<T>, bytes: Uint8Array, what: string): T {
  try {
    return type.deserializeBinary(bytes);
  } catch {
    throw new ProtoError(`error unmarshalling ${what}: proto: cannot parse invalid wire-format data`);
  }
}

/** The same bytes as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
