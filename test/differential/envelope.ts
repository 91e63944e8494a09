import { common, peer } from '@hyperledger/fabric-protos';
import type { User } from '../support/signing.js';
import { required } from '../support/transaction.js';

/** A proposal that its client has signed, taken apart once. */
export interface SignedProposal {
  readonly txId: string;
  readonly client: User;
  /** `peer.SignedProposal`. */
  readonly bytes: Buffer;
}

/** A transaction before it is wrapped and signed, so that any part can be spoilt first. */
export interface TransactionParts {
  readonly channelHeader: common.ChannelHeader;
  readonly signatureHeader: common.SignatureHeader;
  /** What `TransactionAction.header` says: the same signature header once more. */
  readonly actionHeader: Buffer;
  /** `ChaincodeProposalPayload` without its transient map. */
  readonly proposalPayload: peer.ChaincodeProposalPayload;
  /** `ProposalResponsePayload` bytes that the endorsers signed. */
  readonly responsePayload: Buffer;
  readonly endorsements: readonly peer.Endorsement[];
  /** How often the action occurs in the transaction. */
  readonly actions: number;
}

/** The transaction that a client makes of a proposal and its endorsements (Fabric: protoutil.CreateSignedTx). */
export function partsOf(
  proposal: SignedProposal,
  responsePayload: Buffer,
  endorsements: readonly peer.Endorsement[],
): TransactionParts {
  const signed = peer.SignedProposal.deserializeBinary(proposal.bytes);
  const content = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(content.getHeader_asU8());
  const proposalPayload = peer.ChaincodeProposalPayload.deserializeBinary(content.getPayload_asU8());
  proposalPayload.getTransientmapMap().clear();
  return {
    channelHeader: common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()),
    signatureHeader: common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()),
    actionHeader: Buffer.from(header.getSignatureHeader_asU8()),
    proposalPayload,
    responsePayload,
    endorsements,
    actions: 1,
  };
}

/** Wraps and signs: `common.Envelope`. */
export function envelopeOf(parts: TransactionParts, signer: User): common.Envelope {
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(parts.responsePayload);
  endorsed.setEndorsementsList([...parts.endorsements]);
  const content = new peer.ChaincodeActionPayload();
  content.setChaincodeProposalPayload(parts.proposalPayload.serializeBinary());
  content.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setHeader(parts.actionHeader);
  action.setPayload(content.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList(Array.from({ length: parts.actions }, () => action));
  const header = new common.Header();
  header.setChannelHeader(parts.channelHeader.serializeBinary());
  header.setSignatureHeader(parts.signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  const bytes = payload.serializeBinary();
  const envelope = new common.Envelope();
  envelope.setPayload(bytes);
  envelope.setSignature(signer.sign(bytes));
  return envelope;
}

/** Changes the `ChaincodeAction` that the endorsers signed, whose signatures are worthless from then on. */
export function withAction(parts: TransactionParts, change: (action: peer.ChaincodeAction) => void): TransactionParts {
  const payload = peer.ProposalResponsePayload.deserializeBinary(parts.responsePayload);
  const action = peer.ChaincodeAction.deserializeBinary(payload.getExtension_asU8());
  change(action);
  payload.setExtension$(action.serializeBinary());
  return { ...parts, responsePayload: Buffer.from(payload.serializeBinary()) };
}

/** The chaincode that the channel header names. */
export function withHeaderChaincode(parts: TransactionParts, name: string): TransactionParts {
  const channelHeader = parts.channelHeader.clone();
  const extension = peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8());
  required(extension.getChaincodeId(), 'chaincode id').setName(name);
  channelHeader.setExtension$(extension.serializeBinary());
  return { ...parts, channelHeader };
}
