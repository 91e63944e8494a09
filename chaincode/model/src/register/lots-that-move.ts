import { judgeExpression } from '../compliance/judge.js';
import { LIMITS } from '../limits.js';
import { heldBackIn, subAccountObstacle, unitsObstacle, type UnitsObstacle } from './available.js';
import { selectAlike, type ConsolidationObstacle } from './consolidation.js';
import { selectCredited, type CorrectionShortfall } from './correction.js';
import { inSubAccount } from './designation.js';
import { inOrder, type LotChoice } from './lot-choice.js';
import { selectLots, type LotSelection, type SelectionShortfall } from './lot-selection.js';
import type { Lot } from './lot.js';
import type { Movement } from './movement.js';
import type { ComplianceQuestion, MovementFacts } from './move-holding.js';
import type { Encumbrance } from './encumbrance.js';
import { reservedUnits, type Reservation } from './reservation.js';

/** The lots that move, or why none do. */
export type Selection = LotSelection | SelectionShortfall | CorrectionShortfall | UnitsObstacle | ConsolidationObstacle;

type Taking = Exclude<Movement, { kind: 'issue' | 'exchangeIn' | 'dematerialisation' | 'consolidation' | 'rehoming' }>;

/**
 * Which lots a movement consumes.
 *
 * @param left - encumbrances that lie on the sender's holding when the units are gone
 */
export function lotsThatMove(
  movement: Movement,
  facts: MovementFacts,
  left: readonly Encumbrance[] = facts.encumbrances,
): Selection {
  switch (movement.kind) {
    case 'issue':
    case 'exchangeIn':
    case 'dematerialisation':
      return { consumed: [], remainder: 0n };
    case 'consolidation':
      return isSetAsideAmong(movement.lotIds, facts.reservations)
        ? 'UNITS_RESERVED'
        : selectAlike(facts.senderLots, movement.lotIds);
    case 'rehoming':
      return selectNamed(facts.senderLots, movement.lotIds, movement.units, LIMITS.lotsPerRehomingMax);
    default:
      return selectAvailable({ ...facts, encumbrances: left }, movement);
  }
}

/** Which lots move does not matter to those who wait for reserved units, as long as as many are left. */
function selectAvailable(facts: MovementFacts, movement: Taking): Selection {
  const { kind, units, from } = movement;
  const { senderLots } = facts;
  if (kind === 'recovery') {
    // what passes to the successor as a whole stays frozen, locked and pledged there
    const reserved = reservedUnits(facts.reservations);
    const selection = selectLots(inOrder(senderLots), units, LIMITS.lotsPerRecoveryMax);
    return unitsObstacle(senderLots, { reserved, encumbered: 0n, frozen: 0n }, units) ?? selection;
  }
  const lots = inSubAccount(notSetAside(senderLots, facts.reservations), from.designation);
  const selection =
    kind === 'correction' ? selectCredited(lots, units, movement.corrects.entry) : selectChosen(facts, movement, lots);
  if (selection === 'UNITS_PASSED_ON' || selection === 'LOT_UNKNOWN') return selection;
  const heldBack = heldBackIn(facts, from, facts.businessDate);
  return subAccountObstacle(senderLots, from.designation, heldBack, units) ?? selection;
}

const isSetAsideAmong = (ids: readonly Lot['lotId'][], reservations: readonly Reservation[]): boolean =>
  reservations.some((each) => each.lots?.some((id) => ids.includes(id)) === true);

/** Lots that are set aside for another settlement stay for it. */
function notSetAside(lots: readonly Lot[], reservations: readonly Reservation[]): readonly Lot[] {
  const setAside = new Set(reservations.flatMap((each) => each.lots ?? []));
  return setAside.size === 0 ? lots : lots.filter(({ lotId }) => !setAside.has(lotId));
}

function selectChosen(
  { compliance }: MovementFacts,
  movement: Taking,
  lots: readonly Lot[],
): LotSelection | SelectionShortfall | 'LOT_UNKNOWN' {
  const { units } = movement;
  const chosen: LotChoice | undefined = 'lots' in movement ? movement.lots : undefined;
  if (chosen !== undefined && typeof chosen !== 'string') return selectNamed(lots, chosen, units);
  const ordered = inOrder(lots, chosen);
  const first = selectLots(ordered, units);
  const refusing = compliance.filter((question) => typeof first !== 'string' && refuses(question, first.consumed));
  if (refusing.length === 0) return first;
  const isFree = (lot: Lot): boolean => refusing.every((question) => !refuses(question, [lot]));
  return selectLots(freeFirst(ordered, units, isFree), units);
}

function selectNamed(
  lots: readonly Lot[],
  ids: readonly Lot['lotId'][],
  units: bigint,
  lotsMax?: number,
): LotSelection | SelectionShortfall | 'LOT_UNKNOWN' {
  const named = ids.map((id) => lots.find((lot) => isSuccessorOf(lot, id))).filter((lot) => lot !== undefined);
  // a lot by its own id and by that of the one before it is one lot
  return new Set(named).size < ids.length ? 'LOT_UNKNOWN' : selectLots(named, units, lotsMax);
}

/** Whether a lot is the one that is named, or what it became when its attestors changed. */
const isSuccessorOf = ({ lotId, origin, sources }: Lot, named: Lot['lotId']): boolean =>
  lotId === named || (origin === 'rehoming' && sources.includes(named));

/** Whether rules refuse these lots for what they are: a reason that there is not where no lot is looked at. */
function refuses({ expression, facts }: ComplianceQuestion, lots: readonly Lot[]): boolean {
  const anyway = judgeExpression(expression, facts.consuming([])).reasons;
  return judgeExpression(expression, facts.consuming(lots)).reasons.some((reason) => !anyway.includes(reason));
}

/** The order with as many free lots before all others as are needed. */
function freeFirst(ordered: readonly Lot[], units: bigint, isFree: (lot: Lot) => boolean): readonly Lot[] {
  const [free, bound]: [Lot[], Lot[]] = [[], []];
  let gathered = 0n;
  for (const lot of ordered) {
    if (gathered >= units) break;
    if (!isFree(lot)) bound.push(lot);
    else {
      free.push(lot);
      gathered += lot.units;
    }
  }
  return [...free, ...bound];
}
