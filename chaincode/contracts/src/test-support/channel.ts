import { bodyHashOf, canonicalJson, findRefusal, isDualFunction, type Refusal } from '@scrip/model';
import { FakePeer, type Execution } from './fake-peer.js';
import { CERTIFICATES, type ClientName } from './identities.js';
import type { Write } from './ledger.js';

/** Operators of every organisation of the tests. */
export const MAKER = 'test-operator';
export const CHECKER = 'test-checker';

/** Commands that no person gives, for there are no operators yet. */
const FOUNDING_COMMANDS = /:(bootstrap|acceptFounding)$/;

/** Options of a submission that are rarely needed. */
export interface SubmitOptions {
  readonly commandId?: string;
  /** Who gives the command; when absent the maker of the tests, or the program that founds. */
  readonly operator?: string;
  readonly client?: ClientName;
  /** By the operator over the command. */
  readonly signature?: unknown;
  /** The dates that the command states. */
  readonly dated?: unknown;
  readonly transient?: Readonly<Record<string, string>>;
  /** Organisation of the peer that executes; the caller's own when absent. */
  readonly peerMspId?: string;
  /** Name under which the transaction knows the channel. */
  readonly channel?: string;
}

/** A submission that was carried out and committed. */
export interface Committed {
  readonly transactionId: string;
  readonly result: unknown;
  readonly writes: readonly Write[];
  /** Keys that were read one by one, and ranges as `start..end`. */
  readonly reads: readonly string[];
  readonly events: readonly Record<string, unknown>[];
}

/** A channel of one fake peer: commits what succeeds, and fails the test when a refusal has written something. */
export class Channel {
  readonly peer: FakePeer;
  private transactions = 0;

  /** @param bundle - path of the bundle that its peer runs; absent: the one that is deployed */
  constructor(bundle?: string) {
    this.peer = new FakePeer(bundle);
  }

  /**
   * Carries a command out and commits it; a sensitive act is proposed by the maker and approved by the checker of the
   * tests, and what is returned is what came of the act.
   *
   * @throws RefusedCall when the chaincode refuses
   */
  async submit(mspId: string, name: string, body: unknown, options: SubmitOptions = {}): Promise<Committed> {
    const submitted = await this.send(mspId, name, body, options);
    if (!isDualFunction(name)) return submitted;
    const { approvalId } = submitted.result as { readonly approvalId: string };
    const decision = { approvalId, bodyHash: bodyHashOf(name, body) };
    const approved = await this.send(mspId, 'approval:approve', decision, { operator: CHECKER });
    const { result } = approved.result as { readonly result: unknown };
    return { ...approved, result, events: approved.events.filter(({ type }) => type !== 'ActApproved') };
  }

  /** Submits one command and commits it. @throws RefusedCall when the chaincode refuses */
  async send(mspId: string, name: string, body: unknown, options: SubmitOptions = {}): Promise<Committed> {
    const commandId = options.commandId ?? `command-${String(this.transactions)}`;
    const operator = options.operator ?? (FOUNDING_COMMANDS.test(name) ? 'bootstrap' : MAKER);
    const signature = options.signature === undefined ? {} : { signature: options.signature };
    const dated = options.dated === undefined ? {} : { dated: options.dated };
    const argument = canonicalJson({ commandId, operator, body, ...signature, ...dated });
    const transactionId = this.nextTransactionId();
    const execution = await this.execute(mspId, transactionId, [name, argument], options);
    this.peer.ledger.commit(transactionId, execution.writes);
    const { events } = JSON.parse(execution.event ?? '{"events":[]}') as { events: Record<string, unknown>[] };
    return {
      transactionId,
      result: JSON.parse(execution.payload),
      writes: execution.writes,
      reads: execution.reads,
      events,
    };
  }

  /** Asks a query. @throws RefusedCall */
  async evaluate(mspId: string, name: string, args: readonly string[] = [], peerMspId = mspId): Promise<unknown> {
    const execution = await this.execute(mspId, this.nextTransactionId(), [name, ...args], { peerMspId });
    if (execution.writes.length > 0) throw new Error('a query wrote something');
    return JSON.parse(execution.payload);
  }

  /** Sends arguments as they are. @throws RefusedCall */
  async execute(
    mspId: string,
    transactionId: string,
    args: readonly string[],
    options: SubmitOptions = {},
  ): Promise<Execution> {
    const certificate = CERTIFICATES[options.client ?? 'user1'];
    const { transient, channel = 'test' } = options;
    const call = { mspId, certificate, transactionId, channel, args, ...(transient ? { transient } : {}) };
    const execution = await this.peer.execute(call, options.peerMspId ?? mspId);
    if (execution.status === 200) return execution;
    if (execution.writes.length > 0) throw new Error('a refusal wrote something');
    throw new RefusedCall(execution.message);
  }

  /** A new transaction id: 64 hexadecimal digits. */
  nextTransactionId(): string {
    this.transactions += 1;
    return this.transactions.toString(16).padStart(64, '0');
  }
}

/** A call that the chaincode refused. */
export class RefusedCall extends Error {
  /** The refusal in the message, or undefined when the message is not one of our catalogue. */
  readonly refusal: Refusal | undefined;

  constructor(message: string) {
    super(message);
    this.refusal = findRefusal(message);
  }
}

/** The refusal that a call ends in; fails when the call succeeds or the message is not one of the catalogue. */
export async function refusalOfCall(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (error instanceof RefusedCall && error.refusal !== undefined) return error.refusal;
    throw error;
  }
  throw new Error('the call was not refused');
}
