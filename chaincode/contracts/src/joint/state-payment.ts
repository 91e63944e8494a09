import { DomainError, mayCommand, paymentReport, statePayment, type MspId, type PaymentReport } from '@scrip/model';
import { readJoint, writeJoint } from '../records/joint-records.js';
import { findOperator } from '../records/operator-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { jointMoment } from './joint-moment.js';

/**
 * Enters that a paying agent has received a payment, or has given it back; the latter is stated by a regulator where the
 * agent has no standing any longer, or the instruction could never end. Units move for it, so it is signed: an
 * operator without a key on record does not state it.
 */
export const reportPayment: CommandHandler<PaymentReport> = {
  body: paymentReport,
  run: async (work, report) => {
    const { instructionId } = report;
    const instruction = await readJoint(work.state, instructionId);
    const { today } = await jointMoment(work, instruction.legs);
    const isRegulator = await work.callerHas('regulator');
    if (report.state === 'received' && !(await work.callerHas('payingAgent'))) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'paying agent of the leg' });
    }
    const participants = await work.participants();
    const isForAgent = (agent: MspId): boolean => isRegulator && !mayCommand(participants.require(agent).standing);
    const stated = statePayment(instruction, report, work.callerMspId, today, isForAgent);
    const operator = await findOperator(work.state, work.callerMspId, work.operator);
    if (operator?.key === undefined) throw new DomainError('SIGNATURES_INSUFFICIENT', { instructionId });
    writeJoint(work.state, stated);
    work.events.push({ type: 'PaymentStated', instruction: stated });
    return { instructionId, leg: report.leg, state: report.state };
  },
};
