import {
  DomainError,
  netDeliveries,
  openLegs,
  refuseJoint,
  reservationObstacle,
  reserveJoint,
  withoutReservation,
  withReservation,
  type ErrorCode,
  type Isin,
  type JointInstruction,
  type Leg,
  type NetPosition,
  type PartyId,
} from '@scrip/model';
import { writeJoint } from '../records/joint-records.js';
import { readReservations, writeReservations } from '../records/reservation-records.js';
import { shortfallOf } from '../register/held-back.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { JointMoment } from './joint-moment.js';
import { jointAuthorityObstacle } from './party-authority.js';

/** How an instruction stands after an attempt, with what kept it from going on. */
export interface JointProgress {
  readonly status: JointInstruction['status'];
  readonly code?: ErrorCode;
  /** Legs whose sender lacks units. */
  readonly legs?: readonly number[];
}

/**
 * Reserves the net units of all senders, or none: from then on the parties are bound, and nothing else moves these
 * units. An instruction whose authority has lapsed for good is refused; one that lacks units waits for them.
 */
export async function reserveNow(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
): Promise<JointProgress> {
  const obstacle = reservationObstacle(instruction, moment.today);
  if (obstacle !== undefined) return { status: instruction.status, code: obstacle };
  const lapsed = await jointAuthorityObstacle(work, instruction, moment);
  if (lapsed?.isForGood === true) {
    const refused = refuseJoint(instruction, moment.today, lapsed.code);
    writeJoint(work.state, refused);
    work.events.push({ type: 'JointInstructionRefused', instruction: refused });
    return { status: refused.status, code: lapsed.code };
  }
  if (lapsed !== undefined) return { status: instruction.status, code: lapsed.code };
  try {
    await work.attempt(() => reserveAll(work, moment, instruction));
  } catch (error) {
    if (error instanceof Lacking) return { status: instruction.status, code: error.code, legs: error.legs };
    if (error instanceof DomainError) return { status: instruction.status, code: error.code };
    throw error;
  }
  return { status: 'reserved' };
}

/** A sender that lacks units: what was reserved of others is undone. */
class Lacking extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly legs: readonly number[],
  ) {
    super(code);
  }
}

async function reserveAll(work: UnitOfWork, moment: JointMoment, instruction: JointInstruction): Promise<void> {
  const { instructionId, legs } = instruction;
  for (const position of netDeliveries(openLegs(instruction))) {
    const { isin, holderId, units } = position;
    const lack = await lackOf(work, moment, position);
    if (lack !== undefined) throw new Lacking(lack, legsOf(legs, isin, holderId));
    const more = withReservation(await readReservations(work.state, isin, holderId), { instructionId, units });
    writeReservations(work.state, { isin, holderId, reservations: more });
  }
  const reserved = reserveJoint(instruction);
  writeJoint(work.state, reserved);
  work.events.push({ type: 'JointInstructionReserved', instruction: reserved });
}

/** Why units of a sender are not there to be delivered, if so. */
export const lackOf = (
  work: UnitOfWork,
  { securities, today }: JointMoment,
  position: NetPosition,
): Promise<ErrorCode | undefined> =>
  shortfallOf(work.state, position, securities.get(position.isin)?.now.businessDate ?? today);

/** The legs by which a party delivers a security. */
const legsOf = (legs: readonly Leg[], isin: Isin, from: PartyId): readonly number[] =>
  legs.flatMap((leg, position) =>
    leg.kind === 'delivery' && leg.isin === isin && leg.from === from ? [position] : [],
  );

/** Ends all reservations of an instruction: done by whatever ends the instruction, in the same transaction. */
export async function releaseAll(work: UnitOfWork, { instructionId, legs }: JointInstruction): Promise<void> {
  for (const { isin, holderId } of netDeliveries(legs)) {
    const reservations = await readReservations(work.state, isin, holderId);
    const rest = withoutReservation(reservations, instructionId);
    if (rest.length < reservations.length) writeReservations(work.state, { isin, holderId, reservations: rest });
  }
}
