import { gateway } from '@hyperledger/fabric-protos';
import type { common } from '@hyperledger/fabric-protos';

import { quorumOf } from '../../genesis/ordering.js';
import { type Consenter, consentersOf } from '../orderer/consenters.js';
import { BroadcastRefused } from '../orderer/filters.js';
import type { OrderingNode } from '../orderer/ordering-node.js';
import { type Registry, requireChannel } from './registry.js';
import { Code, type FailureDetail, RpcError } from './status.js';

/**
 * `gateway.Gateway/Submit` for a channel with Byzantine ordering: all orderers are asked, and a quorum must accept
 * (Fabric: internal/pkg/gateway/submit.go submitBFT). They judge alike and order together, so that one is asked for
 * all; a refusal comes from as many as it takes to rule the quorum out.
 *
 * @throws RpcError
 */
export function submit(registry: Registry, request: gateway.SubmitRequest): gateway.SubmitResponse {
  const transaction = request.getPreparedTransaction();
  if (transaction === undefined) throw new RpcError(Code.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (transaction.getSignature_asU8().length === 0) {
    throw new RpcError(Code.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  const { bundle } = requireChannel(registry, request.getChannelId(), Code.FAILED_PRECONDITION);
  const consenters = consentersOf(bundle);
  const nodes = consenters.map((consenter) => ({ consenter, node: registry.orderers.get(consenter.mspId) }));
  const [first] = nodes.flatMap(({ node }) => node ?? []);
  if (first === undefined) throw new RpcError(Code.UNAVAILABLE, 'no orderer nodes available');
  const absent = nodes.filter(({ node }) => node === undefined).map(({ consenter }) => consenter);
  if (absent.length > consenters.length - quorumOf(consenters.length)) {
    throw withoutQuorum(absent.map((consenter) => detail(consenter, 'the orderer is not running')));
  }
  broadcast(first, transaction, consenters);
  return new gateway.SubmitResponse();
}

function broadcast(node: OrderingNode, transaction: common.Envelope, consenters: readonly Consenter[]): void {
  try {
    node.broadcast(transaction);
  } catch (error) {
    if (!(error instanceof BroadcastRefused)) throw error;
    const refusals = consenters.length - quorumOf(consenters.length) + 1;
    const message = `received unsuccessful response from orderer: status=${error.status}, info=${error.message}`;
    throw withoutQuorum(consenters.slice(0, refusals).map((consenter) => detail(consenter, message)));
  }
}

function withoutQuorum(details: readonly FailureDetail[]): RpcError {
  return new RpcError(
    Code.UNAVAILABLE,
    'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
    details,
  );
}

function detail({ address, mspId }: Consenter, message: string): FailureDetail {
  return { address, mspId, message };
}
