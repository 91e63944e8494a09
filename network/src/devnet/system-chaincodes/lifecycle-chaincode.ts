import type { peer as pb } from '@hyperledger/fabric-protos';

import { ProtoError } from '../../proto/decode.js';
import {
  approvedDefinition,
  checkCommitReadiness,
  committedDefinition,
  committedDefinitions,
} from './definition-queries.js';
import { installedChaincode, installedChaincodes } from './installed-queries.js';
import { NotFoundError } from './not-found-error.js';
import { accessRefusal, failure, success, type SystemCall, type SystemChaincode } from './system-call.js';

interface Message {
  serializeBinary(): Uint8Array;
}

/** One function from its serialised argument to its result. @throws Error with Fabric's text */
type LifecycleQuery = (call: SystemCall, argument: Buffer) => Message | Promise<Message>;

const QUERIES: ReadonlyMap<string, LifecycleQuery> = new Map<string, LifecycleQuery>([
  ['QueryInstalledChaincode', installedChaincode],
  ['QueryInstalledChaincodes', installedChaincodes],
  ['QueryApprovedChaincodeDefinition', approvedDefinition],
  ['CheckCommitReadiness', checkCommitReadiness],
  ['QueryChaincodeDefinition', committedDefinition],
  ['QueryChaincodeDefinitions', committedDefinitions],
]);

const NOT_FOUND = 404;

/**
 * The read side of the chaincode lifecycle (Fabric: core/chaincode/lifecycle/scc.go). Chaincode is deployed by the
 * network's administration: installing, approving and committing are refused with a text that says so.
 */
export const lifecycleChaincode: SystemChaincode = async (call) => {
  const [name, argument] = call.args;
  if (name === undefined) return failure('lifecycle scc must be invoked with arguments');
  if (argument === undefined || call.args.length !== 2) {
    return failure(`lifecycle scc operations require exactly two arguments but received ${call.args.length}`);
  }
  const functionName = name.toString();
  const refusal = accessRefusal(call, `_lifecycle/${functionName}`, call.proposal.channelId);
  if (refusal !== undefined) return failure(`Failed to authorize invocation due to failed ACL check: ${refusal}`);
  try {
    return await query(call, functionName, argument);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof NotFoundError) return failure(message, NOT_FOUND);
    const reason =
      error instanceof ProtoError
        ? `could not decode input arg for *lifecycle.Invocation.${functionName}: ${message}`
        : message;
    return failure(`failed to invoke backing implementation of '${functionName}': ${reason}`);
  }
};

async function query(call: SystemCall, name: string, argument: Buffer): Promise<pb.Response> {
  const answer = QUERIES.get(name);
  if (answer === undefined) {
    throw new Error('chaincode is deployed by the administration of this network, not by its peers');
  }
  return success((await answer(call, argument)).serializeBinary());
}
