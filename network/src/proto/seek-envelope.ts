import { orderer } from '@hyperledger/fabric-protos';
import type { common } from '@hyperledger/fabric-protos';

import { decode, ProtoError } from './decode.js';
import { unpackEnvelope, type UnpackedEnvelope } from './envelope.js';

/** Fabric's `peer.authentication.timewindow`: how far a client's clock may be from the peer's, in milliseconds. */
export const AUTHENTICATION_WINDOW_MS = 15 * 60 * 1000;

/** Milliseconds since the epoch of a protobuf timestamp; an absent one is the epoch itself, as in Go. */
export function timestampMillis(channelHeader: common.ChannelHeader): number {
  const timestamp = channelHeader.getTimestamp();
  if (timestamp === undefined) return 0;
  return timestamp.getSeconds() * 1000 + Math.trunc(timestamp.getNanos() / 1_000_000);
}

/**
 * The envelope with which a client opens a deliver stream (Fabric: common/deliver/deliver.go parseEnvelope).
 *
 * @throws ProtoError when it is malformed, or its clock is off by more than the window.
 */
export function unpackSeekEnvelope(envelope: common.Envelope, now: number): UnpackedEnvelope {
  const unpacked = unpackEnvelope(envelope);
  if (unpacked.channelHeader.getTimestamp() === undefined) {
    throw new ProtoError('channel header in envelope must contain timestamp');
  }
  if (Math.abs(now - timestampMillis(unpacked.channelHeader)) > AUTHENTICATION_WINDOW_MS) {
    throw new ProtoError('envelope timestamp is more than the authentication window apart from current server time');
  }
  return unpacked;
}

/** @throws ProtoError when the payload is not a `SeekInfo`. */
export function seekInfo(unpacked: UnpackedEnvelope): orderer.SeekInfo {
  return decode(orderer.SeekInfo, unpacked.payload.getData_asU8(), 'SeekInfo');
}
