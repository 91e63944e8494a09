import { describe, expect, test } from '@jest/globals';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { readBlock } from './block-reader.js';
import type { DomainEvent, LedgerTransaction } from './ledger.js';

const CHAINCODE = 'scrip';
const COMMAND = 'command/AuroraMSP/c1';
const ENVELOPE = '{"events":[{"isin":"US0378331005","type":"HoldingIssued"}],"schema":1}';
const ISSUED = [{ type: 'HoldingIssued', facts: { isin: 'US0378331005' } }];

/** What a test transaction writes and claims. */
interface Claim {
  /** Public keys written, by namespace. */
  readonly writes: Readonly<Record<string, readonly string[]>>;
  readonly event?: string;
  readonly code?: number;
}

/** A namespace's part of a read-write set; a hashed collection beside it, as a private write leaves one. */
function namespaceSet(namespace: string, keys: readonly string[]): ledger.rwset.NsReadWriteSet {
  const set = new ledger.rwset.kvrwset.KVRWSet();
  for (const key of keys) {
    const write = new ledger.rwset.kvrwset.KVWrite();
    write.setKey(key);
    if (key.startsWith('-')) write.setIsDelete(true);
    else write.setValue(Buffer.from(`value of ${key}`));
    set.addWrites(write);
    if (key.startsWith('lot/')) set.addMetadataWrites(policyOf(key));
  }
  const collection = new ledger.rwset.CollectionHashedReadWriteSet();
  collection.setCollectionName('_implicit_org_AuroraMSP');
  const part = new ledger.rwset.NsReadWriteSet();
  part.setNamespace(namespace);
  part.setRwset(set.serializeBinary());
  part.addCollectionHashedRwset(collection);
  return part;
}

function policyOf(key: string): ledger.rwset.kvrwset.KVMetadataWrite {
  const entry = new ledger.rwset.kvrwset.KVMetadataEntry();
  entry.setName('VALIDATION_PARAMETER');
  entry.setValue(Buffer.from('policy'));
  const write = new ledger.rwset.kvrwset.KVMetadataWrite();
  write.setKey(key);
  write.addEntries(entry);
  return write;
}

function envelopeOf({ writes, event = ENVELOPE }: Claim): Uint8Array {
  const results = new ledger.rwset.TxReadWriteSet();
  for (const [namespace, keys] of Object.entries(writes)) results.addNsRwset(namespaceSet(namespace, keys));
  const claimed = new peer.ChaincodeEvent();
  claimed.setChaincodeId(CHAINCODE);
  claimed.setPayload(Buffer.from(event));
  const action = new peer.ChaincodeAction();
  action.setResults(results.serializeBinary());
  action.setEvents(claimed.serializeBinary());
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const transactionAction = new peer.TransactionAction();
  transactionAction.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(transactionAction);
  return wrap(transaction.serializeBinary());
}

function wrap(transaction: Uint8Array): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId('t');
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

/** The events that are read from a block of one transaction. */
const eventsOf = (claim: Claim): readonly DomainEvent[] | undefined => transactionOf(claim)?.events;

/** What is read from a block of one transaction. */
function transactionOf(claim: Claim): LedgerTransaction | undefined {
  const data = new common.BlockData();
  data.addData(envelopeOf(claim));
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.of(claim.code ?? 0)]);
  const block = new common.Block();
  block.setHeader(new common.BlockHeader());
  block.setData(data);
  block.setMetadata(metadata);
  return readBlock(block, CHAINCODE).transactions[0];
}

describe('events of a block', () => {
  test('are read from a valid transaction that carried out a command', () => {
    expect(eventsOf({ writes: { [CHAINCODE]: [COMMAND, 'issued/US0378331005'] } })).toEqual(ISSUED);
    expect(eventsOf({ writes: { [CHAINCODE]: [COMMAND] }, code: 10 })).toEqual([]);
  });

  test.each([
    ['only the private collection of one organisation', { [CHAINCODE]: [] }],
    ['only keys with policies of their own', { [CHAINCODE]: ['date/TARGET', 'lot/US0378331005/H/t/0'] }],
    ['the command in the namespace of another chaincode', { other: [COMMAND], [CHAINCODE]: [] }],
    ['nothing', {}],
  ])('are not believed of a transaction that writes %s', (_, writes) => {
    expect(eventsOf({ writes })).toEqual([]);
    expect(eventsOf({ writes, event: 'not an envelope' })).toEqual([]);
  });
});

describe('writes of a block', () => {
  const writes = { [CHAINCODE]: ['issued/X', 'lot/X/H/t/0', '-gone'], other: ['lot/Y'] };

  test('are those of the chaincode, deletions too, with changes of endorsement policies', () => {
    expect(transactionOf({ writes })?.writes).toEqual([
      { key: 'issued/X', value: 'value of issued/X' },
      { key: 'lot/X/H/t/0', value: 'value of lot/X/H/t/0' },
      { key: '-gone' },
    ]);
    expect(transactionOf({ writes })?.policies).toEqual([{ key: 'lot/X/H/t/0', isSet: true }]);
  });

  test('are none where the transaction is not valid', () => {
    expect(transactionOf({ writes, code: 11 })).toMatchObject({ writes: [], policies: [] });
  });
});
