import { gateway } from '@hyperledger/fabric-protos';

import { BroadcastRefused } from '../orderer/filters.js';
import { ordererOf, type Registry } from './registry.js';
import { Code, RpcError } from './status.js';

/** `gateway.Gateway/Submit` (Fabric: internal/pkg/gateway/submit.go). @throws RpcError */
export function submit(registry: Registry, request: gateway.SubmitRequest): gateway.SubmitResponse {
  const transaction = request.getPreparedTransaction();
  if (transaction === undefined) throw new RpcError(Code.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (transaction.getSignature_asU8().length === 0) {
    throw new RpcError(Code.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  try {
    ordererOf(registry, request.getChannelId()).broadcast(transaction);
  } catch (error) {
    if (!(error instanceof BroadcastRefused)) throw error;
    const text = `received unsuccessful response from orderer: status=${error.status}, info=${error.message}`;
    if (error.status !== 'SERVICE_UNAVAILABLE') throw new RpcError(Code.ABORTED, text);
    throw new RpcError(Code.UNAVAILABLE, 'no orderers could successfully process transaction', [
      { address: registry.local.address, mspId: registry.local.mspId, message: text },
    ]);
  }
  return new gateway.SubmitResponse();
}
