import { common } from '@hyperledger/fabric-protos';

import type { Identity } from '../msp/identity.js';
import { MspError } from '../msp/msp-error.js';
import type { SignedData } from '../policy/policy.js';
import { headerTypeName } from '../proto/envelope.js';
import { computeTxId, type EndorsableProposal } from '../proto/proposal.js';
import { AUTHENTICATION_WINDOW_MS, timestampMillis } from '../proto/seek-envelope.js';
import { checkAccessTo } from './access.js';
import type { ChannelPeer } from './channel-peer.js';
import { isSystemChaincode } from './system-chaincode-names.js';

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
 * by more than 15 minutes.
 *
 * @throws ProposalRefused
 */
export function checkEntrance(peer: ChannelPeer, proposal: EndorsableProposal, now: number): void {
  const creator = knownCreator(peer, proposal);
  if (creator !== undefined && now > creator.notAfter.getTime()) {
    throw new ProposalRefused('filter', 'proposal client identity expired');
  }
  const proposed = timestampMillis(proposal.channelHeader);
  if (Math.abs(now - proposed) > AUTHENTICATION_WINDOW_MS) {
    throw new ProposalRefused(
      'filter',
      `request unauthorized due to incorrect timestamp ${rfc3339(proposed)}, peer time ${rfc3339(now)}, ` +
        'peer.authentication.timewindow 15m0s',
    );
  }
}

/**
 * The endorser's own checks, in Fabric's order (core/endorser/endorser.go preProcess).
 *
 * @returns who proposed
 * @throws ProposalRefused
 */
export async function checkProposal(peer: ChannelPeer, proposal: EndorsableProposal): Promise<Identity> {
  const creator = validate(peer, proposal);
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

function validate(peer: ChannelPeer, proposal: EndorsableProposal): Identity {
  const invalid = (reason: string): ProposalRefused => refused(`error validating proposal: ${reason}`);
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
  const creator = knownCreator(peer, proposal);
  if (creator === undefined) {
    throw invalid(`access denied: channel [${proposal.channelId}] creator org unknown, creator is malformed`);
  }
  if (!creator.verify(proposal.bytes, proposal.signature)) {
    throw invalid(`access denied: channel [${proposal.channelId}] creator org [${creator.mspId}]`);
  }
  return creator;
}

function knownCreator(peer: ChannelPeer, proposal: EndorsableProposal): Identity | undefined {
  try {
    return peer.bundle.msp.deserialize(proposal.creator);
  } catch (error) {
    if (error instanceof MspError) return undefined;
    throw error;
  }
}

function refused(message: string): ProposalRefused {
  return new ProposalRefused('checks', message);
}

function rfc3339(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d+Z$/u, 'Z');
}
