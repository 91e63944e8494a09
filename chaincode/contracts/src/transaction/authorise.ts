import { DomainError, requireAuthority, TRANSACTIONS, type TransactionName, type TransactionRule } from '@scrip/model';
import { findLawfulOverride, findParticipant } from '../records/authority-records.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/**
 * Lets the caller's organisation through by its participant record on the ledger, or refuses. A certificate of a
 * member is not a permission, and no configuration is read.
 *
 * @throws DomainError AUTHORITY_DENIED, NOT_BOOTSTRAPPED
 */
export async function authorise(name: TransactionName, ledger: LedgerTransaction): Promise<void> {
  const { callers }: TransactionRule = TRANSACTIONS[name];
  if (callers === 'anyone' || callers === 'founder') return;
  const caller = await findParticipant(ledger.state, ledger.callerMspId);
  if (caller === undefined && (await findLawfulOverride(ledger.state)) === undefined) {
    throw new DomainError('NOT_BOOTSTRAPPED');
  }
  requireAuthority(name, caller);
}

/**
 * The arguments of a call, when their number is right.
 *
 * @throws DomainError ARGUMENTS_INVALID
 */
export function requireArguments(name: TransactionName, given: readonly string[]): readonly string[] {
  const expected: readonly string[] = TRANSACTIONS[name].arguments;
  if (given.length !== expected.length) {
    throw new DomainError('ARGUMENTS_INVALID', { function: name, expected: expected.length, given: given.length });
  }
  return given;
}
