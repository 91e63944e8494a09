import {
  accruePenalties,
  adjustDate,
  isBefore,
  noteFailure,
  type BusinessDate,
  type FailureCause,
  type JointInstruction,
} from '@scrip/model';
import { writeJoint } from '../records/joint-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { JointMoment } from './joint-moment.js';

/** The day on which an instruction is due: a settlement date that became a holiday moves to the following day. */
export const dueOn = ({ lead }: JointMoment, { settlementDate }: JointInstruction): BusinessDate =>
  adjustDate([lead.calendar], settlementDate, 'following');

/** The instruction with what its failing has cost up to now. */
export const accrued = ({ securities, lead, today }: JointMoment, instruction: JointInstruction): JointInstruction =>
  accruePenalties(
    instruction,
    {
      calendar: lead.calendar,
      rates: (isin) => (isin === undefined ? lead : securities.get(isin))?.security.failPenalties,
    },
    today,
  );

/** Leaves an instruction as it is; one that is due gets on record why, and what that has cost. */
export function noteIfDue(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  cause: FailureCause,
): void {
  const due = dueOn(moment, instruction);
  if (isBefore(moment.today, due)) return;
  const noted = noteFailure(accrued(moment, instruction), due, cause);
  if (noted === instruction) return;
  writeJoint(work.state, noted);
  work.events.push({ type: 'JointInstructionFailing', instruction: noted });
}
