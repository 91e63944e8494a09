import { common, peer } from '@hyperledger/fabric-protos';
import { LedgerFault } from './ledger-error.js';
import type { OfflineEndorsement } from './overrides.js';
import { serializedIdentity } from './serialized-identity.js';

/** What a chaincode call consists of, from the outside in; the bytes of each message are those that were received. */
interface EnvelopeParts {
  readonly payload: common.Payload;
  readonly transaction: peer.Transaction;
  readonly action: peer.TransactionAction;
  readonly content: peer.ChaincodeActionPayload;
  readonly endorsed: peer.ChaincodeEndorsedAction;
}

function partsOf(envelope: common.Envelope): EnvelopeParts {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [action] = transaction.getActionsList();
  const content = peer.ChaincodeActionPayload.deserializeBinary(action?.getPayload_asU8() ?? new Uint8Array());
  const endorsed = content.getAction();
  if (action === undefined || endorsed === undefined) throw new LedgerFault('a prepared transaction has no action');
  return { payload, transaction, action, content, endorsed };
}

/** What every endorser of an envelope has signed: `ProposalResponsePayload`. */
export const answerIn = (envelope: common.Envelope): Uint8Array =>
  partsOf(envelope).endorsed.getProposalResponsePayload_asU8();

/** The identities that have endorsed. */
export const endorsersIn = (envelope: common.Envelope): readonly Uint8Array[] =>
  partsOf(envelope)
    .endorsed.getEndorsementsList()
    .map((endorsement) => endorsement.getEndorser_asU8());

/** The identity that made the call, which is the one to sign it. */
export function creatorOf(envelope: common.Envelope): Uint8Array {
  const header = partsOf(envelope).payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array();
  return common.SignatureHeader.deserializeBinary(header).getCreator_asU8();
}

/** The same envelope, unsigned, with further endorsements of what the peers answered. */
export function withEndorsements(
  envelope: common.Envelope,
  endorsements: readonly OfflineEndorsement[],
): common.Envelope {
  const { payload, transaction, action, content, endorsed } = partsOf(envelope);
  for (const { mspId, certificate, signature } of endorsements) {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(serializedIdentity(mspId, Buffer.from(certificate)));
    endorsement.setSignature(signature);
    endorsed.addEndorsements(endorsement);
  }
  content.setAction(endorsed);
  action.setPayload(content.serializeBinary());
  transaction.setActionsList([action]);
  payload.setData(transaction.serializeBinary());
  const complete = new common.Envelope();
  complete.setPayload(payload.serializeBinary());
  return complete;
}
