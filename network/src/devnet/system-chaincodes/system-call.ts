import { peer as pb } from '@hyperledger/fabric-protos';

import { checkProposalAccess } from '../peer/access.js';
import type { ChannelPeer, OrganizationPeer } from '../peer/channel-peer.js';
import { signedDataOf } from '../peer/proposal-checks.js';
import type { EndorsableProposal } from '../../proto/proposal.js';

/** A call of a chaincode that is built into every peer, by a client or by another chaincode. */
export interface SystemCall {
  readonly organization: OrganizationPeer;
  /** The channel of the proposal; absent in a proposal without channel, which only concerns the peer. */
  readonly peer: ChannelPeer | undefined;
  readonly proposal: EndorsableProposal;
  readonly args: readonly Buffer[];
}

/** Answers as the chaincode would; a refusal is an Error with Fabric's text. */
export type SystemChaincode = (call: SystemCall) => Promise<pb.Response>;

const OK = 200;
const ERROR = 500;

/** @returns why the client may not use the resource, or undefined when it may */
export function accessRefusal(
  { organization, proposal }: SystemCall,
  resource: string,
  channelId: string,
): string | undefined {
  try {
    checkProposalAccess(organization, resource, channelId, signedDataOf(proposal));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What a system chaincode answers when it succeeds. */
export function success(payload: Uint8Array): pb.Response {
  const response = new pb.Response();
  response.setStatus(OK);
  response.setPayload(payload);
  return response;
}

/** What a system chaincode answers when it does not. */
export function failure(message: string, status = ERROR): pb.Response {
  const response = new pb.Response();
  response.setStatus(status);
  response.setMessage(message);
  return response;
}
