import {
  canonicalJson,
  DomainError,
  eventEnvelope,
  isDualFunction,
  parseSubmission,
  readCommand,
  refusalOf,
  replayedResult,
  TRANSACTIONS,
  type Command,
  type CommandOutcome,
  type DomainEvent,
  type Reader,
  type Refusal,
  type Submission,
  type TransactionId,
  type TransactionName,
  type TransactionRule,
} from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { proposing } from '../approval/propose.js';
import { sealTransaction } from '../records/authority-records.js';
import { privateJournal, publicJournal, type CommandJournal } from '../records/command-records.js';
import { operatorKey } from '../records/operator-records.js';
import { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { admitCaller, admitOperator, requireArguments, requireSignature } from './admission.js';
import { answering } from './failure.js';
import { goByStatedDates } from './stated-dates.js';
import { UnitOfWork } from './unit-of-work.js';

/** A function that writes: how its body is read and what it does. */
export interface CommandHandler<Body, Result = unknown> {
  readonly body: Reader<Body>;
  readonly run: (work: UnitOfWork, body: Body) => Promise<Result>;
  /** Keys of public state that each command is known to need: they are asked for together. */
  readonly reads?: (body: Body, settling: boolean) => readonly string[];
  /** Settles what commands of a batch have entered, each alone; nothing that it cannot do harms what was entered. */
  readonly settleEntered?: (work: UnitOfWork, entered: readonly Result[]) => Promise<void>;
}

/** A transaction as its commands are carried out. */
interface Transaction<Body, Result> {
  readonly name: TransactionName;
  readonly ledger: LedgerTransaction;
  readonly journal: CommandJournal;
  readonly handler: CommandHandler<Body, Result>;
  readonly events: DomainEvent[];
  /** Results of the commands that were carried out now. */
  readonly entered: Result[];
  nextLotIndex: number;
}

/** What a command came to. */
interface Performed {
  /** Canonical JSON. */
  readonly result: string;
  readonly replayed: boolean;
}

/**
 * Carries out a command, or each of several: reads it, checks the authority of the caller's organisation and of its
 * operator, answers a replay with its first result, runs it, and sends all writes and the one event at the end. A
 * sensitive act is not run but proposed. A command that is refused has sent nothing, and in a batch harms no other.
 *
 * @returns canonical JSON of the result; for a batch `{"outcomes":[…]}` in the order of the commands
 */
export async function submit<Body, Result>(
  ctx: Context,
  name: TransactionName,
  given: readonly string[],
  handler: CommandHandler<Body, Result>,
): Promise<string> {
  return answering(ctx, async () => {
    const [text = ''] = requireArguments(name, given);
    const submission = parseSubmission(name, text);
    const ledger = new LedgerTransaction(ctx);
    await admitCaller(name, ledger);
    const journal = journalOf(name, ledger);
    const transaction = { name, ledger, journal, handler, events: [], entered: [], nextLotIndex: 0 };
    const answer =
      submission.kind === 'batch'
        ? canonicalJson({ outcomes: await performBatch(transaction, submission) })
        : await performOne(transaction, submission.command);
    if (transaction.events.length > 0) ledger.emit(eventEnvelope(transaction.events));
    await ledger.flush();
    return answer;
  });
}

function journalOf(name: TransactionName, { privateRecords, state, callerMspId }: LedgerTransaction): CommandJournal {
  const rule: TransactionRule = TRANSACTIONS[name];
  return rule.kind === 'private' ? privateJournal(privateRecords) : publicJournal(state, callerMspId);
}

async function performOne<Body, Result>(transaction: Transaction<Body, Result>, given: unknown): Promise<string> {
  const { name, ledger, handler } = transaction;
  const command = readCommand(name, given, handler.body);
  // a stated date stands in for the one that the ledger has
  if (command.dated === undefined) await ledger.state.prefetch(keysOf(transaction, command, false));
  return (await perform(transaction, command)).result;
}

/** Keys of public state that a command is known to need. */
const keysOf = <Body, Result>(
  { ledger, journal, handler }: Transaction<Body, Result>,
  { commandId, operator, body }: Command<Body>,
  settling: boolean,
): readonly string[] => [
  operatorKey(ledger.callerMspId, operator),
  ...journal.keys(commandId),
  ...(handler.reads?.(body, settling) ?? []),
];

async function performBatch<Body, Result>(
  transaction: Transaction<Body, Result>,
  { commands: given, settling }: Submission & { readonly kind: 'batch' },
): Promise<readonly CommandOutcome[]> {
  const { name, ledger, handler, events, entered } = transaction;
  const commands = given.map((command) => orRefusal(() => readCommand(name, command, handler.body)));
  const readable = commands.flatMap((command) => ('refusal' in command ? [] : [command]));
  await ledger.state.prefetch(readable.flatMap((command) => keysOf(transaction, command, settling)));
  const outcomes: CommandOutcome[] = [];
  for (const command of commands) {
    outcomes.push('refusal' in command ? command : await performAlone(transaction, command));
  }
  if (settling && entered.length > 0) {
    const work = new UnitOfWork(ledger, undefined, transaction.nextLotIndex);
    await handler.settleEntered?.(work, entered);
    events.push(...work.events);
  }
  return outcomes;
}

/** A command of a batch, which leaves nothing when it is refused. */
async function performAlone<Body, Result>(
  transaction: Transaction<Body, Result>,
  command: Command<Body>,
): Promise<CommandOutcome> {
  try {
    if (command.dated !== undefined) throw new DomainError('STATED_DATE_UNFIT');
    const { result, replayed } = await transaction.ledger.state.attempt(() => perform(transaction, command));
    return { result: JSON.parse(result) as unknown, ...(replayed ? { replayed } : {}) };
  } catch (error) {
    return refusalOrFault(error);
  }
}

function orRefusal<T>(read: () => T): T | { readonly refusal: Refusal } {
  try {
    return read();
  } catch (error) {
    return refusalOrFault(error);
  }
}

function refusalOrFault(error: unknown): { readonly refusal: Refusal } {
  if (error instanceof DomainError) return { refusal: refusalOf(error) };
  throw error;
}

async function perform<Body, Result>(
  transaction: Transaction<Body, Result>,
  command: Command<Body>,
): Promise<Performed> {
  const { name, ledger, journal, handler } = transaction;
  if (command.dated !== undefined) goByStatedDates(name, ledger, command.dated);
  await admitOperator(name, ledger, command.operator);
  await requireSignature(name, ledger, command);
  const caller = { caller: ledger.callerDigest, bodyHash: command.bodyHash };
  const first = replayedResult(await journal.find(command.commandId), caller);
  if (first !== undefined) return { result: first, replayed: true };
  if (command.dated !== undefined) await sealTransaction(ledger.state, ledger.id as TransactionId);
  const result = isDualFunction(name)
    ? await carryOut(transaction, command, proposing(name, command, handler.run))
    : await carryOut(transaction, command, async (work, body) => {
        const entered = await handler.run(work, body);
        transaction.entered.push(entered);
        return entered;
      });
  return { result, replayed: false };
}

async function carryOut<Body, Result>(
  transaction: Transaction<Body, Result>,
  command: Command<Body>,
  run: CommandHandler<Body>['run'],
): Promise<string> {
  const { ledger, journal } = transaction;
  const work = new UnitOfWork(ledger, command.operator, transaction.nextLotIndex);
  const { commandId, signature } = command;
  work.signed = signature === undefined ? undefined : { commandId, signature };
  const result = canonicalJson(await run(work, command.body));
  journal.write(command.commandId, {
    caller: ledger.callerDigest,
    bodyHash: command.bodyHash,
    operator: command.operator,
    result,
    ...(work.businessDate === undefined ? {} : { businessDate: work.businessDate }),
  });
  transaction.events.push(...work.events);
  transaction.nextLotIndex = work.nextLotIndex;
  return result;
}
