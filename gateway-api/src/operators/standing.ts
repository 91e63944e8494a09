import type { Operator } from '@scrip/config';
import type { Standing } from '../http/authentication.js';
import { ledgerProblem } from '../http/ledger-problems.js';
import type { Services } from '../services.js';

/**
 * What an operator may do now by the record on the channel that is asked for: who was dismissed there is refused,
 * whatever key it still has. Before there is a record, what the organisation's configuration says holds; the ledger
 * decides anyway.
 */
export const standingOf =
  (services: Services): Standing =>
  (operator: Operator, channel: string | undefined) => {
    // a channel that is not known here is for the route to refuse
    const { approvals, queries } = services.channel(services.hasChannel(channel) ? channel : undefined);
    const recorded = approvals.operator(operator.id);
    if (recorded === undefined) return operator;
    const { businessDate } = queries.asOf();
    const { dismissedOn, validUntil } = recorded;
    const isOver = validUntil !== undefined && businessDate !== null && validUntil < businessDate;
    if (dismissedOn !== undefined || isOver) throw ledgerProblem('OPERATOR_LAPSED');
    return { ...operator, roles: recorded.roles };
  };
