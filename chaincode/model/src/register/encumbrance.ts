import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, sha256Text, type MspId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { count, flag, list, optional, pattern, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord, type Migration } from '../serialisation/stored-record.js';
import { designation, isSameDesignation, type Designation } from './designation.js';
import { isFreezeInForce } from './freeze.js';
import { LEGAL_BASES, type LegalBasis } from './legal-basis.js';

/**
 * Why units stay where they are: until a day or a condition (lock), as security for a debt by contract (pledge) or for
 * what the holder owes otherwise (lien), because another party has their income (usufruct), or by order of a court or an
 * authority (attachment).
 */
export const ENCUMBRANCE_KINDS = ['lock', 'pledge', 'lien', 'usufruct', 'attachment'] as const;

/** Why units stay where they are. */
export type EncumbranceKind = (typeof ENCUMBRANCE_KINDS)[number];

/** Names an encumbrance of a holding. */
export interface EncumbranceReference {
  readonly isin: Isin;
  readonly holderId: PartyId;
  readonly encumbranceId: string;
}

/** Units of a holding on which a right of somebody else lies. */
export interface Encumbrance extends EncumbranceReference {
  readonly kind: EncumbranceKind;
  readonly units: bigint;
  /** The sub-account that it lies on; absent: units of the holder that are allocated to nobody. */
  readonly designation?: Designation;
  /** The units of the holding on which it lies, as a number: encumbrances of one parcel lie on the same units. */
  readonly parcel: number;
  /** Its place in the order of those on the same units; the rank is the place among those in force. */
  readonly order: number;
  /** Whom it serves: the pledgee, the lienor, the usufructuary, the creditor, or who decides the condition. */
  readonly beneficiary: PartyId;
  /** Whether its holder may transfer the units subject to it. */
  readonly follows?: boolean;
  readonly since: BusinessDate;
  /** Last business date on which it holds; absent: until it is released. */
  readonly until?: BusinessDate;
  /** SHA-256 of the agreement or of the order, with a salt in it. */
  readonly document: Sha256;
  /** By whose order and on what basis, of an attachment: nobody else lifts it. */
  readonly orderedBy?: MspId;
  readonly basis?: LegalBasis['basis'];
}

/** Reader of an encumbrance id. */
export const encumbranceId = pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an encumbrance id');

/** Fields of what names an encumbrance. */
export const encumbranceReferenceFields = { isin, holderId: partyId, encumbranceId } as const;

const place = count({ min: 1, max: LIMITS.encumbranceOrderMax });
const encumbrance: Reader<Encumbrance> = record({
  ...encumbranceReferenceFields,
  kind: word(...ENCUMBRANCE_KINDS),
  units,
  designation: optional(designation),
  parcel: place,
  order: place,
  beneficiary: partyId,
  follows: optional(flag),
  since: businessDate,
  until: optional(businessDate),
  document: sha256Text,
  orderedBy: optional(mspId),
  basis: optional(word(...LEGAL_BASES)),
});

/** Before ranks, each lay on units of its own. */
const onUnitsOfTheirOwn: Migration = ({ encumbrances, ...others }) => ({
  ...others,
  encumbrances: (encumbrances as readonly object[]).map((each, index) => ({ ...each, parcel: index + 1, order: 1 })),
});

/** How the encumbrances of a holding are stored; a holding without any has no record. */
export const encumberedHoldingRecord = storedRecord<{ readonly encumbrances: readonly Encumbrance[] }>(
  'encumbered holding',
  record({ encumbrances: list(encumbrance, { min: 1, max: LIMITS.encumbrancesPerHoldingMax }) }),
  [onUnitsOfTheirOwn],
);

/** Those that hold on a day. */
export const inForceOn = (encumbrances: readonly Encumbrance[], today: BusinessDate): readonly Encumbrance[] =>
  encumbrances.filter((each) => isFreezeInForce(each, today));

/** An encumbrance as others see it: with its rank among those in force on the same units, the first one first. */
export type RankedEncumbrance = Encumbrance & { readonly rank: number };

/** The encumbrances in force on a day, by the units on which they lie and by rank. */
export function inRankOrder(encumbrances: readonly Encumbrance[], today: BusinessDate): readonly RankedEncumbrance[] {
  const parcels = [...parcelsOf(inForceOn(encumbrances, today))].sort(([left], [right]) => left - right);
  return parcels.flatMap(([, parcel]) => parcel.map((each, index) => ({ ...each, rank: index + 1 })));
}

/** Encumbrances by the units on which they lie, each list in the order of ranks. */
export function parcelsOf(encumbrances: readonly Encumbrance[]): ReadonlyMap<number, readonly Encumbrance[]> {
  const parcels = new Map<number, Encumbrance[]>();
  for (const each of [...encumbrances].sort((left, right) => left.order - right.order)) {
    const parcel = parcels.get(each.parcel);
    if (parcel === undefined) parcels.set(each.parcel, [each]);
    else parcel.push(each);
  }
  return parcels;
}

/**
 * The units that encumbrances of one parcel hold: they overlap as far as they can, so that the largest covers all others,
 * and each covers the first so many units of the parcel.
 */
export const parcelUnits = (parcel: readonly Encumbrance[]): bigint =>
  parcel.reduce((most, { units: each }) => (each > most ? each : most), 0n);

/**
 * Refuses to end encumbrances before others that come after them on the same units and stay: a right that ranks before is
 * not ended in favour of a later one.
 *
 * @throws DomainError DISCHARGE_OUT_OF_RANK
 */
export function requireRankOrder(
  encumbrances: readonly Encumbrance[],
  ended: readonly string[],
  today: BusinessDate,
): void {
  for (const parcel of parcelsOf(inForceOn(encumbrances, today)).values()) {
    const isEnded = ({ encumbranceId: id }: Encumbrance): boolean => ended.includes(id);
    const before = parcel.find(isEnded);
    const after = parcel.findLast((each) => !isEnded(each));
    if (before !== undefined && after !== undefined && before.order < after.order) {
      throw new DomainError('DISCHARGE_OUT_OF_RANK', { encumbranceId: before.encumbranceId });
    }
  }
}

/** The units that encumbrances hold on a day: those of a parcel are the same units, parcels are different ones and add up. */
export const encumberedUnits = (encumbrances: readonly Encumbrance[], today: BusinessDate): bigint =>
  [...parcelsOf(inForceOn(encumbrances, today)).values()].reduce((sum, parcel) => sum + parcelUnits(parcel), 0n);

/** What becomes an encumbrance once it has a place. */
export type NewEncumbrance = Omit<Encumbrance, 'parcel' | 'order'>;

/** Where an encumbrance is to lie. */
export interface EncumbrancePlace {
  /** An encumbrance on the units on which it is to lie, too; absent: on units on which none does. */
  readonly over?: string;
  /** The rank that it is to have; absent: the next one. */
  readonly rank?: number;
}

/**
 * Gives a new encumbrance its place: after all that are in force on the same units. Those whose time is over make room.
 *
 * @returns all encumbrances of the holding, the new one last
 * @throws DomainError ENCUMBRANCE_EXISTS, ENCUMBRANCE_UNKNOWN, ENCUMBRANCE_RANK_TAKEN, LIMIT_EXCEEDED
 */
export function withEncumbrance(
  encumbrances: readonly Encumbrance[],
  added: NewEncumbrance,
  { over, rank }: EncumbrancePlace,
  today: BusinessDate,
): readonly Encumbrance[] {
  const inForce = inForceOn(encumbrances, today);
  const { encumbranceId: id } = added;
  if (inForce.some((each) => each.encumbranceId === id)) {
    throw new DomainError('ENCUMBRANCE_EXISTS', { encumbranceId: id });
  }
  const parcel = over === undefined ? freeParcel(inForce) : parcelOver(inForce, added, over, today);
  const before = inForce.filter((each) => each.parcel === parcel);
  const next = before.length + 1;
  if (rank !== undefined && rank !== next) {
    throw new DomainError('ENCUMBRANCE_RANK_TAKEN', { encumbranceId: id, rank: next });
  }
  requireRoom(inForce, added.kind);
  const order = before.reduce((last, each) => Math.max(last, each.order), 0) + 1;
  return [...inForce, { ...added, parcel, order }];
}

/** The units on which an encumbrance of the same sub-account lies. */
function parcelOver(
  inForce: readonly Encumbrance[],
  { designation: of }: NewEncumbrance,
  over: string,
  today: BusinessDate,
): number {
  const first = requireEncumbrance(inForce, over, today);
  if (!isSameDesignation(first.designation, of)) throw new DomainError('ENCUMBRANCE_UNKNOWN', { encumbranceId: over });
  return first.parcel;
}

/** The lowest number that no parcel has. */
export function freeParcel(inForce: readonly Pick<Encumbrance, 'parcel'>[]): number {
  const taken = new Set(inForce.map(({ parcel }) => parcel));
  for (let number = 1; ; number += 1) if (!taken.has(number)) return number;
}

/** @throws DomainError LIMIT_EXCEEDED */
export function requireRoom(inForce: readonly Encumbrance[], kind: Encumbrance['kind']): void {
  const encumbrancesMax = kind === 'attachment' ? LIMITS.encumbrancesPerHoldingMax : LIMITS.encumbrancesByWordMax;
  if (inForce.length + 1 > encumbrancesMax) throw new DomainError('LIMIT_EXCEEDED', { encumbrancesMax });
}

/** An encumbrance of a holding that is in force. @throws DomainError ENCUMBRANCE_UNKNOWN */
export function requireEncumbrance(encumbrances: readonly Encumbrance[], id: string, today: BusinessDate): Encumbrance {
  const found = inForceOn(encumbrances, today).find((each) => each.encumbranceId === id);
  if (found === undefined) throw new DomainError('ENCUMBRANCE_UNKNOWN', { encumbranceId: id });
  return found;
}
