import { peer } from '@hyperledger/fabric-protos';

import type { ChannelPeer } from '../peer/channel-peer.js';
import type { CommittedDefinition } from '../peer/lifecycle.js';
import { layouts, type Layout } from '../../policy/layouts.js';
import type { Policy } from '../../policy/policy.js';
import { hasPrincipalSets } from '../../policy/principal-sets.js';
import { REJECT_ALL } from '../../policy/reject-all.js';
import { isMember } from '../peer/collections.js';
import { endorsersOf, membersOf, type Registry } from './registry.js';

/** No set of peers that is to be had can satisfy the policies; the text is Fabric's. */
export class NoPlanError extends Error {
  override readonly name = 'NoPlanError';
}

/** Sets of organisations of which any one suffices, in the order in which they are tried. */
export interface Plan {
  readonly layouts: readonly Layout[];
  readonly peers: ReadonlyMap<string, ChannelPeer>;
}

/** What a transaction touches, before any peer has simulated it: its chaincode. */
export function defaultInterest(chaincode: string): peer.ChaincodeInterest {
  const call = new peer.ChaincodeCall();
  call.setName(chaincode);
  const interest = new peer.ChaincodeInterest();
  interest.addChaincodes(call);
  return interest;
}

/** One peer of each organisation that the client named, and no reasoning about policies. @throws NoPlanError */
export async function planForOrganizations(
  registry: Registry,
  channelId: string,
  chaincode: string,
  mspIds: readonly string[],
): Promise<Plan> {
  const endorsers = byOrganization(await endorsersOf(registry, channelId, chaincode));
  const missing = mspIds.filter((mspId) => !endorsers.has(mspId));
  if (missing.length > 0) throw new NoPlanError(`failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
  return { layouts: [[...new Set(mspIds)]], peers: endorsers };
}

/**
 * Chooses endorsers by the policies that the transaction will be judged by (Fabric: internal/pkg/gateway/registry.go
 * endorsementPlan). Layouts with the preferred organisation come first; within both groups the order is random.
 *
 * @throws NoPlanError when no set of peers satisfies them
 */
export async function planForInterest(
  registry: Registry,
  channel: ChannelPeer,
  interest: peer.ChaincodeInterest,
  preferred: string | undefined,
): Promise<Plan> {
  const { layouts: available, peers } = await satisfyingPlan(registry, channel, interest).catch((error: unknown) => {
    if (!(error instanceof NoPlanError)) throw error;
    throw new NoPlanError(
      `no combination of peers can be derived which satisfy the endorsement policy: ${error.message}`,
    );
  });
  const isPreferred = (layout: Layout): boolean => preferred !== undefined && layout.includes(preferred);
  return {
    layouts: [
      ...shuffled(available.filter(isPreferred)),
      ...shuffled(available.filter((layout) => !isPreferred(layout))),
    ],
    peers,
  };
}

/**
 * All smallest sets of peers that satisfy the policies of an interest and run its chaincodes (Fabric:
 * discovery/endorsement PeersForEndorsement).
 *
 * @throws NoPlanError when there is none
 */
export async function satisfyingPlan(
  registry: Registry,
  channel: ChannelPeer,
  interest: peer.ChaincodeInterest,
): Promise<Plan> {
  const calls = interest.getChaincodesList();
  const eligible = await authorisedPeers(registry, channel, calls);
  const policies = (await Promise.all(calls.map((call) => policiesOf(channel, call)))).flat();
  if (policies.length === 0) throw new NoPlanError('no principal sets remained after filtering');
  const possible = layouts(
    policies,
    eligible.flatMap((candidate) => candidate.identity ?? []),
  );
  if (possible.length === 0) throw new NoPlanError('no peer combination can satisfy the endorsement policy');
  const running = byOrganization(await runningAll(registry, channel, calls));
  const available = possible.filter((layout) => layout.every((mspId) => running.has(mspId)));
  if (available.length === 0) throw new NoPlanError('required chaincodes are not installed on sufficient peers');
  return { layouts: available, peers: running };
}

/**
 * The channel's peers that may see the private values which the calls read.
 *
 * @throws NoPlanError when a chaincode or a collection does not exist
 */
export async function authorisedPeers(
  registry: Registry,
  channel: ChannelPeer,
  calls: readonly peer.ChaincodeCall[],
): Promise<readonly ChannelPeer[]> {
  let eligible = membersOf(registry, channel.channelId);
  for (const call of calls) eligible = await withoutStrangers(channel, call, eligible);
  return eligible;
}

/** The chaincode's policy unless every key has its own, the policies of those keys, and those of collections. */
async function policiesOf(channel: ChannelPeer, call: peer.ChaincodeCall): Promise<readonly Policy[]> {
  const name = call.getName();
  const definition = await definitionOf(channel, call);
  const keyPolicies = call.getKeyPoliciesList().map((policy) => {
    if (!hasPrincipalSets(policy)) throw new NoPlanError('state based endorsement policy cannot be satisfied');
    return channel.bundle.compiler.keyPolicy(policy.serializeBinary());
  });
  const collections = call.getCollectionNamesList();
  const own = collections.map((collection) => channel.lifecycle.collectionOf(definition, collection)?.endorsement);
  const policies = [
    ...new Set(collections.length === 0 ? [definition.endorsement] : own.map((own) => own ?? definition.endorsement)),
  ];
  if (!call.getDisregardNamespacePolicy()) return [...policies, ...keyPolicies];
  if (keyPolicies.length === 0 && policies.length === 1) {
    throw new NoPlanError(
      `requested to disregard chaincode ${name}'s policy but key and collection policies are missing, either disable ` +
        'DisregardNamespacePolicy or specify at least one key policy or at least one collection policy',
    );
  }
  return [...policies.slice(1), ...keyPolicies];
}

/** Leaves out peers that may not see the private values that the transaction reads. */
async function withoutStrangers(
  channel: ChannelPeer,
  call: peer.ChaincodeCall,
  peers: readonly ChannelPeer[],
): Promise<readonly ChannelPeer[]> {
  const definition = await definitionOf(channel, call);
  if (call.getNoPrivateReads()) return peers;
  let eligible = peers;
  for (const name of call.getCollectionNamesList()) {
    const collection = channel.lifecycle.collectionOf(definition, name);
    if (collection === undefined) {
      throw new NoPlanError(`collection ${name} doesn't exist in collection config for chaincode ${call.getName()}`);
    }
    eligible = eligible.filter((candidate) => isMember(collection, candidate));
  }
  return eligible;
}

async function definitionOf(channel: ChannelPeer, call: peer.ChaincodeCall): Promise<CommittedDefinition> {
  const definition = await channel.definitions.definition(call.getName());
  if (definition === undefined || !hasPolicies(channel, definition, call)) {
    throw new NoPlanError(`No metadata was found for chaincode ${call.getName()} in channel ${channel.channelId}`);
  }
  return definition;
}

/** Whether the policies of a chaincode and of its collections exist: a definition may name some that the channel lacks. */
function hasPolicies(channel: ChannelPeer, definition: CommittedDefinition, call: peer.ChaincodeCall): boolean {
  const collections = call.getCollectionNamesList().map((name) => channel.lifecycle.collectionOf(definition, name));
  const named = collections.filter((collection) => collection?.kind === 'static');
  return ![definition, ...named].some((holder) => holder?.endorsement === REJECT_ALL);
}

/** The peers that run every chaincode of the calls. */
export async function runningAll(
  registry: Registry,
  channel: ChannelPeer,
  calls: readonly peer.ChaincodeCall[],
): Promise<readonly ChannelPeer[]> {
  const names = [...new Set(calls.map((call) => call.getName()))];
  const running = await Promise.all(names.map((name) => endorsersOf(registry, channel.channelId, name)));
  const [first = [], ...others] = running;
  return first.filter((candidate) => others.every((peers) => peers.includes(candidate)));
}

function byOrganization(peers: readonly ChannelPeer[]): ReadonlyMap<string, ChannelPeer> {
  return new Map(peers.map((candidate) => [candidate.organization.mspId, candidate]));
}

/** Fisher and Yates. Fabric spreads load the same way, so clients must not rely on an order. */
function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}
