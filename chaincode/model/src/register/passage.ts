import type { BusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { isSameDesignation, type SubAccount } from './designation.js';
import { freeParcel, inForceOn, parcelsOf, parcelUnits, type Encumbrance } from './encumbrance.js';
import type { SubjectTo } from './encumbrance-requests.js';
import type { Movement } from './movement.js';

/** An encumbrance of units that move: what stays behind of it, and what goes along. With neither, it ends. */
export interface Severed {
  readonly before: Encumbrance;
  readonly stays?: Encumbrance;
  readonly passes?: Encumbrance;
}

/** What becomes of the encumbrances of a holding of which units move. */
export interface Passage {
  /** Those that lie on the sender's holding afterwards. */
  readonly left: readonly Encumbrance[];
  readonly severed: readonly Severed[];
}

/** Why units do not move with what lies on them. */
export type PassageObstacle =
  | 'ENCUMBRANCE_UNKNOWN'
  | 'ENCUMBRANCE_UNNAMED'
  | 'ENCUMBRANCE_STAYS'
  | 'ENCUMBRANCE_EXISTS'
  | 'ENCUMBRANCES_TOO_MANY'
  | 'ENCUMBRANCE_NOT_ENFORCEABLE'
  | 'ENFORCEMENT_BLOCKED'
  | 'ENFORCEMENT_EXCEEDS_ENCUMBRANCE';

/**
 * What a movement makes of the encumbrances of the sender, or why it cannot. Units on which nothing lies move without a
 * word about any of it; encumbered ones move with what lies on them only where the movement says so, as a whole by a
 * recovery, or because one of them is enforced.
 */
export function passageOf(
  movement: Movement,
  encumbrances: readonly Encumbrance[],
  today: BusinessDate,
): Passage | PassageObstacle {
  const inForce = inForceOn(encumbrances, today);
  switch (movement.kind) {
    case 'recovery':
      return { left: [], severed: inForce.map((before) => ({ before, passes: before })) };
    case 'transfer':
    case 'forcedTransfer': {
      if (movement.subjectTo === undefined) return { left: inForce, severed: [] };
      const { from, units, subjectTo, kind } = movement;
      return passing(inForce, { from, units, subjectTo, isOrdered: kind === 'forcedTransfer' });
    }
    case 'enforcement':
      return enforcing(inForce, movement);
    default:
      return { left: inForce, severed: [] };
  }
}

interface Passing {
  readonly from: SubAccount;
  readonly units: bigint;
  readonly subjectTo: SubjectTo;
  /** An order takes what does not follow by the holder's word, too. */
  readonly isOrdered: boolean;
}

/** Encumbered units go first, in the order in which the encumbrances are named; only the last ones may be a part. */
function passing(
  inForce: readonly Encumbrance[],
  { from, units, subjectTo, isOrdered }: Passing,
): Passage | PassageObstacle {
  const parcels = parcelsOf(inForce.filter((each) => isSameDesignation(each.designation, from.designation)));
  const severed: Severed[] = [];
  const taken = new Set<number>();
  let open = units;
  for (const id of subjectTo) {
    const found = [...parcels].find(([, each]) => each.some(({ encumbranceId }) => encumbranceId === id));
    if (found === undefined) return 'ENCUMBRANCE_UNKNOWN';
    const [number, parcel] = found;
    if (taken.has(number)) continue;
    taken.add(number);
    if (!parcel.every(({ encumbranceId }) => subjectTo.includes(encumbranceId))) return 'ENCUMBRANCE_UNNAMED';
    if (!isOrdered && !parcel.every(({ follows }) => follows === true)) return 'ENCUMBRANCE_STAYS';
    const covered = parcelUnits(parcel);
    const part = covered < open ? covered : open;
    open -= part;
    if (part > 0n) severed.push(...parcel.map((each) => sever(each, part, true)));
  }
  return withSevered(inForce, severed);
}

/** Kinds whose beneficiary is satisfied out of the units. */
const ENFORCEABLE: readonly Encumbrance['kind'][] = ['pledge', 'lien'];
/** Kinds that keep units in place against whoever comes after them. */
const BLOCKING: readonly Encumbrance['kind'][] = ['attachment', 'lock'];

/**
 * Units go free of the encumbrance that is enforced and of those that come after it; those before it stay with the units.
 * What is left of each lies on what is left of the units.
 */
function enforcing(
  inForce: readonly Encumbrance[],
  { encumbranceId: id, units }: Extract<Movement, { kind: 'enforcement' }>,
): Passage | PassageObstacle {
  const enforced = inForce.find(({ encumbranceId }) => encumbranceId === id);
  if (enforced === undefined) return 'ENCUMBRANCE_UNKNOWN';
  if (!ENFORCEABLE.includes(enforced.kind)) return 'ENCUMBRANCE_NOT_ENFORCEABLE';
  if (units > enforced.units) return 'ENFORCEMENT_EXCEEDS_ENCUMBRANCE';
  const parcel = inForce.filter((each) => each.parcel === enforced.parcel);
  const isBefore = (each: Encumbrance): boolean => each.order < enforced.order;
  if (parcel.some((each) => isBefore(each) && BLOCKING.includes(each.kind))) return 'ENFORCEMENT_BLOCKED';
  return withSevered(
    inForce,
    parcel.map((each) => sever(each, units, isBefore(each))),
  );
}

/** An encumbrance when the first so many units of its parcel go: each covers the first ones. */
function sever(before: Encumbrance, units: bigint, passes: boolean): Severed {
  const gone = before.units < units ? before.units : units;
  const rest = before.units - gone;
  return {
    before,
    ...(rest === 0n ? {} : { stays: { ...before, units: rest } }),
    ...(passes ? { passes: { ...before, units: gone } } : {}),
  };
}

function withSevered(inForce: readonly Encumbrance[], severed: readonly Severed[]): Passage {
  const left = inForce.flatMap((each) => {
    const cut = severed.find(({ before }) => before === each);
    if (cut === undefined) return [each];
    return cut.stays === undefined ? [] : [cut.stays];
  });
  return { left, severed };
}

/** Encumbrances as they lie from now on. */
export interface Arrival {
  /** All of the receiver. */
  readonly encumbrances: readonly Encumbrance[];
  readonly severed: readonly Severed[];
}

/**
 * What passes comes to lie on the units of the receiver, on parcels of their own: with its id, its order, its document
 * and its date.
 *
 * @param ofReceiver - what lies on its holding already
 */
export function arriveAt(
  { severed }: Passage,
  ofReceiver: readonly Encumbrance[],
  { holderId, designation: of }: SubAccount,
  { today, keepsDesignation }: { readonly today: BusinessDate; readonly keepsDesignation: boolean },
): Arrival | PassageObstacle {
  const encumbrances = [...inForceOn(ofReceiver, today)];
  const parcels = new Map<number, number>();
  const arrived: Severed[] = [];
  for (const each of severed) {
    const { passes } = each;
    if (passes === undefined) {
      arrived.push(each);
      continue;
    }
    if (encumbrances.some(({ encumbranceId }) => encumbranceId === passes.encumbranceId)) return 'ENCUMBRANCE_EXISTS';
    if (encumbrances.length >= LIMITS.encumbrancesByWordMax) return 'ENCUMBRANCES_TOO_MANY';
    const parcel = parcels.get(passes.parcel) ?? freeParcel(encumbrances);
    parcels.set(passes.parcel, parcel);
    const at = keepsDesignation ? { ...passes, holderId } : { ...undesignated(passes), holderId, ...designated(of) };
    encumbrances.push({ ...at, parcel });
    arrived.push({ ...each, passes: { ...at, parcel } });
  }
  return { encumbrances, severed: arrived };
}

function undesignated(each: Encumbrance): Encumbrance {
  const { designation, ...others } = each;
  return designation === undefined ? each : others;
}

const designated = (of: SubAccount['designation']): Pick<SubAccount, 'designation'> =>
  of === undefined ? {} : { designation: of };

/** What a movement changes of encumbrances: the holdings as they are from now on, and what became of each. */
export interface EncumbranceEffect {
  readonly holdings: readonly { readonly holderId: PartyId; readonly encumbrances: readonly Encumbrance[] }[];
  readonly severed: readonly Severed[];
}

/** What a movement changes of encumbrances, or why it cannot; nothing where none lies on units that move. */
export function encumbranceEffect(
  movement: Movement,
  passage: Passage,
  ofReceiver: readonly Encumbrance[],
  today: BusinessDate,
): EncumbranceEffect | PassageObstacle | undefined {
  if (passage.severed.length === 0 || !('from' in movement) || !('to' in movement)) return undefined;
  const { from, to } = movement;
  const isOne = from.holderId === to.holderId;
  const keepsDesignation = movement.kind === 'recovery';
  const arrival = arriveAt(passage, isOne ? passage.left : ofReceiver, to, { today, keepsDesignation });
  if (typeof arrival === 'string') return arrival;
  const received = { holderId: to.holderId, encumbrances: arrival.encumbrances };
  const left = { holderId: from.holderId, encumbrances: passage.left };
  return { holdings: isOne ? [received] : [left, received], severed: arrival.severed };
}
