import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { SigningIdentity } from '../devnet/crypto/signing-identity.js';

const NONCE_LENGTH = 24;

/** Who signs, with a fresh nonce (`protoutil.NewSignatureHeader`). */
export function signatureHeader(identity: SigningIdentity): common.SignatureHeader {
  const header = new common.SignatureHeader();
  header.setCreator(identity.serialized);
  header.setNonce(randomBytes(NONCE_LENGTH));
  return header;
}

/** A message to an orderer in its signed envelope (`protoutil.CreateSignedEnvelope`). */
export function signedEnvelope(
  identity: SigningIdentity,
  channel: string,
  type: number,
  message: { serializeBinary(): Uint8Array },
): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setChannelId(channel);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
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
