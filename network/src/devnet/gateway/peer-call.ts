import type { peer } from '@hyperledger/fabric-protos';

import { Unreachable } from '../faults/fault.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { processProposal } from '../peer/endorser.js';
import { ProposalRefused } from '../peer/proposal-checks.js';
import type { Proposal } from '../../proto/proposal.js';
import type { Registry } from './registry.js';
import { Code, type FailureDetail, type RpcError } from './status.js';

/** What became of a proposal at one peer. */
export type PeerAnswer =
  | { readonly ok: true; readonly peer: ChannelPeer; readonly response: peer.ProposalResponse }
  | {
      readonly ok: false;
      readonly code: RpcError['code'];
      readonly detail: FailureDetail;
      /** Whether another peer may do better. */
      readonly retry: boolean;
    };

/** Sends a proposal to a peer and classifies the answer (Fabric: internal/pkg/gateway/apiutils.go responseStatus). */
export async function callPeer(registry: Registry, target: ChannelPeer, proposal: Proposal): Promise<PeerAnswer> {
  const failed = (code: RpcError['code'], message: string, retry: boolean): PeerAnswer => ({
    ok: false,
    code,
    detail: { address: target.organization.address, mspId: target.organization.mspId, message },
    retry,
  });
  let response: peer.ProposalResponse;
  try {
    response = await send(registry, target, proposal);
  } catch (error) {
    if (error instanceof Unreachable) return failed(Code.UNAVAILABLE, unreachableText(target, error), true);
    if (!(error instanceof ProposalRefused)) throw error;
    return refused(error, target.organization === registry.local, failed);
  }
  const status = response.getResponse()?.getStatus() ?? 0;
  const message = response.getResponse()?.getMessage() ?? '';
  if (status >= 200 && status < 400) return { ok: true, peer: target, response };
  if (status === 500 && response.getPayload_asU8().length === 0) return failed(Code.ABORTED, message, true);
  return failed(Code.UNKNOWN, `chaincode response ${status}, ${message}`, false);
}

/** The proposal on its way to the peer; one that arrives twice is answered twice, and the first answer counts. */
async function send(registry: Registry, target: ChannelPeer, proposal: Proposal): Promise<peer.ProposalResponse> {
  const { faults, mspId } = target.organization;
  const copies = await faults.pass({ route: 'gateway-to-peer', from: registry.local.mspId, to: mspId });
  const answer = await processProposal(target.organization, proposal);
  for (let copy = 1; copy < (copies ?? 1); copy += 1) await processProposal(target.organization, proposal);
  return answer;
}

/** As the gRPC library of a Go gateway says it. */
function unreachableText({ organization }: ChannelPeer, { message }: Unreachable): string {
  return `rpc error: code = Unavailable desc = connection error: desc = "${organization.address}: ${message}"`;
}

/** A refusal loses its response on the way over gRPC, and then looks like a peer that is not available. */
function refused(
  error: ProposalRefused,
  local: boolean,
  failed: (code: RpcError['code'], message: string, retry: boolean) => PeerAnswer,
): PeerAnswer {
  if (!local) return failed(Code.UNAVAILABLE, `rpc error: code = Unknown desc = ${error.message}`, true);
  if (error.by === 'filter') return failed(Code.UNAVAILABLE, error.message, true);
  return failed(Code.FAILED_PRECONDITION, error.message, false);
}
