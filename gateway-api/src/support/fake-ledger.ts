import type { Write } from '@scrip/audit';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type {
  BatchReceipt,
  Command,
  CommandOutcome,
  DomainEvent,
  Evidence,
  Json,
  JsonObject,
  Ledger,
  LedgerBlock,
  NetworkMember,
  Receipt,
} from '../ledger/ledger.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import type { Overrides } from '../ledger/overrides.js';
import { fakeOverrides } from './fake-overrides.js';

/** What a function of the fake does: events and a result, or a refusal thrown. */
export type FakeFunction = (
  body: JsonObject,
  transactionId: string,
  command: Command,
) => { events: DomainEvent[]; result: Json };

/** A ledger in memory for tests: one block per command, commands consumed once, functions given by the test. */
export class FakeLedger implements Ledger {
  readonly channel: string;
  readonly mspId: string;
  readonly committed: LedgerBlock[] = [];
  readonly submitted: Command[] = [];
  /** How many commands each batch had. */
  readonly batches: number[] = [];
  /** Of every batch that was asked for, whether it was to settle at once. */
  readonly settling: boolean[] = [];
  readonly rehearsed: Command[] = [];
  /** What rehearsals of a settlement answer: that every instruction would settle. */
  outlook: (command: Command) => Json = ({ body }) => ({
    instructions: ((body['instructionIds'] ?? []) as readonly string[]).map((instructionId) => ({
      ...{ instructionId, status: 'settled', progressed: true },
    })),
  });
  /** Transient data of private submissions, by command id. */
  readonly transients = new Map<string, Readonly<Record<string, string>>>();
  readonly functions: Map<string, FakeFunction>;
  /** Thrown by the next submissions, first first. */
  readonly failures: Error[] = [];
  isReachable = true;
  /** What service discovery shows. */
  network: readonly NetworkMember[] = [];
  /** Submissions wait for it. */
  gate: Promise<void> = Promise.resolve();
  /** What peers would sign and blocks hold: bytes that say what they stand for. */
  readonly evidence: Evidence = {
    endorsed: async (name, ...args) => ({
      answer: await this.evaluate(name, ...args),
      envelope: Buffer.from(['endorsed', name, ...args].join(' ')),
    }),
    transaction: (id) => Promise.resolve(Buffer.from(`transaction ${id}`)),
    configuration: () => Promise.resolve({ blocks: [Buffer.from('block 0')], head: Buffer.from('block 1') }),
  };
  /** What peers of two members endorse. */
  readonly overrides: Overrides = fakeOverrides(['TestMSP', 'OtherMSP'], (command) => this.submit(command));
  readonly #receipts = new Map<string, Receipt>();
  readonly #news = new EventEmitter();

  constructor(functions: ReadonlyMap<string, FakeFunction>, mspId = 'TestMSP', channel = 'securities') {
    this.functions = new Map(functions);
    this.mspId = mspId;
    this.channel = channel;
    this.#news.setMaxListeners(0);
    this.commit([]);
  }

  /** Puts events into a block of their own. */
  commit(
    events: readonly DomainEvent[],
    transactionId = this.#nextTransactionId(),
    writes: readonly Write[] = [],
  ): number {
    const number = this.committed.length;
    this.committed.push({ number, transactions: [{ index: 0, transactionId, code: 0, events, writes, policies: [] }] });
    this.#news.emit('block');
    return number;
  }

  async submit(command: Command): Promise<Receipt> {
    await this.gate;
    this.submitted.push(command);
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const known = this.#receipts.get(command.commandId);
    if (known !== undefined) return known;
    const transactionId = this.#nextTransactionId();
    const { events, result } = this.#perform(command, transactionId);
    const receipt = { result, transactionId, block: this.commit(events, transactionId) };
    this.#receipts.set(command.commandId, receipt);
    return receipt;
  }

  /** The commands of a batch, in one block; for tests each is a submission. */
  async submitEach(commands: readonly Command[], settling = false): Promise<BatchReceipt> {
    this.settling.push(settling);
    await this.gate;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const transactionId = this.#nextTransactionId();
    const block = this.committed.length;
    const events: DomainEvent[] = [];
    const outcomes = commands.map((command): CommandOutcome => {
      this.submitted.push(command);
      const known = this.#receipts.get(command.commandId);
      if (known !== undefined) return { result: known.result, replayed: true };
      try {
        const done = this.#perform(command, transactionId);
        events.push(...done.events);
        this.#receipts.set(command.commandId, { result: done.result, transactionId, block });
        return { result: done.result };
      } catch (error) {
        if (error instanceof LedgerRefusal) return { refusal: error };
        throw error;
      }
    });
    this.batches.push(commands.length);
    if (outcomes.every((outcome) => 'refusal' in outcome || outcome.replayed === true)) return { outcomes };
    return { outcomes, written: { transactionId, block: this.commit(events, transactionId) } };
  }

  submitPrivately(command: Command, transient: Readonly<Record<string, string>>): Promise<Receipt> {
    this.transients.set(command.commandId, transient);
    return this.submit(command);
  }

  rehearse(command: Command): Promise<Json> {
    this.rehearsed.push(command);
    return Promise.resolve(this.outlook(command));
  }

  async evaluate(name: string, ...args: readonly string[]): Promise<Json> {
    await Promise.resolve();
    const perform = this.functions.get(name);
    if (perform === undefined) throw new LedgerRefusal('FUNCTION_UNKNOWN', 'There is no such function.');
    const body = { args: [...args] };
    return perform(body, '', { name, commandId: '', operator: '', body }).result;
  }

  async *blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    for (let next = from; !signal.aborted; next += 1) {
      while (next >= this.committed.length) {
        try {
          await once(this.#news, 'block', { signal });
        } catch {
          return;
        }
      }
      const block = this.committed[next];
      if (block !== undefined) yield block;
    }
  }

  members(): Promise<readonly NetworkMember[]> {
    return this.isReachable
      ? Promise.resolve(this.network)
      : Promise.reject(new LedgerUnavailable('unreachable', 1, { cause: new Error('unreachable') }));
  }

  height(): Promise<number> {
    return this.isReachable ? Promise.resolve(this.committed.length) : Promise.reject(new Error('unreachable'));
  }

  #perform(command: Command, transactionId: string): ReturnType<FakeFunction> {
    const perform = this.functions.get(command.name);
    if (perform === undefined) throw new LedgerRefusal('FUNCTION_UNKNOWN', 'There is no such function.');
    return perform(command.body, transactionId, command);
  }

  #nextTransactionId(): string {
    return createHash('sha256').update(`${this.channel}:${this.committed.length}`).digest('hex');
  }
}
