import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { SigningIdentity } from '../crypto/signing-identity.js';

/** Length of the nonce of a signature header, which also makes a transaction's id (Fabric: common/crypto/random.go). */
export const NONCE_BYTES = 24;

/** Who signs, with a fresh nonce (`protoutil.NewSignatureHeader`). */
export function signatureHeader(identity: SigningIdentity): common.SignatureHeader {
  const header = new common.SignatureHeader();
  header.setCreator(identity.serialized);
  header.setNonce(randomBytes(NONCE_BYTES));
  return header;
}

/** What an envelope says of its content. */
export interface EnvelopeKind {
  readonly channel: string;
  /** `common.HeaderType`. */
  readonly type: number;
  /** Milliseconds since 1970; now unless given. */
  readonly time?: number;
}

/** A message in its signed envelope, without a transaction id (`protoutil.CreateSignedEnvelope`). */
export function signedEnvelope(
  identity: SigningIdentity,
  { channel, type, time }: EnvelopeKind,
  message: { serializeBinary(): Uint8Array },
): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setChannelId(channel);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date(time ?? Date.now())));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader(identity).serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(message.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(identity.sign(envelope.getPayload_asU8()));
  return envelope;
}
