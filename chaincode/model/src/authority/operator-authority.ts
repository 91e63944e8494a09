import { DomainError } from '../errors/domain-error.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { OperatorId } from '../identifiers/names.js';
import { hasLapsed, isAutomaton, type Operator } from '../operator/operator.js';
import { TRANSACTIONS, type TransactionName, type TransactionRule } from './transactions.js';

/** Whether a program of the organisation may give a command under its own name. */
export function mayAutomaton(name: TransactionName, given: OperatorId): boolean {
  const rule: TransactionRule = TRANSACTIONS[name];
  return rule.kind !== 'query' && rule.automated === true && isAutomaton(given);
}

/** Whether an operator who has a key on record signs the command. */
export function isSigned(name: TransactionName): boolean {
  const rule: TransactionRule = TRANSACTIONS[name];
  return rule.kind !== 'query' && rule.signed === true;
}

/**
 * Lets an operator through or refuses: a function that names no role for persons lets none through.
 *
 * @param operator - its record at the caller's organisation, if it has one
 * @param today - needed only for one who is appointed for a time
 * @throws DomainError OPERATOR_UNKNOWN, OPERATOR_LAPSED, OPERATOR_ROLE_MISSING
 */
export function requireOperator(
  name: TransactionName,
  given: OperatorId,
  operator: Operator | undefined,
  today: BusinessDate | undefined,
): void {
  const rule: TransactionRule = TRANSACTIONS[name];
  if (operator === undefined) throw new DomainError('OPERATOR_UNKNOWN', { operator: given });
  if (hasLapsed(operator, today)) throw new DomainError('OPERATOR_LAPSED', { operator: given });
  const isPermitted = rule.kind !== 'query' && rule.operators.some((role) => operator.roles.includes(role));
  if (!isPermitted) throw new DomainError('OPERATOR_ROLE_MISSING', { operator: given, function: name });
}
