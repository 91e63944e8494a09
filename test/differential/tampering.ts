import type { common } from '@hyperledger/fabric-protos';
import { ledger, peer } from '@hyperledger/fabric-protos';
import type { User } from '../support/signing.js';
import { serializedIdentity } from '../support/signing.js';
import { envelopeOf, type TransactionParts, withAction, withHeaderChaincode } from './envelope.js';

/** What a tampering may use: the client's own key, an identity of another organisation, another channel. */
export interface TamperingContext {
  readonly client: User;
  readonly stranger: User;
  readonly otherChannel: string;
}

type Tamper = (parts: TransactionParts, context: TamperingContext) => common.Envelope;

/** The client signs what it has spoilt, so that the orderer takes it and the peers must find it out. */
const resigned =
  (change: (parts: TransactionParts, context: TamperingContext) => TransactionParts): Tamper =>
  (parts, context) =>
    envelopeOf(change(parts, context), context.client);

/**
 * The ways to spoil a transaction between endorsement and submission. Left out are those of which real peers make
 * different things, or nothing at all: what cannot be read down to the results, and results of a chaincode that does
 * not exist. The vectors of the first validation pass have them.
 */
const tamperings = {
  none: resigned((parts) => parts),
  'first endorsement dropped': resigned((parts) => ({ ...parts, endorsements: parts.endorsements.slice(1) })),
  'only first endorsement': resigned((parts) => ({ ...parts, endorsements: parts.endorsements.slice(0, 1) })),
  'no endorsement': resigned((parts) => ({ ...parts, endorsements: [] })),
  'endorsement repeated': resigned((parts) => ({
    ...parts,
    endorsements: [...parts.endorsements.slice(0, 1), ...parts.endorsements.slice(0, 1)],
  })),
  'endorsement signature spoilt': resigned((parts) => ({
    ...parts,
    endorsements: parts.endorsements.map((endorsement, index) =>
      index === 0 ? withSpoiltSignature(endorsement) : endorsement,
    ),
  })),
  'endorser unknown': resigned((parts) => ({
    ...parts,
    endorsements: parts.endorsements.map((endorsement, index) => (index === 0 ? ofNobody(endorsement) : endorsement)),
  })),
  'endorsed by the client too': resigned((parts, { client }) => ({
    ...parts,
    endorsements: [...parts.endorsements, endorsementOf(client, parts.responsePayload)],
  })),
  'endorsed by a stranger only': resigned((parts, { stranger }) => ({
    ...parts,
    endorsements: [endorsementOf(stranger, parts.responsePayload)],
  })),
  'creator changed': (parts, { stranger }) => {
    const signatureHeader = parts.signatureHeader.clone();
    signatureHeader.setCreator(serializedIdentity(stranger));
    return envelopeOf({ ...parts, signatureHeader }, stranger);
  },
  'creator changed in both headers': (parts, { stranger }) => {
    const signatureHeader = parts.signatureHeader.clone();
    signatureHeader.setCreator(serializedIdentity(stranger));
    return envelopeOf(
      { ...parts, signatureHeader, actionHeader: Buffer.from(signatureHeader.serializeBinary()) },
      stranger,
    );
  },
  'transaction id changed': resigned((parts) => withChannelHeader(parts, (header) => header.setTxId('0'.repeat(64)))),
  'transaction id empty': resigned((parts) => withChannelHeader(parts, (header) => header.setTxId(''))),
  'epoch changed': resigned((parts) => withChannelHeader(parts, (header) => header.setEpoch(1))),
  'header version changed': resigned((parts) => withChannelHeader(parts, (header) => header.setVersion(7))),
  'timestamp dropped': resigned((parts) => withChannelHeader(parts, (header) => header.clearTimestamp())),
  'sent to another channel': resigned((parts, { otherChannel }) =>
    withChannelHeader(parts, (header) => header.setChannelId(otherChannel)),
  ),
  'extension dropped': resigned((parts) => withChannelHeader(parts, (header) => header.setExtension$(''))),
  'header names another chaincode': resigned((parts) => withHeaderChaincode(parts, 'another')),
  'header names no chaincode': resigned((parts) => withHeaderChaincode(parts, '')),
  'header names a system chaincode': resigned((parts) => withHeaderChaincode(parts, 'qscc')),
  'arguments changed': resigned((parts) => {
    const proposalPayload = new peer.ChaincodeProposalPayload();
    proposalPayload.setInput(Buffer.concat([parts.proposalPayload.getInput_asU8(), Buffer.from([8, 1])]));
    return { ...parts, proposalPayload };
  }),
  'arguments dropped': resigned((parts) => ({ ...parts, proposalPayload: new peer.ChaincodeProposalPayload() })),
  'transient data kept': resigned((parts) => {
    const proposalPayload = parts.proposalPayload.clone();
    proposalPayload.getTransientmapMap().set('one', Buffer.from('leaked'));
    return { ...parts, proposalPayload };
  }),
  'action header changed': resigned((parts) => ({ ...parts, actionHeader: Buffer.from('no header') })),
  'action header dropped': resigned((parts) => ({ ...parts, actionHeader: Buffer.alloc(0) })),
  'two actions': resigned((parts) => ({ ...parts, actions: 2 })),
  'response payload empty': resigned((parts) => ({ ...parts, responsePayload: Buffer.alloc(0) })),
  'results dropped': resigned((parts) => withAction(parts, (action) => action.setResults(''))),
  'results garbage': resigned((parts) => withAction(parts, (action) => action.setResults(Buffer.from('garbage')))),
  'namespace written twice': resigned((parts) =>
    withAction(parts, (action) => action.setResults(doubled(action.getResults_asU8()))),
  ),
  'namespace of the lifecycle written': resigned((parts) =>
    withAction(parts, (action) => action.setResults(renamed(action.getResults_asU8(), '_lifecycle'))),
  ),
  'action names no chaincode': resigned((parts) => withAction(parts, (action) => action.clearChaincodeId())),
  'action names another version': resigned((parts) =>
    withAction(parts, (action) => action.getChaincodeId()?.setVersion('9.9')),
  ),
  'action names no version': resigned((parts) =>
    withAction(parts, (action) => action.getChaincodeId()?.setVersion('')),
  ),
  'event garbage': resigned((parts) => withAction(parts, (action) => action.setEvents(Buffer.from('garbage')))),
  'event of another chaincode': resigned((parts) => withAction(parts, (action) => action.setEvents(foreignEvent()))),
  'response refused': resigned((parts) => withAction(parts, (action) => action.getResponse()?.setStatus(500))),
  'response dropped': resigned((parts) => withAction(parts, (action) => action.clearResponse())),
} as const satisfies Readonly<Record<string, Tamper>>;

export type Tampering = keyof typeof tamperings;

/** All but `none`. */
export const TAMPERINGS: readonly Tampering[] = (Object.keys(tamperings) as Tampering[]).filter(
  (name) => name !== 'none',
);

/** Tamperings that take a collection to where it is not defined. */
const DISPLACE_COLLECTIONS: ReadonlySet<Tampering> = new Set([
  'sent to another channel',
  'namespace of the lifecycle written',
]);

/**
 * The tampering for a transaction that names collections: where one is not defined, real peers do not get over the
 * block, although the transaction is invalid, so that it is left as it is instead.
 */
export function withCollections(tampering: Tampering): Tampering {
  return DISPLACE_COLLECTIONS.has(tampering) ? 'none' : tampering;
}

/** The signed envelope of a transaction, spoilt in the given way. */
export function tampered(tampering: Tampering, parts: TransactionParts, context: TamperingContext): common.Envelope {
  return tamperings[tampering](parts, context);
}

function withChannelHeader(
  parts: TransactionParts,
  change: (header: common.ChannelHeader) => unknown,
): TransactionParts {
  const channelHeader = parts.channelHeader.clone();
  change(channelHeader);
  return { ...parts, channelHeader };
}

function withSpoiltSignature(endorsement: peer.Endorsement): peer.Endorsement {
  const spoilt = endorsement.clone();
  const signature = Buffer.from(endorsement.getSignature_asU8());
  signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  spoilt.setSignature(signature);
  return spoilt;
}

function ofNobody(endorsement: peer.Endorsement): peer.Endorsement {
  const unknown = endorsement.clone();
  unknown.setEndorser(Buffer.from('nobody'));
  return unknown;
}

function endorsementOf(user: User, responsePayload: Uint8Array): peer.Endorsement {
  const identity = serializedIdentity(user);
  const endorsement = new peer.Endorsement();
  endorsement.setEndorser(identity);
  endorsement.setSignature(user.sign(Buffer.concat([responsePayload, identity])));
  return endorsement;
}

function doubled(results: Uint8Array): Uint8Array {
  const set = ledger.rwset.TxReadWriteSet.deserializeBinary(results);
  set.setNsRwsetList([...set.getNsRwsetList(), ...set.getNsRwsetList()]);
  return set.serializeBinary();
}

function renamed(results: Uint8Array, namespace: string): Uint8Array {
  const set = ledger.rwset.TxReadWriteSet.deserializeBinary(results);
  set.getNsRwsetList().at(-1)?.setNamespace(namespace);
  return set.serializeBinary();
}

function foreignEvent(): Uint8Array {
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId('another');
  event.setEventName('foreign');
  return event.serializeBinary();
}
