import { common } from '@hyperledger/fabric-protos';

import { messageOf } from '../network-error.js';
import type { SignedData } from '../policy/policy.js';
import { asBuffer, decode, ProtoError, read } from './decode.js';

/** The layers that every signed envelope has: a transaction, a config update or a seek request. */
export interface UnpackedEnvelope {
  readonly payload: common.Payload;
  readonly channelHeader: common.ChannelHeader;
  readonly signatureHeader: common.SignatureHeader;
  readonly signedData: SignedData;
}

/** @throws ProtoError when a layer is malformed or missing. */
export function unpackEnvelope(envelope: common.Envelope): UnpackedEnvelope {
  const payload = decode(common.Payload, envelope.getPayload_asU8(), 'Payload');
  const header = payload.getHeader();
  if (header === undefined) throw new ProtoError('envelope has no header');
  const signatureHeader = decode(common.SignatureHeader, header.getSignatureHeader_asU8(), 'SignatureHeader');
  return {
    payload,
    channelHeader: decode(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader'),
    signatureHeader,
    signedData: signedBy(signatureHeader, envelope),
  };
}

/**
 * Who signed what (Fabric: protoutil/signeddata.go EnvelopeAsSignedData).
 *
 * @throws ProtoError with Fabric's text when a layer is malformed or missing
 */
export function envelopeSignedData(envelope: common.Envelope): SignedData {
  const header = read(common.Payload, envelope.getPayload_asU8()).getHeader();
  if (header === undefined) throw new ProtoError('Missing Header');
  try {
    return signedBy(read(common.SignatureHeader, header.getSignatureHeader_asU8()), envelope);
  } catch (error) {
    throw new ProtoError(`GetSignatureHeaderFromBytes failed, err ${messageOf(error)}`);
  }
}

function signedBy(header: common.SignatureHeader, envelope: common.Envelope): SignedData {
  return {
    identity: asBuffer(header.getCreator_asU8()),
    data: asBuffer(envelope.getPayload_asU8()),
    signature: asBuffer(envelope.getSignature_asU8()),
  };
}

/**
 * The data of an envelope of one type (Fabric: protoutil.UnmarshalEnvelopeOfType).
 *
 * @throws ProtoError with Fabric's text when it is malformed or of another type
 */
export function envelopeData(envelope: common.Envelope, type: number): Uint8Array {
  const payload = decode(common.Payload, envelope.getPayload_asU8(), 'Payload');
  const header = payload.getHeader();
  if (header === undefined) throw new ProtoError('envelope must have a Header');
  const found = decode(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader').getType();
  if (found !== type) throw new ProtoError(`invalid type ${headerTypeName(found)}, expected ${headerTypeName(type)}`);
  return payload.getData_asU8();
}

/** Name of a `common.HeaderType`; of an unknown one its number, as Go prints it. */
export function headerTypeName(type: number): string {
  return Object.entries(common.HeaderType).find(([, value]) => value === type)?.[0] ?? String(type);
}
