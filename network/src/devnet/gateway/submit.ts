import { gateway } from '@hyperledger/fabric-protos';

import { type Consenter, quorumOf } from '../orderer/block-builder.js';
import { BroadcastRefused } from '../orderer/filters.js';
import { ordererOf, type Registry } from './registry.js';
import { Code, RpcError } from './status.js';

/**
 * `gateway.Gateway/Submit` for a channel with Byzantine ordering: all orderers are asked, and a quorum must accept
 * (Fabric: internal/pkg/gateway/submit.go submitBFT). They judge alike, so that a refusal comes from as many as it
 * takes to rule the quorum out.
 *
 * @throws RpcError
 */
export function submit(registry: Registry, request: gateway.SubmitRequest): gateway.SubmitResponse {
  const transaction = request.getPreparedTransaction();
  if (transaction === undefined) throw new RpcError(Code.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (transaction.getSignature_asU8().length === 0) {
    throw new RpcError(Code.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  const orderer = ordererOf(registry, request.getChannelId());
  try {
    orderer.broadcast(transaction);
  } catch (error) {
    if (!(error instanceof BroadcastRefused)) throw error;
    throw refusedBy(orderer.consenters, error);
  }
  return new gateway.SubmitResponse();
}

function refusedBy(consenters: readonly Consenter[], { status, message }: BroadcastRefused): RpcError {
  const refusals = consenters.length - quorumOf(consenters.length) + 1;
  return new RpcError(
    Code.UNAVAILABLE,
    'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
    consenters.slice(0, refusals).map(({ address, mspId }) => ({
      address,
      mspId,
      message: `received unsuccessful response from orderer: status=${status}, info=${message}`,
    })),
  );
}
