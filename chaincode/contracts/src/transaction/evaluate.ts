import { canonicalJson, DomainError, LIMITS, type TransactionName } from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { admitCaller, requireArguments } from './admission.js';
import { answering } from './failure.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * Answers a query: checks the arguments and the caller's authority, runs it, and sends nothing.
 *
 * @returns canonical JSON of the answer
 */
export async function evaluate(
  ctx: Context,
  name: TransactionName,
  given: readonly string[],
  answer: (work: UnitOfWork, ...args: string[]) => Promise<unknown>,
): Promise<string> {
  return answering(ctx, async () => {
    const args = requireArguments(name, given);
    if (args.some((arg) => arg.length > LIMITS.queryArgumentCharactersMax)) {
      throw new DomainError('LIMIT_EXCEEDED', { charactersMax: LIMITS.queryArgumentCharactersMax });
    }
    const ledger = new LedgerTransaction(ctx);
    await admitCaller(name, ledger);
    return canonicalJson(await answer(new UnitOfWork(ledger), ...args));
  });
}
