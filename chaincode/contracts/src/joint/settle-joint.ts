import {
  accruePenalties,
  adjustDate,
  DomainError,
  expireJoint,
  firstReason,
  hasExpired,
  incurableReason,
  isBefore,
  isOpen,
  jointBatch,
  jointObstacle,
  netMovements,
  noteFailure,
  refuseJoint,
  requireLease,
  requireSettlementOpen,
  settleJoint,
  unpaidLegs,
  type ErrorCode,
  type InstructionId,
  type JointInstruction,
  type SettledMovement,
} from '@scrip/model';
import { findJoint, writeJoint } from '../records/joint-records.js';
import { readLease } from '../records/lease-records.js';
import { readParty } from '../records/party-records.js';
import { applyTogether, type MovementDone, type PlannedMovement } from '../register/joint-movement.js';
import { sideOf } from '../register/movement.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { jointMoment, type JointMoment } from './joint-moment.js';
import { releaseAll, reserveNow, type JointProgress } from './reserve.js';

/**
 * Takes joint instructions as far as they can go now: reserved, settled, refused or expired. Each goes alone, so that
 * one that cannot go on never keeps another back. The lead registrar does it, and whoever takes part.
 */
export const settleInstructions: CommandHandler<{ readonly instructionIds: readonly InstructionId[] }> = {
  body: jointBatch,
  run: async (work, { instructionIds }) => {
    const outcomes = [];
    for (const instructionId of instructionIds) outcomes.push({ instructionId, ...(await goOn(work, instructionId)) });
    return { instructions: outcomes };
  },
};

type Outcome = Pick<JointProgress, 'code'> & { readonly status: JointProgress['status'] | 'unknown' };

async function goOn(work: UnitOfWork, instructionId: InstructionId): Promise<Outcome> {
  const instruction = await findJoint(work.state, instructionId);
  if (instruction === undefined) return { status: 'unknown', code: 'INSTRUCTION_UNKNOWN' };
  const moment = await jointMoment(work, instruction.legs);
  await requireCalled(work, moment, instruction);
  if (!isOpen(instruction)) return { status: instruction.status, code: 'INSTRUCTION_NOT_PENDING' };
  try {
    return await work.attempt(() => advance(work, moment, instruction));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return keepWaiting(work, moment, instruction, error.code);
  }
}

/**
 * Lets who has the lease of the lead registrar through, and whoever takes part.
 *
 * @throws DomainError AUTHORITY_DENIED, LEASE_LOST
 */
async function requireCalled(work: UnitOfWork, { lead }: JointMoment, instruction: JointInstruction): Promise<void> {
  const caller = work.callerMspId;
  const { proposedBy, legs } = instruction;
  const lease = await readLease(work.state, lead.security.registrar);
  if (lease.holder === caller || proposedBy === caller) return;
  for (const { from, to } of legs) {
    for (const party of [from, to]) if ((await readParty(work.state, party)).custodian === caller) return;
  }
  requireLease(lease, caller);
}

async function advance(work: UnitOfWork, moment: JointMoment, instruction: JointInstruction): Promise<Outcome> {
  if (hasExpired(instruction, moment.today)) return end(work, expireJoint(accrued(moment, instruction), moment.today));
  if (instruction.status !== 'reserved') {
    const { status, code, legs } = await reserveNow(work, moment, instruction);
    if (status === 'refused') return { status, ...(code === undefined ? {} : { code }) };
    if (code !== undefined) return keepWaiting(work, moment, instruction, code, legs);
    const reserved = (await findJoint(work.state, instruction.instructionId)) ?? instruction;
    return settleReserved(work, moment, reserved);
  }
  return settleReserved(work, moment, instruction);
}

async function settleReserved(work: UnitOfWork, moment: JointMoment, instruction: JointInstruction): Promise<Outcome> {
  const isOrdered = work.callerMspId === instruction.proposedBy;
  const obstacle = jointObstacle(instruction, moment.today, isOrdered) ?? closedObstacle(moment);
  if (obstacle !== undefined) return keepWaiting(work, moment, instruction, obstacle);
  return work
    .attempt(() => move(work, moment, instruction))
    .catch((error: unknown) => {
      if (error instanceof Blocked) return decideBlocked(work, moment, instruction, error);
      if (error instanceof DomainError) return keepWaiting(work, moment, instruction, error.code);
      throw error;
    });
}

/** A movement that a rule forbids: what was staged for it is undone. */
class Blocked extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly isForGood: boolean,
  ) {
    super(code);
  }
}

function closedObstacle({ securities }: JointMoment): ErrorCode | undefined {
  try {
    for (const { now } of securities.values()) requireSettlementOpen(now);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

async function move(work: UnitOfWork, moment: JointMoment, instruction: JointInstruction): Promise<Outcome> {
  const { instructionId, legs, proposedOn } = instruction;
  await releaseAll(work, instruction);
  const planned: PlannedMovement[] = [];
  for (const { isin, from, to, units } of netMovements(legs)) {
    const timed = moment.securities.get(isin);
    if (timed === undefined) throw new Error('a leg of a security that was not read');
    const { security, now } = timed;
    const sides = {
      from: await sideOf(work, security, { holderId: from }),
      to: await sideOf(work, security, { holderId: to }),
    };
    const movement = { kind: 'transfer', ...sides, units } as const;
    const details = { instructionId, enteredOn: proposedOn };
    planned.push({ security, businessDate: now.businessDate, movement, details });
  }
  const { verdicts, done } = await applyTogether(work, planned);
  if (done === undefined) {
    const lasting = verdicts.map(incurableReason).find((code) => code !== undefined);
    const first = verdicts.map(firstReason).find((code) => code !== undefined);
    throw new Blocked(lasting ?? first ?? 'INTERNAL', lasting !== undefined);
  }
  const settled = settleJoint(accrued(moment, instruction), moment.today);
  writeJoint(work.state, settled);
  work.events.push({ type: 'JointInstructionSettled', instruction: settled, movements: done.map(settledMovement) });
  return { status: settled.status };
}

const settledMovement = ({ planned: { security, businessDate, movement }, effect }: MovementDone): SettledMovement => ({
  isin: security.isin,
  fromHolderId: movement.from.holderId,
  toHolderId: movement.to.holderId,
  units: movement.units,
  businessDate,
  consumed: effect.consumed.map(({ lotId }) => lotId),
  created: effect.created,
});

async function decideBlocked(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  { code, isForGood }: Blocked,
): Promise<Outcome> {
  if (!isForGood) return keepWaiting(work, moment, instruction, code);
  await end(work, refuseJoint(accrued(moment, instruction), moment.today, code));
  return { status: 'refused', code };
}

async function end(work: UnitOfWork, ended: JointInstruction): Promise<Outcome> {
  await releaseAll(work, ended);
  writeJoint(work.state, ended);
  const type = ended.status === 'expired' ? 'JointInstructionExpired' : 'JointInstructionRefused';
  work.events.push({ type, instruction: ended });
  return { status: ended.status };
}

/** The instruction with what its failing has cost up to now. */
const accrued = ({ securities, lead, today }: JointMoment, instruction: JointInstruction): JointInstruction =>
  accruePenalties(
    instruction,
    {
      calendar: lead.calendar,
      rates: (isin) => (isin === undefined ? lead : securities.get(isin))?.security.failPenalties,
    },
    today,
  );

/** Leaves an instruction as it is; one that is due gets on record why, and what that has cost. */
function keepWaiting(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  code: ErrorCode,
  legs: readonly number[] = code === 'PAYMENT_NOT_RECEIVED' ? unpaidLegs(instruction) : [],
): Outcome {
  const { lead, today } = moment;
  const due = adjustDate([lead.calendar], instruction.settlementDate, 'following');
  const noted = isBefore(today, due) ? instruction : noteFailure(accrued(moment, instruction), due, { code, legs });
  if (noted !== instruction) {
    writeJoint(work.state, noted);
    work.events.push({ type: 'JointInstructionFailing', instruction: noted });
  }
  return { status: instruction.status, code };
}
