import { type common, peer } from '@hyperledger/fabric-protos';
import { CHAINCODE_NAME, CHAINCODE_VERSION, collectionPackage, validationParameter } from '../../definition.js';
import type { ChaincodeDefinition, CollectionDefinition } from '../../engine.js';
import { parsePolicy } from '../../policy/dsl.js';
import { LifecycleError, type StoredDefinition } from './lifecycle-state.js';

const COLLECTION_NAME = /^[A-Za-z0-9-][A-Za-z0-9_-]*$/;

/**
 * A chaincode definition in the form that the ledger keeps, with Fabric's defaults and checks (core/chaincode/lifecycle
 * SetChaincodeDefinitionDefaults and scc.go).
 *
 * @throws {LifecycleError} when a name, a version or a collection is refused
 * @throws {PolicySyntaxError} when a policy text does not parse
 */
export function storedDefinition(definition: ChaincodeDefinition): StoredDefinition {
  requireName(definition);
  requireCollections(definition.collections);
  const endorsementInfo = new peer.lifecycle.ChaincodeEndorsementInfo();
  endorsementInfo.setVersion(definition.version);
  endorsementInfo.setInitRequired(definition.initRequired);
  endorsementInfo.setEndorsementPlugin('escc');
  const validationInfo = new peer.lifecycle.ChaincodeValidationInfo();
  validationInfo.setValidationPlugin('vscc');
  validationInfo.setValidationParameter(validationParameter(definition).serializeBinary());
  return {
    sequence: definition.sequence,
    endorsementInfo,
    validationInfo,
    collections: collectionPackage(definition) ?? new peer.CollectionConfigPackage(),
  };
}

function requireCollections(definitions: readonly CollectionDefinition[]): void {
  const names = new Set<string>();
  for (const definition of definitions) {
    if (names.has(definition.name)) {
      throw new LifecycleError(`collection-name: ${definition.name} -- found duplicate in collection configuration`);
    }
    names.add(definition.name);
    requireCollection(definition);
  }
}

function requireName({ name, version }: ChaincodeDefinition): void {
  if (!CHAINCODE_NAME.test(name)) {
    throw new LifecycleError(
      `invalid chaincode name '${name}'. Names can only consist of alphanumerics, '_', and '-' and can only begin with alphanumerics`,
    );
  }
  if (!CHAINCODE_VERSION.test(version)) {
    throw new LifecycleError(
      `invalid chaincode version '${version}'. Versions can only consist of alphanumerics, '_',  '-', '+', and '.'`,
    );
  }
}

function requireCollection({ name, policy, requiredPeerCount, maxPeerCount }: CollectionDefinition): void {
  if (!COLLECTION_NAME.test(name)) {
    throw new LifecycleError(
      `invalid collection name '${name}'. Names can only consist of alphanumerics, '_', and '-' and cannot begin with '_'`,
    );
  }
  if (maxPeerCount < requiredPeerCount) {
    throw new LifecycleError(
      `collection-name: ${name} -- maximum peer count (${maxPeerCount}) cannot be less than the required peer count (${requiredPeerCount})`,
    );
  }
  if (requiredPeerCount < 0) {
    throw new LifecycleError(
      `collection-name: ${name} -- requiredPeerCount (${requiredPeerCount}) cannot be less than zero`,
    );
  }
  const gate = narrowestGate(parsePolicy(policy).getRule());
  if (gate !== 1) {
    throw new LifecycleError(
      `collection-name: ${name} -- error in member org policy: signature policy is not an OR concatenation, NOutOf ${gate}`,
    );
  }
}

/** 1 when the rule is nothing but OR, else the threshold of a gate that is not. */
function narrowestGate(rule: common.SignaturePolicy | undefined): number {
  const gate = rule?.getNOutOf();
  if (gate === undefined) {
    return 1;
  }
  return gate.getN() === 1
    ? (gate
        .getRulesList()
        .map(narrowestGate)
        .find((n) => n !== 1) ?? 1)
    : gate.getN();
}
