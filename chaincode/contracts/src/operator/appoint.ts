import {
  appoint,
  appointments,
  dismiss,
  dismissal,
  DomainError,
  type Operator,
  type OperatorAppointment,
  type OperatorId,
} from '@scrip/model';
import { readOperators, writeOperator } from '../records/operator-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

type Appointments = { readonly operators: readonly OperatorAppointment[] };

/** Enters the first operators of the caller's organisation. Works only while it has none; later ones are appointed. */
export const bootstrapOperators: CommandHandler<Appointments> = {
  body: appointments,
  run: async (work, { operators }) => {
    if ((await readOperators(work.state, work.callerMspId)).length > 0) throw new DomainError('OPERATORS_ON_RECORD');
    return enter(work, operators);
  },
};

/** Appoints operators of the caller's organisation, or gives them other roles. Nobody approves its own appointment. */
export const appointOperators: CommandHandler<Appointments> = {
  body: appointments,
  run: (work, { operators }) => {
    for (const { operatorId } of operators) {
      if (operatorId === work.checker) throw new DomainError('SAME_PERSON', { operator: operatorId });
    }
    return enter(work, operators);
  },
};

/** Ends an appointment. The record stays, and the id is not given again. */
export const dismissOperator: CommandHandler<{ readonly operatorId: OperatorId }> = {
  body: dismissal,
  run: async (work, { operatorId }) => {
    const before = await readOperators(work.state, work.callerMspId);
    const after = dismiss(before, operatorId, await work.today());
    change(work, 'OperatorDismissed', after, new Set([operatorId]));
    return { operatorId };
  },
};

async function enter(work: UnitOfWork, operators: readonly OperatorAppointment[]): Promise<unknown> {
  const before = await readOperators(work.state, work.callerMspId);
  const after = appoint(before, work.callerMspId, operators, await work.today());
  const ids = operators.map(({ operatorId }) => operatorId);
  change(work, 'OperatorsAppointed', after, new Set(ids));
  return { operators: ids };
}

function change(
  work: UnitOfWork,
  type: 'OperatorsAppointed' | 'OperatorDismissed',
  after: readonly Operator[],
  ids: ReadonlySet<OperatorId>,
): void {
  const operators = after.filter(({ operatorId }) => ids.has(operatorId));
  for (const operator of operators) writeOperator(work.state, operator);
  work.events.push({ type, operators });
}
