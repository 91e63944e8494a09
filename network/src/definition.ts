import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition, CollectionDefinition } from './engine.js';
import { parsePolicy } from './policy/dsl.js';

/** What a definition without its own policy refers to (`core/chaincode/lifecycle`). */
const CHANNEL_ENDORSEMENT = '/Channel/Application/Endorsement';

/** Fabric's rules for the name and the version of a chaincode (`core/chaincode/lifecycle/scc.go`). */
export const CHAINCODE_NAME = /^[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*$/;
export const CHAINCODE_VERSION = /^[A-Za-z0-9_.+-]+$/;

/** `validation_parameter` of a definition: whose endorsements its transactions need. */
export function validationParameter(definition: ChaincodeDefinition): peer.ApplicationPolicy {
  if (definition.endorsementPolicy !== undefined) return applicationPolicy(definition.endorsementPolicy);
  return configuredPolicy(CHANNEL_ENDORSEMENT);
}

/** The private data collections of a definition; undefined when it has none. */
export function collectionPackage(definition: ChaincodeDefinition): peer.CollectionConfigPackage | undefined {
  if (definition.collections.length === 0) return undefined;
  const collections = new peer.CollectionConfigPackage();
  collections.setConfigList(definition.collections.map(collectionConfig));
  return collections;
}

function collectionConfig(collection: CollectionDefinition): peer.CollectionConfig {
  const members = new peer.CollectionPolicyConfig();
  members.setSignaturePolicy(parsePolicy(collection.policy));
  const fixed = new peer.StaticCollectionConfig();
  fixed.setName(collection.name);
  fixed.setMemberOrgsPolicy(members);
  fixed.setRequiredPeerCount(collection.requiredPeerCount);
  fixed.setMaximumPeerCount(collection.maxPeerCount);
  fixed.setBlockToLive(collection.blockToLive);
  fixed.setMemberOnlyRead(collection.memberOnlyRead);
  fixed.setMemberOnlyWrite(collection.memberOnlyWrite);
  if (collection.endorsementPolicy !== undefined) {
    fixed.setEndorsementPolicy(applicationPolicy(collection.endorsementPolicy));
  } else if (collection.channelConfigPolicy !== undefined) {
    fixed.setEndorsementPolicy(configuredPolicy(collection.channelConfigPolicy));
  }
  const config = new peer.CollectionConfig();
  config.setStaticCollectionConfig(fixed);
  return config;
}

function applicationPolicy(text: string): peer.ApplicationPolicy {
  const policy = new peer.ApplicationPolicy();
  policy.setSignaturePolicy(parsePolicy(text));
  return policy;
}

/** A policy of the channel's configuration, which need not exist: peers look it up for each transaction. */
function configuredPolicy(reference: string): peer.ApplicationPolicy {
  const policy = new peer.ApplicationPolicy();
  policy.setChannelConfigPolicyReference(reference);
  return policy;
}
