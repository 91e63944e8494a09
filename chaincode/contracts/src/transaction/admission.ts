import {
  DomainError,
  isSigned,
  mayAutomaton,
  requireAuthority,
  requireOperator,
  requireOperatorSignature,
  TRANSACTIONS,
  type Command,
  type OperatorId,
  type TransactionName,
  type TransactionRule,
} from '@scrip/model';
import { findLawfulOverride, findParticipant, readCharter } from '../records/authority-records.js';
import { readReferenceDate } from '../records/calendar-records.js';
import { findOperator } from '../records/operator-records.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/**
 * Lets the caller's organisation through by its participant record on the ledger, or refuses. A certificate of a
 * member is not a permission, and no configuration is read.
 *
 * @throws DomainError AUTHORITY_DENIED, NOT_BOOTSTRAPPED
 */
export async function admitCaller(name: TransactionName, ledger: LedgerTransaction): Promise<void> {
  const { callers }: TransactionRule = TRANSACTIONS[name];
  if (callers === 'anyone' || callers === 'founder') return;
  const caller = await findParticipant(ledger.state, ledger.callerMspId);
  if (caller === undefined && (await findLawfulOverride(ledger.state)) === undefined) {
    throw new DomainError('NOT_BOOTSTRAPPED');
  }
  requireAuthority(name, caller);
}

/**
 * Lets an operator of the caller's organisation through by its record on the ledger, or a program of the organisation
 * where no person decides anything; or refuses. The organisation vouches that it asked who the operator is.
 *
 * @throws DomainError OPERATOR_UNKNOWN, OPERATOR_LAPSED, OPERATOR_ROLE_MISSING
 */
export async function admitOperator(
  name: TransactionName,
  ledger: LedgerTransaction,
  given: OperatorId,
): Promise<void> {
  if (mayAutomaton(name, given)) return;
  const operator = await findOperator(ledger.state, ledger.callerMspId, given);
  // the business date is read only where it decides, or every command would conflict with its advance
  const today = operator?.validUntil === undefined ? undefined : await readReferenceDate(ledger.state);
  requireOperator(name, given, operator, today);
}

/**
 * Asks for the operator's own signature over a sensitive command, where the ledger has a key of the operator.
 *
 * @throws DomainError SIGNATURES_INSUFFICIENT, SIGNATURE_INVALID, STATEMENT_NOT_CURRENT, KEY_UNKNOWN
 */
export async function requireSignature(
  name: TransactionName,
  ledger: LedgerTransaction,
  command: Command<unknown>,
): Promise<void> {
  const operator = await findOperator(ledger.state, ledger.callerMspId, command.operator);
  const isUnsigned = operator?.key === undefined || !isSigned(name);
  if (operator === undefined || (isUnsigned && command.signature === undefined)) return;
  const ledgerName = { network: (await readCharter(ledger.state)).network, channel: ledger.channel };
  requireOperatorSignature(ledgerName, name, command, operator, await readReferenceDate(ledger.state));
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
