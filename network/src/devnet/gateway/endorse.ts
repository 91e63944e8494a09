import { gateway, type peer } from '@hyperledger/fabric-protos';

import type { ChannelPeer } from '../peer/channel-peer.js';
import { ProtoError } from '../../proto/decode.js';
import { prepareTransaction } from '../../proto/prepared-transaction.js';
import { type Proposal, unpackProposal } from '../../proto/proposal.js';
import { EndorsementCollector } from './endorsement-collector.js';
import { callPeer } from './peer-call.js';
import { defaultInterest, NoPlanError, type Plan, planForInterest, planForOrganizations } from './planner.js';
import { endorsersOf, localChannel, type Registry } from './registry.js';
import { Code, RpcError } from './status.js';

/** `gateway.Gateway/Endorse` (Fabric: internal/pkg/gateway/endorse.go). @throws RpcError */
export async function endorse(registry: Registry, request: gateway.EndorseRequest): Promise<gateway.EndorseResponse> {
  const proposal = endorsedProposal(request);
  const named = request.getEndorsingOrganizationsList();
  const collector = new EndorsementCollector(registry, proposal);
  const plan =
    named.length > 0
      ? await namedPlan(registry, proposal, named)
      : await planFromFirstEndorser(registry, proposal, collector);
  const collected = await collector.collect(plan);
  if (collected === undefined) {
    throw new RpcError(
      Code.ABORTED,
      'failed to collect enough transaction endorsements, see attached details for more info',
      collector.failures,
    );
  }
  const response = new gateway.EndorseResponse();
  response.setPreparedTransaction(prepareTransaction(proposal, collected.responsePayload, collected.endorsements));
  return response;
}

function endorsedProposal(request: gateway.EndorseRequest): Proposal {
  const signed = request.getProposedTransaction();
  if (signed === undefined || signed.getProposalBytes_asU8().length === 0) {
    throw new RpcError(Code.INVALID_ARGUMENT, 'the proposed transaction must contain a signed proposal');
  }
  try {
    return unpackProposal(signed);
  } catch (error) {
    if (error instanceof ProtoError) throw new RpcError(Code.INVALID_ARGUMENT, error.message);
    throw error;
  }
}

async function namedPlan(registry: Registry, proposal: Proposal, named: readonly string[]): Promise<Plan> {
  const planning = planForOrganizations(registry, proposal.channelId, proposal.chaincodeName, named);
  return planning.catch(asStatus(Code.UNAVAILABLE));
}

/**
 * Lets one peer simulate first, the gateway's own if it can, and plans by what the transaction then turns out to
 * touch. Transient data reaches no organisation that may not see it.
 */
async function planFromFirstEndorser(
  registry: Registry,
  proposal: Proposal,
  collector: EndorsementCollector,
): Promise<Plan> {
  const first = await firstEndorser(registry, proposal);
  const answer = await callPeer(registry, first, proposal);
  if (!answer.ok) {
    throw new RpcError(Code.ABORTED, 'failed to endorse transaction, see attached details for more info', [
      answer.detail,
    ]);
  }
  const simulated = answer.response.getInterest();
  const interest =
    simulated === undefined || simulated.getChaincodesList().length === 0
      ? defaultInterest(proposal.chaincodeName)
      : simulated;
  collector.add(first.organization.mspId, answer.response);
  return proposal.hasTransientData
    ? protectedPlan(registry, first, interest)
    : planForInterest(registry, first, interest, first.organization.mspId).catch(asStatus(Code.FAILED_PRECONDITION));
}

async function firstEndorser(registry: Registry, proposal: Proposal): Promise<ChannelPeer> {
  const { channelId, chaincodeName } = proposal;
  const [best] = await endorsersOf(registry, channelId, chaincodeName);
  if (best?.organization === registry.local) return best;
  if (proposal.hasTransientData) {
    throw new RpcError(
      Code.FAILED_PRECONDITION,
      "no endorsers found in the gateway's organization; retry specifying endorsing organization(s) to protect " +
        'transient data',
    );
  }
  const channel = localChannel(registry, channelId) ?? best;
  if (channel === undefined) {
    throw new RpcError(
      Code.FAILED_PRECONDITION,
      'no combination of peers can be derived which satisfy the endorsement policy: No metadata was found for ' +
        `chaincode ${chaincodeName} in channel ${channelId}`,
    );
  }
  const plan = await planForInterest(registry, channel, defaultInterest(chaincodeName), undefined).catch(
    asStatus(Code.FAILED_PRECONDITION),
  );
  const chosen = plan.peers.get(plan.layouts[0]?.[0] ?? '');
  if (chosen === undefined) throw new RpcError(Code.UNAVAILABLE, 'no endorsing peer is available');
  return chosen;
}

/** With transient data every collection counts as read, so that only its members are asked. */
async function protectedPlan(registry: Registry, first: ChannelPeer, interest: peer.ChaincodeInterest): Promise<Plan> {
  const { mspId } = first.organization;
  const cautious = interest.clone();
  const guarded = cautious.getChaincodesList().filter((call) => call.getNoPrivateReads());
  for (const call of guarded) call.setNoPrivateReads(false);
  const collections = guarded.flatMap((call) => call.getCollectionNamesList());
  try {
    return await planForInterest(registry, first, cautious, mspId);
  } catch (error) {
    if (!(error instanceof NoPlanError) || collections.length === 0) return asStatus(Code.FAILED_PRECONDITION)(error);
    await planForInterest(registry, first, interest, mspId).catch(asStatus(Code.FAILED_PRECONDITION));
    throw new RpcError(
      Code.FAILED_PRECONDITION,
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        `collection(s): [${collections.join(' ')}]; retry specifying trusted endorsing organizations to protect ` +
        'transient data',
    );
  }
}

function asStatus(code: RpcError['code']): (error: unknown) => never {
  return (error) => {
    if (error instanceof NoPlanError) throw new RpcError(code, error.message);
    throw error;
  };
}
