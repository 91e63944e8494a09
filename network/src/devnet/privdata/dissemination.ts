import { Unreachable } from '../faults/fault.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { type CollectionConfig, isMember } from '../peer/collections.js';
import { type CollectionPart, partsOf, type PrivateSet, setOf, withConfig } from './private-set.js';

/** How long a peer waits for an acknowledgement, in milliseconds (`peer.gossip.pvtData.pushAckTimeout`). */
const PUSH_ACK_TIMEOUT_MS = 3_000;

/** One message to one peer; a required one must be acknowledged. */
interface Delivery {
  readonly part: CollectionPart;
  readonly config: CollectionConfig;
  readonly to: ChannelPeer;
  readonly required: boolean;
}

/**
 * Sends the private data of an endorsed transaction to members of its collections (`gossip/privdata/distributor.go`).
 * Every organisation has one peer, so that there is no second one of an organisation to choose.
 *
 * @param others the channel's other peers
 * @param configs the collections' configurations, as {@link CollectionConfigs} of the endorser
 * @throws Error with Fabric's text when the plan or its acknowledgements fall short of `requiredPeerCount`
 */
export async function disseminate(
  from: ChannelPeer,
  others: readonly ChannelPeer[],
  { txId, set, configs }: { readonly txId: string; readonly set: PrivateSet; readonly configs: CollectionConfigs },
): Promise<void> {
  const plan = partsOf(set).flatMap((part) => deliveriesOf(part, configs(part), others));
  const outcomes = await Promise.all(plan.map((delivery) => arrives(from, txId, delivery)));
  const failures = plan.filter(({ required }, index) => required && outcomes[index] === false).length;
  if (failures > 0) {
    throw new Error(`Failed disseminating ${failures} out of ${plan.length} private dissemination plans`);
  }
}

/** The configuration of a collection when the transaction was endorsed. */
export type CollectionConfigs = (part: CollectionPart) => CollectionConfig | undefined;

function deliveriesOf(
  part: CollectionPart,
  config: CollectionConfig | undefined,
  others: readonly ChannelPeer[],
): Delivery[] {
  const { namespace, collection } = part;
  if (config === undefined) throw new Error(`no configuration for collection${collection}found`);
  const eligible = others.filter((peer) => isMember(config, peer));
  if (eligible.length < config.requiredPeerCount) {
    throw new Error(
      `could not build private data dissemination plan for chaincode ${namespace} and collection ${collection}: ` +
        `required to disseminate to at least ${config.requiredPeerCount} peers, but know of only ${eligible.length} ` +
        'eligible peers',
    );
  }
  return eligible
    .slice(0, config.maximumPeerCount)
    .map((to, index) => ({ part, config, to, required: index < config.requiredPeerCount }));
}

/** Whether the receiver has the data and says so in time. A peer that withholds data pretends. */
async function arrives(from: ChannelPeer, txId: string, { part, config, to }: Delivery): Promise<boolean> {
  const { faults, mspId } = from.organization;
  const bytes = faults.send(mspId, part.collection, part.bytes);
  if (bytes === undefined) return true;
  const sent = withConfig(setOf({ ...part, bytes }), new Map([[part.namespace, config.message]]), 0);
  const passage = faults.pass({ route: 'peer-to-peer', from: mspId, to: to.organization.mspId });
  if (passage === undefined) {
    await to.ledger.keepPrivateSet(txId, sent);
    return true;
  }
  const kept = passage.then(async (copies) => {
    for (let copy = 0; copy < copies; copy += 1) await to.ledger.keepPrivateSet(txId, sent);
    return true;
  });
  try {
    return await Promise.race([kept, faults.elapsed(PUSH_ACK_TIMEOUT_MS).then(() => false)]);
  } catch (error) {
    if (error instanceof Unreachable) return false;
    throw error;
  }
}
