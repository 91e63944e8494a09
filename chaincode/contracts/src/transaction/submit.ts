import {
  canonicalJson,
  eventEnvelope,
  isDualFunction,
  parseCommand,
  replayedResult,
  TRANSACTIONS,
  type Command,
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

/**
 * Carries out a command: reads it, checks the authority of the caller's organisation and of its operator, answers a
 * replay with its first result, runs it, and sends all writes and the one event at the end. A sensitive act is not run
 * but proposed. A command that is refused has sent nothing.
 *
 * @returns canonical JSON of the result
 */
export async function submit<Body>(
  ctx: Context,
  name: TransactionName,
  given: readonly string[],
  handler: CommandHandler<Body>,
): Promise<string> {
  return answering(ctx, async () => {
    const [text = ''] = requireArguments(name, given);
    const command = parseCommand(name, text, handler.body);
    const ledger = new LedgerTransaction(ctx);
    await admitCaller(name, ledger);
    await admitOperator(name, ledger, command.operator);
    await requireSignature(name, ledger, command);
    const rule: TransactionRule = TRANSACTIONS[name];
    const isPrivate = rule.kind === 'private';
    const journal = isPrivate ? privateJournal(ledger.privateRecords) : publicJournal(ledger.state, ledger.callerMspId);
    const caller = { caller: ledger.callerDigest, bodyHash: command.bodyHash };
    const replayed = replayedResult(await journal.find(command.commandId), caller);
    const act = isDualFunction(name) ? proposing(name, command, handler) : handler;
    return replayed ?? (await carryOut(ledger, command, act, journal));
  });
}

async function carryOut<Body>(
  ledger: LedgerTransaction,
  command: Command<Body>,
  handler: CommandHandler<Body>,
  journal: CommandJournal,
): Promise<string> {
  const work = new UnitOfWork(ledger, command.operator);
  const result = canonicalJson(await handler.run(work, command.body));
  journal.write(command.commandId, {
    caller: ledger.callerDigest,
    bodyHash: command.bodyHash,
    operator: command.operator,
    result,
    ...(work.businessDate === undefined ? {} : { businessDate: work.businessDate }),
  });
  if (work.events.length > 0) ledger.emit(eventEnvelope(work.events));
  await ledger.flush();
  return result;
}
