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

/** Resources that concern a peer as a whole: who the organisation's own MSP says may use them. */
const LOCAL: ReadonlyMap<string, LocalPolicy> = new Map<string, LocalPolicy>([
  ['_lifecycle/InstallChaincode', 'Admins'],
  ['_lifecycle/QueryInstalledChaincode', 'Admins'],
  ['_lifecycle/GetInstalledChaincodePackage', 'Admins'],
  ['_lifecycle/QueryInstalledChaincodes', 'Admins'],
  ['_lifecycle/ApproveChaincodeDefinitionForMyOrg', 'Admins'],
  ['_lifecycle/QueryApprovedChaincodeDefinition', 'Admins'],
  ['_lifecycle/QueryApprovedChaincodeDefinitions', 'Admins'],
  ['lscc/Install', 'Admins'],
  ['lscc/GetInstalledChaincodes', 'Admins'],
  ['cscc/JoinChain', 'Admins'],
  ['cscc/JoinChainBySnapshot', 'Admins'],
  ['cscc/JoinBySnapshotStatus', 'Admins'],
  ['cscc/GetChannels', 'Members'],
]);

/** A policy of an organisation's own MSP (Fabric: core/policy/principal.go). */
export type LocalPolicy = 'Admins' | 'Members';

/** The policy of a resource that no channel guards, or undefined when channels do. */
export function localPolicyOf(resource: string): LocalPolicy | undefined {
  return LOCAL.get(resource);
}

/** Where the policy of a resource stands. */
export interface PolicyReference {
  /** Absolute path, for example `/Channel/Application/Readers`. */
  readonly path: string;
  /** Whether the channel's own ACLs name it, rather than Fabric's defaults. */
  readonly configured: boolean;
}

/**
 * The policy that guards a resource.
 *
 * @param configured resource to policy, absolute or relative to the Application group (channelconfig/acls.go)
 * @returns undefined for a resource that neither the channel nor Fabric maps
 */
export function policyReference(
  resource: string,
  configured: ReadonlyMap<string, string>,
): PolicyReference | undefined {
  const reference = configured.get(resource);
  if (reference === undefined || reference === '') {
    const path = DEFAULTS.get(resource);
    return path === undefined ? undefined : { path, configured: false };
  }
  return { path: absolutePath(reference), configured: true };
}

/** Where a policy stands that an ACL names, absolutely or relative to the Application group. */
export function absolutePath(reference: string): string {
  return reference.startsWith('/') ? reference : `/Channel/Application/${reference}`;
}
