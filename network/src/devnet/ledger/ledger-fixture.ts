import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, type ledger, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { sha256 } from '../../crypto/ecdsa.js';
import { blockDataHash } from '../../proto/block-header.js';
import { partsOf, withConfig } from '../privdata/private-set.js';
import type { LatePiece } from './late-piece.js';
import { PeerLedger } from './peer-ledger.js';
import { OrganizationStore } from './store.js';
import type {
  CollectionFacts,
  CommitResult,
  PieceAddress,
  SimulationResult,
  Simulator,
  SimulatorOptions,
  Version,
  WantedPiece,
} from './types.js';

/** A simulated transaction on its way to a block. */
export interface TestTransaction extends SimulationResult {
  readonly txId: string;
  readonly envelope: Buffer;
}

/** What may be varied about a block. */
export interface BlockOptions {
  /** Verdicts of the first pass; all valid when absent. */
  readonly firstPass?: readonly number[];
  /** Private sets by transaction id that "other peers" have. */
  readonly fromPeers?: ReadonlyMap<string, ledger.rwset.TxPvtReadWriteSet>;
}

/**
 * A ledger for tests, without the peers around it: transactions are simulated, put into unsigned envelopes and
 * committed. Used by tests only.
 */
export class LedgerFixture {
  private serial = 0;
  readonly collections = new Map<string, CollectionFacts>();

  private constructor(
    private readonly directory: string,
    private store: OrganizationStore,
    public ledger: PeerLedger,
  ) {}

  /** A new ledger in a directory of its own, with a genesis block. */
  static async create(): Promise<LedgerFixture> {
    const directory = await mkdtemp(join(tmpdir(), 'scrip-ledger-'));
    const store = await OrganizationStore.open(directory);
    const fixture = new LedgerFixture(directory, store, await PeerLedger.open(store, 'test'));
    await fixture.commitEnvelopes([configEnvelope()]);
    return fixture;
  }

  /** Stops and opens again, as after a restart. */
  async reopen(): Promise<void> {
    await this.ledger.close();
    await this.store.close();
    this.store = await OrganizationStore.open(this.directory);
    this.ledger = await PeerLedger.open(this.store, 'test');
  }

  async dispose(): Promise<void> {
    await this.ledger.close();
    await this.store.close();
    await rm(this.directory, { recursive: true });
  }

  async simulate(
    body: (simulator: Simulator) => Promise<void> | void,
    options?: SimulatorOptions,
  ): Promise<TestTransaction> {
    const txId = sha256(Buffer.from(`transaction ${this.serial++}`)).toString('hex');
    const simulator = this.ledger.simulator(txId, options);
    try {
      await body(simulator);
      const result = await simulator.done();
      return { ...result, txId, envelope: endorsedEnvelope(txId, result.publicBytes, this.serial) };
    } finally {
      simulator.release();
    }
  }

  /** Simulates and commits one transaction in a block of its own. @returns its verdict */
  async run(body: (simulator: Simulator) => Promise<void> | void): Promise<number> {
    const transaction = await this.simulate(body);
    if (transaction.privateSet !== undefined) {
      await this.keep(transaction.txId, transaction.privateSet);
    }
    return (await this.commit([transaction])).flags.readUInt8(0);
  }

  commit(transactions: readonly TestTransaction[], options?: BlockOptions): Promise<CommitResult> {
    return this.commitEnvelopes(
      transactions.map(({ envelope }) => envelope),
      options,
    );
  }

  /** Blocks that change nothing. */
  async advance(blocks: number): Promise<void> {
    for (let i = 0; i < blocks; i++) {
      await this.commit([
        await this.simulate((simulator) => simulator.putState('clock', 'tick', Buffer.from([i + 1]))),
      ]);
    }
  }

  commitEnvelopes(envelopes: readonly Buffer[], options: BlockOptions = {}): Promise<CommitResult> {
    const block = this.nextBlock(envelopes);
    const firstPass = Buffer.from(options.firstPass ?? envelopes.map(() => peer.TxValidationCode.VALID));
    return this.ledger.commit(
      block,
      firstPass,
      (wanted) => Promise.resolve({ found: wanted.flatMap((piece) => answersTo(piece, options)), purged: [] }),
      (namespace, collection) => this.factsOf(namespace, collection),
    );
  }

  nextBlock(envelopes: readonly Buffer[]): common.Block {
    const header = new common.BlockHeader();
    header.setNumber(this.ledger.height);
    header.setPreviousHash(this.ledger.headerHash);
    header.setDataHash(blockDataHash(envelopes));
    const data = new common.BlockData();
    data.setDataList([...envelopes]);
    const block = new common.Block();
    block.setHeader(header);
    block.setData(data);
    return block;
  }

  /** Keeps private data of an endorsed transaction, as a peer that endorsed it does. */
  keep(txId: string, set: ledger.rwset.TxPvtReadWriteSet): Promise<void> {
    return this.ledger.keepPrivateSet(txId, withConfig(set, new Map(), this.ledger.height));
  }

  /** Hands over private data that was missing. @returns whether any was taken in */
  async reconcile(at: Version, set: ledger.rwset.TxPvtReadWriteSet): Promise<boolean> {
    const arrived = partsOf(set).map((part) => ({ ...part, ...at, bytes: Buffer.from(part.bytes) }));
    return (await this.reconcileAll(arrived)) > 0;
  }

  /** Hands over pieces that were missing, and says which nobody had. @returns how many were taken in */
  reconcileAll(arrived: readonly LatePiece[], absent: readonly PieceAddress[] = []): Promise<number> {
    return this.ledger.reconcile({ arrived, absent }, (namespace, collection) => this.factsOf(namespace, collection));
  }

  async value(namespace: string, key: string): Promise<string | undefined> {
    const state = this.ledger.state();
    try {
      return (await state.get(namespace, key))?.value.toString();
    } finally {
      state.release();
    }
  }

  private factsOf(namespace: string, collection: string): Promise<CollectionFacts | undefined> {
    return Promise.resolve(this.collections.get(`${namespace}/${collection}`));
  }
}

/** What "other peers" have of a piece. */
function answersTo(piece: WantedPiece, { fromPeers }: BlockOptions): LatePiece[] {
  const set = fromPeers?.get(piece.txId);
  return (set === undefined ? [] : partsOf(set))
    .filter(({ namespace, collection }) => namespace === piece.namespace && collection === piece.collection)
    .map(({ bytes }) => ({ ...piece, bytes: Buffer.from(bytes) }));
}

/** An unsigned transaction whose only content that matters to the ledger is there. */
export function endorsedEnvelope(txId: string, results: Uint8Array, seconds: number): Buffer {
  const action = new peer.ChaincodeAction();
  const name = new peer.ChaincodeID();
  name.setName('cc');
  action.setChaincodeId(name);
  action.setResults(results);
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const payload = new peer.ChaincodeActionPayload();
  payload.setAction(endorsed);
  const transactionAction = new peer.TransactionAction();
  transactionAction.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(transactionAction);
  return envelope(common.HeaderType.ENDORSER_TRANSACTION, txId, transaction.serializeBinary(), seconds);
}

/** A configuration transaction; its content does not matter to the ledger. */
export function configEnvelope(content = 'configuration'): Buffer {
  return envelope(common.HeaderType.CONFIG, '', Buffer.from(content), 0);
}

function envelope(type: number, txId: string, data: Uint8Array, seconds: number): Buffer {
  const time = new timestamps.Timestamp();
  time.setSeconds(seconds);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setTxId(txId);
  channelHeader.setChannelId('test');
  channelHeader.setTimestamp(time);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const message = new common.Envelope();
  message.setPayload(payload.serializeBinary());
  return Buffer.from(message.serializeBinary());
}
