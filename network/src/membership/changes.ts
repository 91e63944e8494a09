import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { ADMINS, setPolicy, setValue } from '../genesis/config-tree.js';
import { NetworkError } from '../network-error.js';
import { rootOf } from './compute-update.js';
import { copyOf, groupAt, valueIn } from './config-tree.js';
import { policyFromText } from './policy-text.js';

/** One wish of an admin: changes a copy of the channel group in place. */
export type Change = (root: common.ConfigGroup) => void;

/** Limits of a block; those that are left out stay. */
export interface BatchWish {
  readonly maxMessageCount?: number;
  readonly preferredMaxBytes?: number;
  readonly absoluteMaxBytes?: number;
  readonly timeoutMs?: number;
}

const GROUP_OF_CAPABILITIES: ReadonlyMap<string, string> = new Map([
  ['channel', '/Channel'],
  ['orderer', '/Channel/Orderer'],
  ['application', '/Channel/Application'],
]);

/** The configuration after these changes; the original is left as it is. */
export function changed(config: common.Config, changes: readonly Change[]): common.Config {
  const copy = copyOf(config);
  for (const change of changes) change(rootOf(copy));
  return copy;
}

/**
 * When the orderers cut a block. SmartBFT takes the time from its own options (`orderer/consensus/smartbft/util.go`), so
 * those follow.
 */
export function setBatch(wish: BatchWish): Change {
  return (root) => {
    const ordering = groupAt(root, '/Channel/Orderer');
    const size = valueIn(ordering, 'BatchSize', orderer.BatchSize) ?? new orderer.BatchSize();
    if (wish.maxMessageCount !== undefined) size.setMaxMessageCount(wish.maxMessageCount);
    if (wish.preferredMaxBytes !== undefined) size.setPreferredMaxBytes(wish.preferredMaxBytes);
    if (wish.absoluteMaxBytes !== undefined) size.setAbsoluteMaxBytes(wish.absoluteMaxBytes);
    replaceValue(ordering, 'BatchSize', size);
    if (wish.timeoutMs !== undefined) {
      const timeout = new orderer.BatchTimeout();
      timeout.setTimeout(`${wish.timeoutMs}ms`);
      replaceValue(ordering, 'BatchTimeout', timeout);
    }
    followBatch(ordering, wish);
  };
}

/** Sets the policy at a path such as `/Channel/Application/Endorsement`; who may change it stays. */
export function setPolicyAt(path: string, text: string): Change {
  const policy = policyFromText(text);
  return (root) => {
    const group = groupAt(root, path.slice(0, path.lastIndexOf('/')));
    const name = path.slice(path.lastIndexOf('/') + 1);
    const existing = group.getPoliciesMap().get(name);
    if (existing === undefined) setPolicy(group, name, policy);
    else existing.setPolicy(policy);
  };
}

/** Guards a resource such as `peer/Propose` by a policy; undefined takes Fabric's default again. */
export function setAcl(resource: string, policy: string | undefined): Change {
  return (root) => {
    const application = groupAt(root, '/Channel/Application');
    const acls = valueIn(application, 'ACLs', peer.ACLs) ?? new peer.ACLs();
    if (policy === undefined) {
      acls.getAclsMap().del(resource);
    } else {
      const entry = new peer.APIResource();
      entry.setPolicyRef(policy);
      acls.getAclsMap().set(resource, entry);
    }
    replaceValue(application, 'ACLs', acls);
  };
}

/** Requires a capability of all nodes. @param group `channel`, `orderer` or `application` */
export function setCapability(group: string, name: string): Change {
  const path = GROUP_OF_CAPABILITIES.get(group.toLowerCase());
  if (path === undefined)
    throw new NetworkError(`capabilities belong to channel, orderer or application, not ${group}`);
  return (root) => {
    const holder = groupAt(root, path);
    const capabilities = valueIn(holder, 'Capabilities', common.Capabilities) ?? new common.Capabilities();
    capabilities.getCapabilitiesMap().set(name, new common.Capability());
    replaceValue(holder, 'Capabilities', capabilities);
  };
}

/** Writes a value and keeps who may change it. */
export function replaceValue(
  group: common.ConfigGroup,
  name: string,
  message: { serializeBinary(): Uint8Array },
): void {
  const modPolicy = group.getValuesMap().get(name)?.getModPolicy() ?? ADMINS;
  setValue(group, name, message);
  group.getValuesMap().get(name)?.setModPolicy(modPolicy);
}

function followBatch(ordering: common.ConfigGroup, wish: BatchWish): void {
  const type = valueIn(ordering, 'ConsensusType', orderer.ConsensusType);
  if (type?.getType() !== 'BFT') return;
  const options = orderer.smartbft.Options.deserializeBinary(type.getMetadata_asU8());
  if (wish.maxMessageCount !== undefined) options.setRequestBatchMaxCount(wish.maxMessageCount);
  if (wish.absoluteMaxBytes !== undefined) options.setRequestBatchMaxBytes(wish.absoluteMaxBytes);
  if (wish.timeoutMs !== undefined) options.setRequestBatchMaxInterval(`${wish.timeoutMs}ms`);
  type.setMetadata(options.serializeBinary());
  replaceValue(ordering, 'ConsensusType', type);
}
