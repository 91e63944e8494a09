import type { common } from '@hyperledger/fabric-protos';

import type { SigningIdentity } from '../../crypto/signing-identity.js';
import type { ChannelOrderer } from './channel-orderer.js';
import { badRequest } from './filters.js';
import { channelHeaderOf } from './message-processor.js';

/**
 * One organisation's orderer. All of a network share their work; each serves the channels that name it as a consenter,
 * and knows nothing of others.
 */
export class OrderingNode {
  constructor(
    readonly signer: SigningIdentity,
    private readonly channels: ReadonlyMap<string, ChannelOrderer>,
  ) {}

  /** A channel that this node orders now. */
  channel(channelId: string): ChannelOrderer | undefined {
    const channel = this.channels.get(channelId);
    return channel?.consenters.some(({ mspId }) => mspId === this.signer.mspId) === true ? channel : undefined;
  }

  /**
   * Accepts a client's message for the channel that its header names.
   *
   * @throws BroadcastRefused
   */
  broadcast(envelope: common.Envelope): void {
    const channel = this.channel(channelHeaderOf(envelope).getChannelId());
    if (channel === undefined) throw badRequest('channel does not exist');
    channel.broadcast(envelope, this.signer);
  }
}
