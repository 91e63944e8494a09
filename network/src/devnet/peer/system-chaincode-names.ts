const SYSTEM_CHAINCODES: ReadonlySet<string> = new Set(['_lifecycle', 'cscc', 'lscc', 'qscc']);

/** Version that endorsements of system chaincodes carry (Fabric: core/scc SysCCVersion). */
export const SYSTEM_CHAINCODE_VERSION = 'syscc';

/** Whether a chaincode is built into every peer (Fabric: scc.BuiltinSCCs). */
export function isSystemChaincode(name: string): boolean {
  return SYSTEM_CHAINCODES.has(name);
}
