import type { PolicyChange, Write } from '@scrip/audit';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { COMMAND_KEYS } from '@scrip/model';
import { z } from 'zod';
import { completedEvent, type WrittenValue } from './completed-event.js';
import type { DomainEvent, JsonObject, LedgerBlock, LedgerTransaction } from './ledger.js';

/** TxValidationCode VALID. */
const VALID = 0;
/** Under which a key's endorsement policy is kept: MetaDataKeys.VALIDATION_PARAMETER of Fabric's peer/policy.proto. */
const POLICY_METADATA = 'VALIDATION_PARAMETER';

const EventEnvelope = z.object({
  schema: z.literal(1),
  events: z.array(z.looseObject({ type: z.string() })),
});

/** Blocks that are kept as they were read. */
const KEPT_MAX = 16;

/**
 * Reads the transactions of a full block: id, validation code, and of valid transactions of one chaincode the domain
 * events of those that carried out a command, and what they wrote. Transactions without a readable header count as positions, so that indexes stay those of the ledger.
 *
 * @throws {Error} when an event of our own chaincode is not an envelope that we understand: a projection must not skip it
 */
export function readBlock(block: common.Block, chaincode: string): LedgerBlock {
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  return {
    number: block.getHeader()?.getNumber() ?? 0,
    transactions: envelopes.map((bytes, index) => readTransaction(bytes, index, codes?.[index] ?? VALID, chaincode)),
  };
}

/**
 * Reads the blocks of one channel for several streams: what one of them has just read, the others need not read again.
 * The peer is the organisation's own, and a number with a hash of data is one block.
 */
export class BlockReader {
  readonly #kept = new Map<string, LedgerBlock>();

  constructor(private readonly chaincode: string) {}

  read(block: common.Block): LedgerBlock {
    const header = block.getHeader();
    const name = `${header?.getNumber() ?? 0}:${Buffer.from(header?.getDataHash_asU8() ?? []).toString('hex')}`;
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const read = readBlock(block, this.chaincode);
    this.#kept.set(name, read);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
    return read;
  }
}

function readTransaction(bytes: Uint8Array, index: number, code: number, chaincode: string): LedgerTransaction {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  const isEndorsed = header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
  return {
    index,
    transactionId: header.getTxId(),
    code,
    ...(isEndorsed && code === VALID
      ? readActions(payload.getData_asU8(), chaincode)
      : { events: [], writes: [], policies: [] }),
  };
}

/**
 * Events of actions that carried out a command. An event needs no endorsement policy of its own: a transaction that
 * writes only one organisation's private collection, or only keys with policies of their own, is valid with fewer
 * endorsements than the chaincode's majority, and its endorsers could claim any event. The key of the command is what
 * makes Fabric ask for the majority (core/common/validation/statebased/validator_keylevel.go).
 */
function readActions(
  transactionBytes: Uint8Array,
  chaincode: string,
): Pick<LedgerTransaction, 'events' | 'writes' | 'policies'> {
  const events: DomainEvent[] = [];
  const writes: Write[] = [];
  const policies: PolicyChange[] = [];
  for (const action of peer.Transaction.deserializeBinary(transactionBytes).getActionsList()) {
    const simulated = chaincodeAction(action);
    if (simulated === undefined) continue;
    const sets = publicSets(simulated, chaincode);
    policies.push(...sets.flatMap((set) => set.getMetadataWritesList().map(policyChange)));
    const written = sets.flatMap((set) => set.getWritesList().map(writeOf));
    writes.push(...written);
    const event = chaincodeEvent(simulated);
    const isCommand = written.some(({ key }) => key.startsWith(COMMAND_KEYS));
    if (event?.getChaincodeId() !== chaincode || !isCommand) continue;
    const valueOf: WrittenValue = (key) => written.find((write) => write.key === key)?.value;
    events.push(...parseEnvelope(event.getPayload_asU8()).map((each) => completedEvent(each, valueOf)));
  }
  return { events, writes, policies };
}

function chaincodeAction(action: peer.TransactionAction): peer.ChaincodeAction | undefined {
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8()).getAction();
  if (endorsed === undefined) return undefined;
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  return peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
}

function chaincodeEvent(action: peer.ChaincodeAction): peer.ChaincodeEvent | undefined {
  const events = action.getEvents_asU8();
  return events.length === 0 ? undefined : peer.ChaincodeEvent.deserializeBinary(events);
}

function publicSets(action: peer.ChaincodeAction, chaincode: string): readonly ledger.rwset.kvrwset.KVRWSet[] {
  return ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8())
    .getNsRwsetList()
    .filter((namespace) => namespace.getNamespace() === chaincode)
    .map((namespace) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8()));
}

const policyChange = (write: ledger.rwset.kvrwset.KVMetadataWrite): PolicyChange => ({
  key: write.getKey(),
  isSet: write
    .getEntriesList()
    .some((entry) => entry.getName() === POLICY_METADATA && entry.getValue_asU8().length > 0),
});

function writeOf(write: ledger.rwset.kvrwset.KVWrite): Write {
  const key = write.getKey();
  return write.getIsDelete() ? { key } : { key, value: Buffer.from(write.getValue_asU8()).toString('utf8') };
}

/**
 * Parses the versioned envelope `{"schema":1,"events":[{"type",…}]}` of our chaincode's one Fabric event.
 *
 * @throws {Error} when the schema is another one
 */
export function parseEnvelope(payload: Uint8Array): readonly DomainEvent[] {
  const envelope = EventEnvelope.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
  // whatever came out of JSON.parse is JSON
  return envelope.events.map(({ type, ...facts }) => ({ type, facts: facts as JsonObject }));
}
