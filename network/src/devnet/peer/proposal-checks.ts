import { common, peer as pb } from '@hyperledger/fabric-protos';

import { expiresAt } from '../../msp/expiry.js';
import type { Identity } from '../../msp/identity.js';
import { InvalidIdentityError, MspError } from '../../msp/msp-error.js';
import type { MspManager } from '../../msp/msp-manager.js';
import type { SignedData } from '../../policy/policy.js';
import { asBuffer, decode, type MessageType } from '../../proto/decode.js';
import { headerTypeName } from '../../proto/envelope.js';
import { computeTxId, type EndorsableProposal } from '../../proto/proposal.js';
import { AUTHENTICATION_WINDOW_MS, timestampMillis } from '../../proto/seek-envelope.js';
import { checkAccessTo } from './access.js';
import type { ChannelPeer } from './channel-peer.js';
import { isSystemChaincode } from './system-chaincode-names.js';

/** Farthest time from 1970 that a `Date` can hold, in milliseconds. */
const LAST_DATE_MS = 8.64e15;

/** A proposal that a peer does not even simulate; the text is Fabric's. */
export class ProposalRefused extends Error {
  override readonly name = 'ProposalRefused';

  /**
   * @param by `filter`: an authentication filter, whose refusal looks to the gateway like a peer that does not answer;
   *   `checks`: the endorser's own checks.
   */
  constructor(
    readonly by: 'filter' | 'checks',
    message: string,
  ) {
    super(message);
  }
}

/** What the signature over the proposal says. */
export function signedDataOf(proposal: EndorsableProposal): SignedData {
  return { identity: proposal.creator, data: proposal.bytes, signature: proposal.signature };
}

/**
 * The entrance filters of a peer (Fabric: core/handlers/auth/filter): an expired certificate, and a clock that is off
 * by more than 15 minutes. They look at the headers alone, before anyone asks for the channel.
 *
 * @throws ProposalRefused
 */
export function checkEntrance(signed: pb.SignedProposal, now: number): void {
  const proposal = parsed(pb.Proposal, signed.getProposalBytes_asU8(), 'Proposal', 'proposal');
  const header = parsed(common.Header, proposal.getHeader_asU8(), 'Header', 'header');
  const bytes = header.getSignatureHeader_asU8();
  const signatureHeader = parsed(common.SignatureHeader, bytes, 'SignatureHeader', 'signature header');
  if (now > expiresAt(asBuffer(signatureHeader.getCreator_asU8()))) {
    throw new ProposalRefused('filter', 'proposal client identity expired');
  }
  const channelHeader = parsed(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader', 'channel header');
  const proposed = timestampMillis(channelHeader);
  if (Math.abs(now - proposed) > AUTHENTICATION_WINDOW_MS) {
    throw new ProposalRefused(
      'filter',
      `request unauthorized due to incorrect timestamp ${rfc3339(proposed)}, peer time ${rfc3339(now)}, ` +
        'peer.authentication.timewindow 15m0s',
    );
  }
}

function parsed<T>(type: MessageType<T>, bytes: Uint8Array, what: string, name: string): T {
  try {
    return decode(type, bytes, what);
  } catch (error) {
    throw new ProposalRefused('filter', `failed parsing ${name}: ${(error as Error).message}`);
  }
}

/**
 * The endorser's own checks of a proposal on a channel, in Fabric's order (core/endorser/endorser.go preProcess).
 *
 * @returns who proposed
 * @throws ProposalRefused
 */
export async function checkProposal(peer: ChannelPeer, proposal: EndorsableProposal): Promise<Identity> {
  const creator = validateProposal(peer.bundle.msp, proposal);
  if ((await peer.ledger.transaction(proposal.txId)) !== undefined) {
    throw refused(`duplicate transaction found [${proposal.txId}]. Creator [${proposal.creator.toString('hex')}]`);
  }
  if (!isSystemChaincode(proposal.invokedChaincode)) {
    try {
      checkAccessTo(peer.bundle, 'peer/Propose', signedDataOf(proposal));
    } catch (error) {
      throw refused((error as Error).message);
    }
  }
  return creator;
}

/**
 * What every proposal must be, with a channel or without (Fabric: core/endorser/msgvalidation.go Validate).
 *
 * @param members the channel's MSPs, or the peer's own for a proposal without channel
 * @returns who proposed
 * @throws ProposalRefused
 */
export function validateProposal(members: MspManager, proposal: EndorsableProposal): Identity {
  const type = proposal.channelHeader.getType();
  if (type !== common.HeaderType.ENDORSER_TRANSACTION && type !== common.HeaderType.CONFIG) {
    throw invalid(`invalid header type ${headerTypeName(type)}`);
  }
  if (proposal.channelHeader.getEpoch() !== 0) throw invalid('epoch is non-zero');
  if (proposal.nonce.length === 0) throw invalid('nonce is empty');
  if (proposal.creator.length === 0) throw invalid('creator is empty');
  const expected = computeTxId(proposal.nonce, proposal.creator);
  if (proposal.txId !== expected) {
    throw invalid(`incorrectly computed txid '${proposal.txId}' -- expected '${expected}'`);
  }
  if (proposal.bytes.length === 0) throw invalid('empty proposal bytes');
  if (proposal.signature.length === 0) throw invalid('empty signature bytes');
  const creator = creatorOf(members, proposal);
  if (!creator.verify(proposal.bytes, proposal.signature)) throw accessDenied(proposal, creator.mspId);
  return creator;
}

function creatorOf(members: MspManager, proposal: EndorsableProposal): Identity {
  try {
    return members.deserialize(proposal.creator);
  } catch (error) {
    if (error instanceof InvalidIdentityError) throw accessDenied(proposal, error.mspId);
    if (!(error instanceof MspError)) throw error;
    throw invalid(`access denied: channel [${proposal.channelId}] creator org unknown, creator is malformed`);
  }
}

function accessDenied({ channelId }: EndorsableProposal, mspId: string): ProposalRefused {
  return invalid(`access denied: channel [${channelId}] creator org [${mspId}]`);
}

function invalid(reason: string): ProposalRefused {
  return refused(`error validating proposal: ${reason}`);
}

function refused(message: string): ProposalRefused {
  return new ProposalRefused('checks', message);
}

/** A client may claim any time at all; what no date can hold is shown as the last one that can. */
function rfc3339(millis: number): string {
  const shown = Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, millis));
  return new Date(shown)
    .toISOString()
    .replace(/^[+]/u, '')
    .replace(/\.\d+Z$/u, 'Z');
}
