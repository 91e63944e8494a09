import { discovery, type peer as pb } from '@hyperledger/fabric-protos';

import { authorisedPeers, NoPlanError, runningAll, satisfyingPlan } from '../gateway/planner.js';
import { membersOf, type Registry } from '../gateway/registry.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { configResult } from './config-result.js';
import { endorsementDescriptor } from './endorsement-descriptor.js';
import { interestRefusal, interestText } from './interest.js';
import { describeChannelPeer } from './membership.js';
import { membersResult, refused } from './query-result.js';

/** Answers a query about a channel, by a client that may ask. */
export async function answerOnChannel(
  registry: Registry,
  channel: ChannelPeer,
  query: discovery.Query,
): Promise<discovery.QueryResult> {
  const endorsers = query.getCcQuery();
  if (endorsers !== undefined) return endorsersResult(registry, channel, endorsers.getInterestsList());
  if (query.hasConfigQuery()) {
    const result = new discovery.QueryResult();
    result.setConfigResult(configResult(channel.bundle.config));
    return result;
  }
  const membership = query.getPeerQuery();
  if (membership === undefined) return refused('unknown or missing request type');
  return channelMembers(registry, channel, membership.getFilter()?.getChaincodesList() ?? []);
}

/** All peers of the channel, or those that run the chaincodes and may see the collections of the filter. */
async function channelMembers(
  registry: Registry,
  channel: ChannelPeer,
  filter: readonly pb.ChaincodeCall[],
): Promise<discovery.QueryResult> {
  try {
    const authorised = await authorisedPeers(registry, channel, filter);
    const running =
      filter.length === 0 ? membersOf(registry, channel.channelId) : await runningAll(registry, channel, filter);
    const peers = authorised.filter((peer) => running.includes(peer));
    const described = peers.map(async (peer) => [peer.organization.mspId, await describeChannelPeer(peer)] as const);
    return membersResult(await Promise.all(described));
  } catch (error) {
    if (error instanceof NoPlanError) return refused(error.message);
    throw error;
  }
}

async function endorsersResult(
  registry: Registry,
  channel: ChannelPeer,
  interests: readonly pb.ChaincodeInterest[],
): Promise<discovery.QueryResult> {
  const refusal = interestRefusal(interests);
  if (refusal !== undefined) return refused(refusal);
  const found = new discovery.ChaincodeQueryResult();
  for (const interest of interests) {
    try {
      const plan = await satisfyingPlan(registry, channel, interest);
      const [first] = interest.getChaincodesList();
      found.addContent(await endorsementDescriptor(first?.getName() ?? '', plan));
    } catch (error) {
      if (!(error instanceof NoPlanError)) throw error;
      return refused(`failed constructing descriptor for ${interestText(interest)}`);
    }
  }
  const result = new discovery.QueryResult();
  result.setCcQueryRes(found);
  return result;
}
