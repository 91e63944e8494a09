import type { peer as pb } from '@hyperledger/fabric-protos';

import { cscc } from './cscc.js';
import { lifecycleChaincode } from './lifecycle-chaincode.js';
import { qscc } from './qscc.js';
import { failure, type SystemCall, type SystemChaincode } from './system-call.js';

const SYSTEM_CHAINCODES: ReadonlyMap<string, SystemChaincode> = new Map([
  ['qscc', qscc],
  ['cscc', cscc],
  ['_lifecycle', lifecycleChaincode],
]);

/**
 * Runs a system chaincode. What it refuses is a response with status 500, as from any chaincode.
 *
 * @throws Error for `lscc`, the lifecycle before Fabric 2.0, which this network does not have
 */
export async function invokeSystemChaincode(name: string, call: SystemCall): Promise<pb.Response> {
  const chaincode = SYSTEM_CHAINCODES.get(name);
  if (chaincode === undefined) throw new Error(`system chaincode ${name} is not available on this network`);
  try {
    return await chaincode(call);
  } catch (error) {
    return failure((error as Error).message);
  }
}
