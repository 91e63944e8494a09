import type { peer } from '@hyperledger/fabric-protos';
import { msp } from '@hyperledger/fabric-protos';
import { read } from '../../proto/decode.js';
import { LifecycleError } from './lifecycle-state.js';

const { Classification } = msp.MSPPrincipal;

/**
 * Checks proposed collections against the channel and the committed definition (`core/chaincode/lifecycle/scc.go`,
 * validateCollectionConfigs and validateCollConfigsAgainstCommittedDef): members must be in the channel, a collection
 * cannot be dropped, and how long its data lives cannot change.
 *
 * @param mspIds organisations that the channel knows
 * @throws LifecycleError with Fabric's text
 */
export function requireAcceptable(
  proposed: peer.CollectionConfigPackage,
  committed: peer.CollectionConfigPackage | undefined,
  mspIds: readonly string[],
): void {
  const collections = staticConfigs(proposed);
  for (const collection of collections) requireMembers(collection, mspIds);
  const existing = committed === undefined ? [] : staticConfigs(committed);
  if (existing.length > 0 && collections.length === 0) {
    throw new LifecycleError('the proposed collection config does not contain previously defined collections');
  }
  for (const before of existing) {
    requireKept(
      before,
      collections.find((collection) => collection.getName() === before.getName()),
    );
  }
}

function requireMembers(collection: peer.StaticCollectionConfig, mspIds: readonly string[]): void {
  const policy = collection.getMemberOrgsPolicy()?.getSignaturePolicy();
  for (const principal of policy?.getIdentitiesList() ?? []) {
    if (principal.getPrincipalClassification() !== Classification.ROLE) continue;
    const member = read(msp.MSPRole, principal.getPrincipal_asU8()).getMspIdentifier();
    if (mspIds.includes(member)) continue;
    throw new LifecycleError(
      `collection-name: ${collection.getName()} -- collection member '${member}' is not part of the channel`,
    );
  }
}

function requireKept(before: peer.StaticCollectionConfig, after: peer.StaticCollectionConfig | undefined): void {
  const name = before.getName();
  if (after === undefined) {
    throw new LifecycleError(`existing collection [${name}] missing in the proposed collection configuration`);
  }
  if (after.getBlockToLive() !== before.getBlockToLive()) {
    throw new LifecycleError(
      `the BlockToLive in an existing collection [${name}] modified. Existing value [${before.getBlockToLive()}]`,
    );
  }
}

function staticConfigs(configs: peer.CollectionConfigPackage): peer.StaticCollectionConfig[] {
  return configs.getConfigList().flatMap((config) => config.getStaticCollectionConfig() ?? []);
}
