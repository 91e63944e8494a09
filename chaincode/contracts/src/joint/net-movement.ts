import {
  DomainError,
  firstReason,
  incurableReason,
  lotOrdersOf,
  netMovements,
  requireSettlementOpen,
  type BusinessDate,
  type ErrorCode,
  type InstructionId,
  type Isin,
  type JointInstruction,
  type Leg,
  type LotOrder,
  type NetMovement,
  type PartyId,
  type SettledMovement,
} from '@scrip/model';
import type { InstructionDetails } from '../compliance/questions.js';
import { applyTogether, type MovementDone, type PlannedMovement } from '../register/joint-movement.js';
import { sideOf } from '../register/movement.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { isTitled } from '../title/seats.js';
import type { JointMoment } from './joint-moment.js';
import { partVerdict } from './part.js';

/** A movement that a rule forbids: what was staged for it is undone. */
export class Blocked extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly isForGood: boolean,
    /** The instruction by which it is forbidden, where one alone is. */
    readonly instructionId?: InstructionId,
  ) {
    super(code);
  }
}

/** An instruction with the legs of it that move now. */
export interface Moving {
  readonly instruction: JointInstruction;
  readonly legs: readonly Leg[];
}

/**
 * Moves the net of all legs, each net movement judged as if it were the last one, where everybody may take part. Rules
 * see the consents that every instruction behind a security has, and the last of their entries.
 *
 * @throws {Blocked} where a rule forbids a movement
 * @throws DomainError UNITS_INSUFFICIENT and others of the register itself
 */
export async function moveNet(
  work: UnitOfWork,
  moment: JointMoment,
  moving: readonly Moving[],
): Promise<readonly SettledMovement[]> {
  const net = netMovements(moving.flatMap(({ legs }) => legs));
  await requireAllMayTakePart(work, moment, moving, net);
  const planned: PlannedMovement[] = [];
  for (const { isin, from, to, units } of net) {
    const timed = moment.securities.get(isin);
    if (timed === undefined) throw new Error('a leg of a security that was not read');
    const { security, now } = timed;
    const sides = {
      from: await sideOf(work, security, { holderId: from }),
      to: await sideOf(work, security, { holderId: to }),
    };
    const movement = { kind: 'transfer', ...sides, units, lots: orderOf(moving, isin, from) } as const;
    const deed = isTitled(security) ? deedOf(behind(moving, isin)) : {};
    planned.push({ security, businessDate: now.businessDate, movement, details: detailsOf(moving, isin), ...deed });
  }
  const { verdicts, done } = await applyTogether(work, planned);
  if (done !== undefined) return done.map(settledMovement);
  const lasting = verdicts.map(incurableReason).find((code) => code !== undefined);
  const first = verdicts.map(firstReason).find((code) => code !== undefined);
  throw new Blocked(lasting ?? first ?? 'INTERNAL', lasting !== undefined);
}

/** In which order lots of a net sender move. @throws {Blocked} where instructions behind the movement contradict each other */
function orderOf(moving: readonly Moving[], isin: Isin, from: PartyId): LotOrder {
  const [first = 'fifo', other] = lotOrdersOf(
    moving.flatMap(({ legs }) => legs),
    isin,
    from,
  );
  if (other === undefined) return first;
  const says = ({ legs }: Moving): boolean => lotOrdersOf(legs, isin, from).includes(other);
  throw new Blocked('LOT_ORDERS_DIFFER', false, moving.find(says)?.instruction.instructionId);
}

/** @throws {Blocked} naming an instruction in which somebody may not take part, first of all one that stays so */
async function requireAllMayTakePart(
  work: UnitOfWork,
  moment: JointMoment,
  moving: readonly Moving[],
  net: readonly NetMovement[],
): Promise<void> {
  const obstacles: Blocked[] = [];
  for (const { instruction } of moving) {
    const verdict = await partVerdict(work, moment, instruction, net);
    const lasting = incurableReason(verdict);
    const code = lasting ?? firstReason(verdict);
    if (code !== undefined) obstacles.push(new Blocked(code, lasting !== undefined, instruction.instructionId));
  }
  const obstacle = obstacles.find(({ isForGood }) => isForGood) ?? obstacles[0];
  if (obstacle !== undefined) throw obstacle;
}

/** Instructions of which legs deliver a security. */
const behind = (moving: readonly Moving[], isin: Isin): readonly JointInstruction[] =>
  moving
    .filter(({ legs }) => legs.some((leg) => leg.kind === 'delivery' && leg.isin === isin))
    .map(({ instruction }) => instruction);

/** What moves for one instruction moves by its deed. */
function deedOf([only, ...others]: readonly JointInstruction[]): Pick<PlannedMovement, 'deed'> {
  return only?.terms === undefined || others.length > 0 ? {} : { deed: only.terms };
}

function detailsOf(moving: readonly Moving[], isin: Isin): InstructionDetails {
  const instructions = behind(moving, isin);
  const dates = instructions.map(({ proposedOn }) => proposedOn).sort();
  return {
    instructionIds: instructions.map(({ instructionId }) => instructionId),
    enteredOn: dates.at(-1) as BusinessDate,
    isScreenedByLeg: true,
  };
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

/** Why nothing settles now, if so: the cut-off of one of the calendars has passed. */
export function closedObstacle({ securities }: JointMoment): ErrorCode | undefined {
  try {
    for (const { now } of securities.values()) requireSettlementOpen(now);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
