import { randomBytes } from 'node:crypto';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import { encodeMetadata, metadataEntries } from '../ledger/metadata.js';
import { computeTxId } from '../../proto/proposal.js';

const { rwset } = ledger;
const { kvrwset } = rwset;

/** What a test transaction writes. A policy is the bytes to put on a key; keys of collections are hexadecimal hashes. */
export interface TestWrites {
  readonly namespace: string;
  readonly keys?: readonly string[];
  readonly policies?: Readonly<Record<string, Buffer>>;
  readonly collection?: string;
  readonly hashes?: readonly string[];
  readonly hashPolicies?: Readonly<Record<string, Buffer>>;
}

/** Who signs, rightly or not. */
export type Signer = Pick<SigningIdentity, 'serialized' | 'sign'>;

/** An endorsed transaction; what is left out is as it should be. */
export interface TestTransaction {
  readonly creator: Signer;
  readonly endorsers: readonly Signer[];
  readonly writes?: readonly TestWrites[];
  readonly chaincode?: string;
  readonly executed?: string;
  readonly version?: string;
  readonly eventOf?: string;
  readonly channel?: string;
  readonly type?: number;
  readonly epoch?: number;
  readonly nonce?: Buffer;
  readonly txId?: string;
  readonly proposalHash?: Buffer;
  readonly results?: Buffer;
  readonly actions?: number;
  readonly withoutExtension?: boolean;
  readonly headerExtension?: Buffer;
}

/** Serialised envelope of a transaction. */
export function transactionBytes(request: TestTransaction): Uint8Array {
  const nonce = request.nonce ?? randomBytes(24);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setNonce(nonce);
  signatureHeader.setCreator(request.creator.serialized);
  const header = new common.Header();
  header.setChannelHeader(channelHeader(request, nonce).serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const action = new peer.TransactionAction();
  action.setHeader(signatureHeader.serializeBinary());
  action.setPayload(actionPayload(request, header).serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList(Array.from({ length: request.actions ?? 1 }, () => action));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  return envelopeBytes(payload.serializeBinary(), request.creator);
}

/** A payload under its creator's signature. */
export function envelopeBytes(payload: Uint8Array, creator: Signer): Uint8Array {
  const envelope = new common.Envelope();
  envelope.setPayload(payload);
  envelope.setSignature(creator.sign(payload));
  return envelope.serializeBinary();
}

/** Stored metadata of a key with an endorsement policy. */
export function policyMetadata(policy: Buffer): Buffer | undefined {
  return encodeMetadata(metadataEntries(new Map([['VALIDATION_PARAMETER', policy]])));
}

/** A block of transactions. */
export function blockOf(number: number, transactions: readonly Uint8Array[]): common.Block {
  const block = new common.Block();
  const header = new common.BlockHeader();
  header.setNumber(number);
  block.setHeader(header);
  const data = new common.BlockData();
  data.setDataList([...transactions]);
  block.setData(data);
  return block;
}

function channelHeader(request: TestTransaction, nonce: Buffer): common.ChannelHeader {
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(request.chaincode ?? 'cc');
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const header = new common.ChannelHeader();
  header.setType(request.type ?? common.HeaderType.ENDORSER_TRANSACTION);
  header.setEpoch(request.epoch ?? 0);
  header.setChannelId(request.channel ?? 'trial');
  header.setTxId(request.txId ?? computeTxId(nonce, request.creator.serialized));
  header.setExtension$(request.headerExtension ?? extension.serializeBinary());
  return header;
}

function actionPayload(request: TestTransaction, header: common.Header): peer.ChaincodeActionPayload {
  const proposalPayload = Buffer.from('input');
  const hash = sha256(header.getChannelHeader_asU8(), header.getSignatureHeader_asU8(), proposalPayload);
  const response = new peer.ProposalResponsePayload();
  response.setProposalHash(request.proposalHash ?? hash);
  if (request.withoutExtension !== true) {
    response.setExtension$(chaincodeAction(request).serializeBinary());
  }
  const responseBytes = response.serializeBinary();
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(responseBytes);
  endorsed.setEndorsementsList(
    request.endorsers.map((endorser) => {
      const endorsement = new peer.Endorsement();
      endorsement.setEndorser(endorser.serialized);
      endorsement.setSignature(endorser.sign(Buffer.concat([responseBytes, endorser.serialized])));
      return endorsement;
    }),
  );
  const payload = new peer.ChaincodeActionPayload();
  payload.setChaincodeProposalPayload(proposalPayload);
  payload.setAction(endorsed);
  return payload;
}

function chaincodeAction(request: TestTransaction): peer.ChaincodeAction {
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(request.executed ?? request.chaincode ?? 'cc');
  chaincodeId.setVersion(request.version ?? '1.0');
  const action = new peer.ChaincodeAction();
  action.setChaincodeId(chaincodeId);
  action.setResults(request.results ?? readWriteSet(request.writes ?? []).serializeBinary());
  if (request.eventOf !== undefined) {
    const event = new peer.ChaincodeEvent();
    event.setChaincodeId(request.eventOf);
    event.setEventName('traded');
    action.setEvents(event.serializeBinary());
  }
  return action;
}

function readWriteSet(writes: readonly TestWrites[]): ledger.rwset.TxReadWriteSet {
  const set = new rwset.TxReadWriteSet();
  set.setNsRwsetList(writes.map(namespaceSet));
  return set;
}

function namespaceSet(writes: TestWrites): ledger.rwset.NsReadWriteSet {
  const set = new kvrwset.KVRWSet();
  for (const key of writes.keys ?? []) {
    const write = new kvrwset.KVWrite();
    write.setKey(key);
    write.setValue(Buffer.from('value'));
    set.addWrites(write);
  }
  for (const [key, policy] of Object.entries(writes.policies ?? {})) {
    const write = new kvrwset.KVMetadataWrite();
    write.setKey(key);
    write.setEntriesList(metadataEntries(new Map([['VALIDATION_PARAMETER', policy]])));
    set.addMetadataWrites(write);
  }
  const namespace = new rwset.NsReadWriteSet();
  namespace.setNamespace(writes.namespace);
  namespace.setRwset(set.serializeBinary());
  if (writes.collection !== undefined) {
    namespace.addCollectionHashedRwset(collectionSet(writes.collection, writes));
  }
  return namespace;
}

function collectionSet(name: string, writes: TestWrites): ledger.rwset.CollectionHashedReadWriteSet {
  const set = new kvrwset.HashedRWSet();
  for (const hash of writes.hashes ?? []) {
    const write = new kvrwset.KVWriteHash();
    write.setKeyHash(Buffer.from(hash, 'hex'));
    write.setValueHash(sha256(Buffer.from('value')));
    set.addHashedWrites(write);
  }
  for (const [hash, policy] of Object.entries(writes.hashPolicies ?? {})) {
    const write = new kvrwset.KVMetadataWriteHash();
    write.setKeyHash(Buffer.from(hash, 'hex'));
    write.setEntriesList(metadataEntries(new Map([['VALIDATION_PARAMETER', policy]])));
    set.addMetadataWrites(write);
  }
  const collection = new rwset.CollectionHashedReadWriteSet();
  collection.setCollectionName(name);
  collection.setHashedRwset(set.serializeBinary());
  return collection;
}
