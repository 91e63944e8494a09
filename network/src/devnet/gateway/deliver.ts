import { type common, peer } from '@hyperledger/fabric-protos';

import { deliverBlocks, type DeliverSource, type DeliverStatus } from '../deliver/block-delivery.js';
import { MspError } from '../../msp/msp-error.js';
import { AccessDenied, checkAccessTo } from '../peer/access.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import type { SignedData } from '../../policy/policy.js';
import type { BlockAnswer } from './deliver-answers.js';
import type { Registry } from './registry.js';

/** One of the three calls of `protos.Deliver`. */
export interface DeliverCall {
  readonly resource: string;
  readonly answer: BlockAnswer;
}

interface PeerSource extends DeliverSource {
  readonly channel: ChannelPeer;
}

/** Answers one seek request with its blocks and returns the closing status (Fabric: core/peer/deliverevents.go). */
export async function* deliver(
  registry: Registry,
  { resource, answer }: DeliverCall,
  envelope: common.Envelope,
  signal: AbortSignal,
): AsyncGenerator<peer.DeliverResponse, DeliverStatus, undefined> {
  const { local } = registry;
  const sourceOf = (channelId: string): PeerSource | undefined => {
    const channel = local.channels.get(channelId);
    return channel && sourceAt(channel, resource);
  };
  const blocks = deliverBlocks(sourceOf, envelope, { now: local.faults.now(local.mspId), signal });
  for (;;) {
    const next = await blocks.next();
    if (next.done === true) return next.value;
    const { block, source, client } = next.value;
    yield await answer(block, source.channel, client);
  }
}

/** The status that ends a request. */
export function statusAnswer(status: DeliverStatus): peer.DeliverResponse {
  const response = new peer.DeliverResponse();
  response.setStatus(status);
  return response;
}

function sourceAt(channel: ChannelPeer, resource: string): PeerSource {
  const { ledger } = channel;
  return {
    channel,
    get height() {
      return ledger.height;
    },
    waitForHeight: (height, signal) => ledger.waitForHeight(height, signal),
    block: (number) => ledger.block(number),
    mayRead: (client) => mayRead(channel, resource, client),
  };
}

/** Both the channel's policy and the certificate's expiry are looked at. */
function mayRead({ bundle, organization }: ChannelPeer, resource: string, client: SignedData): boolean {
  try {
    checkAccessTo(bundle, resource, client);
    const { notAfter } = bundle.msp.deserialize(client.identity);
    return notAfter.getTime() >= organization.faults.now(organization.mspId);
  } catch (error) {
    if (error instanceof AccessDenied || error instanceof MspError) return false;
    throw error;
  }
}
