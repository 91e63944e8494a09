import { common } from '@hyperledger/fabric-protos';

import type { ChannelBundle } from '../channel/bundle.js';
import { expiresAt } from '../msp/expiry.js';
import { unpackEnvelope, type UnpackedEnvelope } from '../proto/envelope.js';

/** Refusal of a transaction by the orderer, as its broadcast response says it. */
export class BroadcastRefused extends Error {
  override readonly name = 'BroadcastRefused';

  constructor(
    readonly status: 'BAD_REQUEST' | 'FORBIDDEN' | 'SERVICE_UNAVAILABLE',
    message: string,
  ) {
    super(message);
  }
}

/** Bytes by which the orderer measures a message: payload and signature. */
export function messageSize(envelope: common.Envelope): number {
  return envelope.getPayload_asU8().length + envelope.getSignature_asU8().length;
}

/**
 * The filters of a channel for transactions, in Fabric's order (orderer/common/msgprocessor): not empty, not larger
 * than AbsoluteMaxBytes, identity not expired, signature satisfies the channel's Writers.
 *
 * @throws BroadcastRefused
 */
export function filterTransaction(bundle: ChannelBundle, envelope: common.Envelope, now: number): void {
  if (envelope.getPayload_asU8().length === 0) throw badRequest('Message was empty');
  const size = messageSize(envelope);
  const maximum = bundle.batch.absoluteMaxBytes;
  if (size > maximum) {
    throw badRequest(`message payload is ${size} bytes and exceeds maximum allowed ${maximum} bytes`);
  }
  const unpacked = unpack(envelope);
  if (unpacked.channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) {
    throw badRequest(`this network orders endorsed transactions only, not type ${unpacked.channelHeader.getType()}`);
  }
  if (now >= expiresAt(unpacked.signedData.identity)) throw badRequest('broadcast client identity expired');
  if (bundle.policies.policy('/Channel/Writers')?.evaluate([unpacked.signedData]) !== true) {
    throw new BroadcastRefused(
      'FORBIDDEN',
      "implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the 'Writers' " +
        'sub-policies to be satisfied: permission denied',
    );
  }
}

function unpack(envelope: common.Envelope): UnpackedEnvelope {
  try {
    return unpackEnvelope(envelope);
  } catch (error) {
    throw badRequest(`could not determine channel ID: ${(error as Error).message}`);
  }
}

function badRequest(message: string): BroadcastRefused {
  return new BroadcastRefused('BAD_REQUEST', message);
}
