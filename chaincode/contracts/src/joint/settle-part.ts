import {
  availableIn,
  isBefore,
  jointObstacle,
  largestPart,
  legsOfPart,
  noteFailure,
  openLegs,
  settlePart,
  type FailureCause,
  type JointInstruction,
  type Leg,
} from '@scrip/model';
import { writeJoint } from '../records/joint-records.js';
import { readHolding } from '../records/lot-records.js';
import { heldBack } from '../register/held-back.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { accrued, dueOn } from './failing.js';
import type { JointMoment } from './joint-moment.js';
import { closedObstacle, moveNet } from './net-movement.js';

/**
 * Settles what is there of a delivery that lacks units, where its parties agreed to parts and it is due. The rest stays
 * open, and fails for the cause that is given.
 *
 * @returns whether a part has settled
 * @throws {Blocked} where a rule forbids it
 */
export async function settleAvailablePart(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  cause: FailureCause,
): Promise<boolean> {
  const due = dueOn(moment, instruction);
  if (instruction.partial === undefined || isBefore(moment.today, due)) return false;
  const isOrdered = work.callerMspId === instruction.proposedBy;
  if ((jointObstacle(instruction, moment.today, isOrdered) ?? closedObstacle(moment)) !== undefined) return false;
  const [delivery, counter] = openLegs(instruction);
  const units = await availableFor(work, moment, delivery);
  const counterUnits = counter?.kind === 'delivery' ? await availableFor(work, moment, counter) : undefined;
  const available = counterUnits === undefined ? { units } : { units, counterUnits };
  const part = largestPart(instruction, instruction.partial, available);
  if (part === 0n) return false;
  const movements = await moveNet(work, moment, [{ instruction, legs: legsOfPart(instruction, part) }]);
  const parted = settlePart(accrued(moment, instruction), part, work.at(moment.today));
  const noted = noteFailure(parted, due, cause);
  writeJoint(work.state, noted);
  work.events.push({ type: 'JointInstructionPartSettled', instruction: noted, movements });
  return true;
}

async function availableFor(
  work: UnitOfWork,
  { securities, today }: JointMoment,
  leg: Leg | undefined,
): Promise<bigint> {
  if (leg?.kind !== 'delivery') return 0n;
  const { isin, from } = leg;
  const businessDate = securities.get(isin)?.now.businessDate ?? today;
  const lots = await readHolding(work.state, isin, from);
  return availableIn(lots, undefined, await heldBack(work.state, isin, { holderId: from }, businessDate));
}
