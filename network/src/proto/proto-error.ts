/** Bytes that should have been a protobuf message, or a message that lacks what it must carry. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError';
}
