import { gateway } from '@hyperledger/fabric-protos';

import type { ChannelPeer } from '../peer/channel-peer.js';
import { ProtoError } from '../../proto/decode.js';
import { type Proposal, unpackProposal } from '../../proto/proposal.js';
import { callPeer } from './peer-call.js';
import { endorsersOf, type Registry, requireChannel } from './registry.js';
import { Code, type FailureDetail, RpcError } from './status.js';

/** `gateway.Gateway/Evaluate` (Fabric: internal/pkg/gateway/evaluate.go). @throws RpcError */
export async function evaluate(
  registry: Registry,
  request: gateway.EvaluateRequest,
): Promise<gateway.EvaluateResponse> {
  const proposal = evaluatedProposal(request);
  requireChannel(registry, proposal.channelId, Code.UNAVAILABLE);
  const failures: FailureDetail[] = [];
  let lastCode: RpcError['code'] = Code.UNAVAILABLE;
  for (const candidate of await candidates(registry, proposal, request.getTargetOrganizationsList())) {
    const answer = await callPeer(registry, candidate, proposal);
    if (answer.ok) {
      const response = new gateway.EvaluateResponse();
      response.setResult(answer.response.getResponse());
      return response;
    }
    failures.push(answer.detail);
    lastCode = answer.code;
    if (!answer.retry) {
      throw new RpcError(answer.code, `evaluate call to endorser returned error: ${answer.detail.message}`, failures);
    }
  }
  throw new RpcError(lastCode, 'failed to evaluate transaction, see attached details for more info', failures);
}

/** Where to evaluate: the organisations asked for; with transient data only the gateway's own; else any, own first. */
async function candidates(
  registry: Registry,
  proposal: Proposal,
  targets: readonly string[],
): Promise<readonly ChannelPeer[]> {
  const protect = proposal.hasTransientData && targets.length === 0;
  const allowed = protect ? [registry.local.mspId] : targets;
  const endorsers = await endorsersOf(registry, proposal.channelId, proposal.chaincodeName);
  const chosen = endorsers.filter((peer) => allowed.length === 0 || allowed.includes(peer.organization.mspId));
  if (chosen.length > 0) return chosen;
  const reason = `no peers available to evaluate chaincode ${proposal.chaincodeName} in channel ${proposal.channelId}`;
  throw new RpcError(
    Code.FAILED_PRECONDITION,
    protect
      ? "no endorsers found in the gateway's organization; retry specifying target organization(s) to protect " +
          `transient data: ${reason}`
      : reason,
  );
}

function evaluatedProposal(request: gateway.EvaluateRequest): Proposal {
  try {
    return checkedProposal(request);
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    throw new RpcError(Code.INVALID_ARGUMENT, `failed to unpack transaction proposal: ${error.message}`);
  }
}

function checkedProposal(request: gateway.EvaluateRequest): Proposal {
  const signed = request.getProposedTransaction();
  if (signed === undefined || signed.getProposalBytes_asU8().length === 0) {
    throw new ProtoError('a signed proposal is required');
  }
  const proposal = unpackProposal(signed);
  const at = `channel id [${proposal.channelId}]`;
  if (proposal.channelId === '') throw new ProtoError('no channel id provided');
  if (proposal.spec === undefined) throw new ProtoError(`no chaincode spec is provided, ${at}`);
  if (proposal.spec.getChaincodeId() === undefined) throw new ProtoError(`no chaincode id is provided, ${at}`);
  if (proposal.chaincodeName === '') throw new ProtoError(`no chaincode name is provided, ${at}`);
  return proposal;
}
