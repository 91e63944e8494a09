import type { common } from '@hyperledger/fabric-protos';

import type { ChannelBundle } from '../../channel/bundle.js';
import { expiresAt } from '../../msp/expiry.js';
import type { SignedData } from '../../policy/policy.js';
import { envelopeSignedData } from '../../proto/envelope.js';

/** Refusal of a message by the orderer, as its broadcast response says it. */
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
 * The filters of a channel for all messages, in Fabric's order (orderer/common/msgprocessor): not empty, not larger
 * than AbsoluteMaxBytes, identity not expired, signature satisfies the channel's Writers (in maintenance: those of the
 * orderers).
 *
 * @throws BroadcastRefused
 */
export function applyFilters(bundle: ChannelBundle, envelope: common.Envelope, now: number): void {
  if (envelope.getPayload_asU8().length === 0) throw badRequest('Message was empty');
  const size = messageSize(envelope);
  const maximum = bundle.batch.absoluteMaxBytes;
  if (size > maximum) {
    throw badRequest(`message payload is ${size} bytes and exceeds maximum allowed ${maximum} bytes`);
  }
  const signedData = signedDataOf(envelope);
  if (now >= expiresAt(signedData.identity)) throw badRequest('broadcast client identity expired');
  const name = bundle.consensus.inMaintenance ? '/Channel/Orderer/Writers' : '/Channel/Writers';
  const policy = bundle.policies.policy(name);
  if (policy === undefined) throw badRequest(`could not find policy ${name}`);
  const refusal = policy.refusal([signedData]);
  if (refusal !== undefined) throw new BroadcastRefused('FORBIDDEN', `${refusal}: permission denied`);
}

function signedDataOf(envelope: common.Envelope): SignedData {
  try {
    return envelopeSignedData(envelope);
  } catch (error) {
    throw badRequest(`could not convert message to signedData: ${(error as Error).message}`);
  }
}

/** @returns the error to throw for a message that can never be ordered */
export function badRequest(message: string): BroadcastRefused {
  return new BroadcastRefused('BAD_REQUEST', message);
}
