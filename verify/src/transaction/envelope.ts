import { Message } from '../wire/message.js';

/** An envelope with its headers (common.Envelope). */
export interface Envelope {
  /** HeaderType. */
  readonly type: number;
  readonly channel: string;
  /** As the header says. */
  readonly transactionId: string;
  /** What the client said the time was. */
  readonly time: Date;
  /** ChaincodeHeaderExtension. */
  readonly extension: Uint8Array;
  /** SerializedIdentity of the client. */
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  readonly channelHeader: Uint8Array;
  readonly signatureHeader: Uint8Array;
  readonly data: Uint8Array;
}

/** @throws {VerificationError} when the bytes are no envelope */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const payload = Message.read('Payload', Message.read('Envelope', bytes).bytes(1));
  const header = Message.read('Header', payload.bytes(1));
  const [channelHeader, signatureHeader] = [header.bytes(1), header.bytes(2)];
  const channel = Message.read('ChannelHeader', channelHeader);
  const signature = Message.read('SignatureHeader', signatureHeader);
  return {
    type: channel.number(1),
    channel: channel.text(4),
    transactionId: channel.text(5),
    time: timeOf(channel.bytes(3)),
    extension: channel.bytes(7),
    creator: signature.bytes(1),
    nonce: signature.bytes(2),
    channelHeader,
    signatureHeader,
    data: payload.bytes(2),
  };
}

/** Whole seconds of a google.protobuf.Timestamp. */
const timeOf = (bytes: Uint8Array): Date => new Date(Message.read('Timestamp', bytes).number(1) * 1_000);
