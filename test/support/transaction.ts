import type { Gateway, Proposal, Transaction } from '@hyperledger/fabric-gateway';
import { common, gateway, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { serializedIdentity, type User } from './signing.js';

/** What the peers endorsed, taken apart; the bytes are the received ones. */
export interface EndorsedTransaction {
  readonly channelHeader: Buffer;
  readonly signatureHeader: Buffer;
  /** `ChaincodeProposalPayload` as it goes into the block. */
  readonly proposalPayload: Buffer;
  /** `ProposalResponsePayload`: what every endorser signed, followed by its own identity. */
  readonly responsePayload: Buffer;
  readonly endorsers: readonly string[];
  readonly results: readonly NamespaceResults[];
}

/** One namespace of the read-write set. */
export interface NamespaceResults {
  readonly namespace: string;
  readonly rwset: ledger.rwset.kvrwset.KVRWSet;
  readonly collections: readonly ledger.rwset.CollectionHashedReadWriteSet[];
}

/** Takes an endorser transaction's payload (`common.Payload` bytes) apart. */
export function parsePayload(bytes: Uint8Array): EndorsedTransaction {
  const payload = common.Payload.deserializeBinary(bytes);
  const header = required(payload.getHeader(), 'header');
  const action = actionOf(peer.Transaction.deserializeBinary(payload.getData_asU8()));
  const endorsed = required(action.content.getAction(), 'endorsed action');
  return {
    channelHeader: Buffer.from(header.getChannelHeader_asU8()),
    signatureHeader: Buffer.from(header.getSignatureHeader_asU8()),
    proposalPayload: Buffer.from(action.content.getChaincodeProposalPayload_asU8()),
    responsePayload: Buffer.from(endorsed.getProposalResponsePayload_asU8()),
    endorsers: endorsed.getEndorsementsList().map(endorserOf),
    results: parseResults(endorsed.getProposalResponsePayload_asU8()),
  };
}

/** Takes a transaction that was endorsed and not yet submitted apart. */
export function parsePrepared(transaction: Transaction): EndorsedTransaction {
  const prepared = gateway.PreparedTransaction.deserializeBinary(transaction.getBytes());
  return parsePayload(required(prepared.getEnvelope(), 'envelope').getPayload_asU8());
}

/** The same proposal as if the client's clock were off by `offsetSeconds`; the client library signs it when it is sent. */
export function shiftClock(of: Gateway, proposal: Proposal, offsetSeconds: number): Proposal {
  const proposed = gateway.ProposedTransaction.deserializeBinary(proposal.getBytes());
  const signed = required(proposed.getProposal(), 'signed proposal');
  const inner = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(inner.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const timestamp = required(channelHeader.getTimestamp(), 'timestamp');
  timestamp.setSeconds(timestamp.getSeconds() + offsetSeconds);
  channelHeader.setTimestamp(timestamp);
  header.setChannelHeader(channelHeader.serializeBinary());
  inner.setHeader(header.serializeBinary());
  signed.setProposalBytes(inner.serializeBinary());
  signed.setSignature(new Uint8Array());
  proposed.setProposal(signed);
  return of.newProposal(proposed.serializeBinary());
}

/** The same transaction with only the endorsements of `organizations`, as a client that lost the others would send it. */
export function keepEndorsements(of: Gateway, transaction: Transaction, organizations: readonly string[]): Transaction {
  return rewriteEndorsements(of, transaction, (endorsements) =>
    endorsements.filter((endorsement) => organizations.includes(endorserOf(endorsement))),
  );
}

/** The same transaction with the endorsements of users added that signed the peers' common result off-line. */
export function addEndorsements(of: Gateway, transaction: Transaction, users: readonly User[]): Transaction {
  return rewriteEndorsements(of, transaction, (endorsements, payload) => [
    ...endorsements,
    ...users.map((user) => endorse(user, payload)),
  ]);
}

function endorse(user: User, responsePayload: Uint8Array): peer.Endorsement {
  const identity = serializedIdentity(user);
  const endorsement = new peer.Endorsement();
  endorsement.setEndorser(identity);
  endorsement.setSignature(user.sign(Buffer.concat([responsePayload, identity])));
  return endorsement;
}

type Rewrite = (endorsements: readonly peer.Endorsement[], responsePayload: Uint8Array) => peer.Endorsement[];

/** Rebuilds the messages from the inside out; the client library signs the result when it is submitted. */
function rewriteEndorsements(of: Gateway, transaction: Transaction, rewrite: Rewrite): Transaction {
  const prepared = gateway.PreparedTransaction.deserializeBinary(transaction.getBytes());
  const envelope = required(prepared.getEnvelope(), 'envelope');
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const content = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const action = actionOf(content);
  const endorsed = required(action.content.getAction(), 'endorsed action');
  endorsed.setEndorsementsList(rewrite(endorsed.getEndorsementsList(), endorsed.getProposalResponsePayload_asU8()));
  action.outer.setPayload(action.content.serializeBinary());
  content.setActionsList([action.outer]);
  payload.setData(content.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(new Uint8Array());
  prepared.setEnvelope(envelope);
  return of.newTransaction(prepared.serializeBinary());
}

function actionOf(transaction: peer.Transaction): {
  readonly outer: peer.TransactionAction;
  readonly content: peer.ChaincodeActionPayload;
} {
  const outer = required(transaction.getActionsList()[0], 'action');
  return { outer, content: peer.ChaincodeActionPayload.deserializeBinary(outer.getPayload_asU8()) };
}

function endorserOf(endorsement: peer.Endorsement): string {
  return msp.SerializedIdentity.deserializeBinary(endorsement.getEndorser_asU8()).getMspid();
}

function parseResults(responsePayload: Uint8Array): NamespaceResults[] {
  const extension = peer.ProposalResponsePayload.deserializeBinary(responsePayload).getExtension_asU8();
  const results = peer.ChaincodeAction.deserializeBinary(extension).getResults_asU8();
  return ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .map((namespace) => ({
      namespace: namespace.getNamespace(),
      rwset: ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8()),
      collections: namespace.getCollectionHashedRwsetList(),
    }));
}

/** A part that the protocol always sends; its absence is a failure of the network under test. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`the message has no ${what}`);
  }
  return value;
}
