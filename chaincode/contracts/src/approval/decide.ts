import {
  approve,
  decision,
  reject,
  rejection,
  type Approval,
  type Decision,
  type DomainEvent,
  type Rejection,
} from '@scrip/model';
import { readApproval, writeApproval } from '../records/approval-records.js';
import { admitCaller, admitOperator } from '../transaction/admission.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { actOf } from './acts.js';

/**
 * Does what a maker proposed, on the word of a checker of the same organisation. Organisation and maker must have the
 * authority still: what was proposed under a role that has gone is not done.
 */
export const approveAct: CommandHandler<Decision> = {
  body: decision,
  run: async (work, shown) => {
    const { approvalId } = shown;
    const today = await work.today();
    const proposed = await readApproval(work.state, work.callerMspId, approvalId);
    const approved = approve(proposed, shown, work.operator, today);
    const { name, act } = actOf(proposed.function);
    await admitCaller(name, work.ledger);
    await admitOperator(name, work.ledger, proposed.maker);
    work.checker = work.operator;
    const result = await act(work, proposed.body);
    close(work, 'ActApproved', approved);
    return { approvalId, function: name, result };
  },
};

/** Ends a proposal without doing it: a checker rejects it, or its maker withdraws it. */
export const rejectAct: CommandHandler<Rejection> = {
  body: rejection,
  run: async (work, shown) => {
    const { approvalId, reason } = shown;
    const today = await work.today();
    const proposed = await readApproval(work.state, work.callerMspId, approvalId);
    if (reason !== 'withdrawn') await admitOperator('approval:approve', work.ledger, work.operator);
    close(work, 'ActRejected', reject(proposed, shown, work.operator, today));
    return { approvalId, reason };
  },
};

function close(
  work: UnitOfWork,
  type: Extract<DomainEvent['type'], 'ActApproved' | 'ActRejected'>,
  approval: Approval,
): void {
  writeApproval(work.state, approval);
  work.events.push({ type, approval });
}
