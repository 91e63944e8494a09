const READERS = '/Channel/Application/Readers';
const WRITERS = '/Channel/Application/Writers';

/** Policies of the channel's resources unless its configuration names others (Fabric: core/aclmgmt). */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['_lifecycle/CommitChaincodeDefinition', WRITERS],
  ['_lifecycle/QueryChaincodeDefinition', WRITERS],
  ['_lifecycle/QueryChaincodeDefinitions', WRITERS],
  ['_lifecycle/CheckCommitReadiness', WRITERS],
  ['lscc/ChaincodeExists', READERS],
  ['lscc/GetDeploymentSpec', READERS],
  ['lscc/GetChaincodeData', READERS],
  ['lscc/GetInstantiatedChaincodes', READERS],
  ['lscc/GetCollectionsConfig', READERS],
  ['qscc/GetChainInfo', READERS],
  ['qscc/GetBlockByNumber', READERS],
  ['qscc/GetBlockByHash', READERS],
  ['qscc/GetTransactionByID', READERS],
  ['qscc/GetBlockByTxID', READERS],
  ['cscc/GetConfigBlock', READERS],
  ['cscc/GetChannelConfig', READERS],
  ['peer/Propose', WRITERS],
  ['peer/ChaincodeToChaincode', WRITERS],
  ['event/Block', READERS],
  ['event/FilteredBlock', READERS],
  ['gateway/CommitStatus', READERS],
  ['gateway/ChaincodeEvents', READERS],
]);

/**
 * Path of the policy that guards a resource.
 *
 * @param configured resource to policy, absolute or relative to the Application group (channelconfig/acls.go)
 * @returns undefined for a resource that Fabric does not map
 */
export function policyPathOf(resource: string, configured: ReadonlyMap<string, string>): string | undefined {
  const reference = configured.get(resource);
  if (reference === undefined || reference === '') {
    return DEFAULTS.get(resource);
  }
  return reference.startsWith('/') ? reference : `/Channel/Application/${reference}`;
}
