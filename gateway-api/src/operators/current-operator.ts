import type { Operator } from '@scrip/config';
import { ledgerProblem } from '../http/ledger-problems.js';
import type { Services } from '../services.js';

/**
 * What an operator may do now by the record on a channel: who was dismissed there is refused, whatever credential it
 * still has. Before there is a record, what the organisation's configuration says holds; the ledger decides anyway.
 *
 * @param channel - absent, or not known here: the default one
 * @throws {Problem} OPERATOR_LAPSED when its appointment there has ended
 */
export function currentOperator(services: Services, operator: Operator, channel: string | undefined): Operator {
  // a channel that is not known here is for the route to refuse
  const { approvals, queries } = services.channel(services.hasChannel(channel) ? channel : undefined);
  const recorded = approvals.operator(operator.id);
  if (recorded === undefined) return operator;
  const { businessDate } = queries.asOf();
  const { dismissedOn, validUntil } = recorded;
  const isOver = validUntil !== undefined && businessDate !== null && validUntil < businessDate;
  if (dismissedOn !== undefined || isOver) throw ledgerProblem('OPERATOR_LAPSED');
  return { ...operator, roles: recorded.roles };
}
