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
  type TransactionName,
  type TransactionRule,
} from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { proposing } from '../approval/propose.js';
import { privateJournal, publicJournal, type CommandJournal } from '../records/command-records.js';
import { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { admitCaller, admitOperator, requireArguments, requireSignature } from './admission.js';
import { answering } from './failure.js';
import { UnitOfWork } from './unit-of-work.js';

/** A function that writes: how its body is read and what it does. */
export interface CommandHandler<Body> {
  readonly body: Reader<Body>;
  readonly run: (work: UnitOfWork, body: Body) => Promise<unknown>;
}

/** A transaction as its commands are carried out. */
interface Transaction<Body> {
  readonly name: TransactionName;
  readonly ledger: LedgerTransaction;
  readonly journal: CommandJournal;
  readonly handler: CommandHandler<Body>;
  readonly events: DomainEvent[];
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
export async function submit<Body>(
  ctx: Context,
  name: TransactionName,
  given: readonly string[],
  handler: CommandHandler<Body>,
): Promise<string> {
  return answering(ctx, async () => {
    const [text = ''] = requireArguments(name, given);
    const submission = parseSubmission(name, text);
    const ledger = new LedgerTransaction(ctx);
    await admitCaller(name, ledger);
    const transaction = { name, ledger, journal: journalOf(name, ledger), handler, events: [], nextLotIndex: 0 };
    const answer =
      submission.kind === 'batch'
        ? canonicalJson({ outcomes: await performEach(transaction, submission.commands) })
        : (await perform(transaction, submission.command)).result;
    if (transaction.events.length > 0) ledger.emit(eventEnvelope(transaction.events));
    await ledger.flush();
    return answer;
  });
}

function journalOf(name: TransactionName, { privateRecords, state, callerMspId }: LedgerTransaction): CommandJournal {
  const rule: TransactionRule = TRANSACTIONS[name];
  return rule.kind === 'private' ? privateJournal(privateRecords) : publicJournal(state, callerMspId);
}

async function performEach<Body>(
  transaction: Transaction<Body>,
  commands: readonly unknown[],
): Promise<readonly CommandOutcome[]> {
  const outcomes: CommandOutcome[] = [];
  for (const command of commands) {
    try {
      const { result, replayed } = await transaction.ledger.state.attempt(() => perform(transaction, command));
      outcomes.push({ result: JSON.parse(result) as unknown, ...(replayed ? { replayed } : {}) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcomes.push({ refusal: refusalOf(error) });
    }
  }
  return outcomes;
}

async function perform<Body>(transaction: Transaction<Body>, given: unknown): Promise<Performed> {
  const { name, ledger, journal, handler } = transaction;
  const command = readCommand(name, given, handler.body);
  await admitOperator(name, ledger, command.operator);
  await requireSignature(name, ledger, command);
  const caller = { caller: ledger.callerDigest, bodyHash: command.bodyHash };
  const first = replayedResult(await journal.find(command.commandId), caller);
  if (first !== undefined) return { result: first, replayed: true };
  const act = isDualFunction(name) ? proposing(name, command, handler) : handler;
  return { result: await carryOut(transaction, command, act), replayed: false };
}

async function carryOut<Body>(
  transaction: Transaction<Body>,
  command: Command<Body>,
  handler: CommandHandler<Body>,
): Promise<string> {
  const { ledger, journal } = transaction;
  const work = new UnitOfWork(ledger, command.operator, transaction.nextLotIndex);
  const result = canonicalJson(await handler.run(work, command.body));
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
