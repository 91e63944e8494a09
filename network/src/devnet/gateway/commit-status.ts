import { gateway } from '@hyperledger/fabric-protos';

import { localChannel, type Registry } from './registry.js';
import { authorise, readSigned } from './signed-request.js';
import { Code, RpcError } from './status.js';

/** `gateway.Gateway/CommitStatus` (Fabric: internal/pkg/gateway/commitstatus.go). @throws RpcError */
export async function commitStatus(
  registry: Registry,
  signed: gateway.SignedCommitStatusRequest,
  signal: AbortSignal,
): Promise<gateway.CommitStatusResponse> {
  const request = readSigned(signed, gateway.CommitStatusRequest, {
    required: 'a commit status request is required',
    invalid: 'invalid status request',
  });
  if (request.getIdentity_asU8().length === 0) throw new RpcError(Code.INVALID_ARGUMENT, 'no identity provided');
  if (request.getChannelId() === '') throw new RpcError(Code.INVALID_ARGUMENT, 'no channel ID provided');
  const txId = request.getTransactionId();
  if (txId === '') throw new RpcError(Code.INVALID_ARGUMENT, 'transaction ID should not be empty');
  authorise(registry, 'gateway/CommitStatus', signed, request);
  const channel = localChannel(registry, request.getChannelId());
  if (channel === undefined) {
    throw new RpcError(Code.ABORTED, `channel does not exist: ${request.getChannelId()}`);
  }
  const status = await channel.commits.status(txId, signal).catch((error: unknown) => {
    if (signal.aborted) throw new RpcError(Code.CANCELLED, 'the client stopped waiting');
    throw error;
  });
  const response = new gateway.CommitStatusResponse();
  response.setResult(status.code as ReturnType<typeof response.getResult>);
  response.setBlockNumber(status.block);
  return response;
}
