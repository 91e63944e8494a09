import type { BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { Security } from '../security/security.js';
import type { LotId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { isLotOf, lotIdOf, totalUnits, type Lot, type LotOrigin } from './lot.js';
import type { LotSelection } from './lot-selection.js';
import { addsUnits, keepsOwner, removesUnits, type Movement, type Side } from './movement.js';
import type { Designation } from './designation.js';
import type { EncumbranceEffect } from './passage.js';
import { passedOnBefore, passedOnOfAll, passedOnWith } from './passed-on.js';

/** What changes on the register. */
export interface MovementEffect {
  readonly consumed: readonly Lot[];
  readonly created: readonly Lot[];
  /** Units in the register after what changes them. */
  readonly outstanding?: bigint;
  /** What becomes of encumbrances that lie on units that move. */
  readonly encumbrances?: EncumbranceEffect;
}

/** Where and when an effect comes about. */
export interface EffectPlace {
  readonly security: Pick<Security, 'isin'>;
  readonly businessDate: BusinessDate;
  readonly transactionId: string;
  /** Index of the next lot that this transaction creates. */
  readonly nextLotIndex: number;
}

/** The effect of a movement that is allowed, with the lots that were chosen for it. */
export function effectOf(movement: Movement, place: EffectPlace, selection: LotSelection): MovementEffect {
  const { security, transactionId, nextLotIndex } = place;
  const { consumed, remainder } = selection;
  const created: Lot[] = [];
  const add = ({ holderId, attestors, quorums }: Side, lot: NewLot): void => {
    const lotId = lotIdOf(transactionId, nextLotIndex + created.length);
    const attestation = quorums === undefined ? { attestors } : { attestors, quorums };
    created.push({ lotId, isin: security.isin, holderId, ...attestation, ...lot });
  };
  for (const lot of arriving(movement, place, selection)) add(arrivingSide(movement), lot);
  const last = consumed.at(-1);
  if ('from' in movement && last !== undefined && remainder > 0n) {
    const counted = passedOnBefore(movement, last, selection);
    add(movement.from, { ...remainderOf(last, remainder, transactionId), ...counted });
  }
  const effect = { consumed, created, ...outstandingAfter(movement) };
  if ('from' in movement) requireConserved(movement, effect);
  return effect;
}

/** What leaves a holder is what arrives and what stays: whatever chose the lots, no unit comes of nothing. */
function requireConserved(movement: Extract<Movement, { readonly from: Side }>, effect: MovementEffect): void {
  const { consumed, created } = effect;
  const gone = outstandingAfter(movement).outstanding === undefined ? 0n : movement.units;
  const isDistinct = new Set(consumed.map(({ lotId }) => lotId)).size === consumed.length;
  if (!isDistinct || totalUnits(consumed) !== totalUnits(created) + gone)
    throw new DomainError('REGISTER_INCONSISTENT');
}

function arrivingSide(movement: Movement): Side {
  if ('to' in movement) return movement.to;
  if (movement.kind !== 'rehoming') return movement.from;
  return { holderId: movement.from.holderId, ...movement.attestation };
}

interface NewLot {
  readonly designation?: Designation;
  readonly units: bigint;
  readonly passedOn?: bigint;
  readonly acquiredOn: BusinessDate;
  readonly price?: string;
  readonly pricePer?: bigint;
  readonly origin: LotOrigin;
  readonly sources: readonly Lot['lotId'][];
}

/** The lots that a movement brings about, besides what is left of a consumed one. */
function arriving(movement: Movement, place: EffectPlace, selection: LotSelection): readonly NewLot[] {
  const { consumed } = selection;
  const { businessDate: today, transactionId } = place;
  const sources = sourcesOf(consumed, transactionId);
  if (removesUnits(movement)) return [];
  const movedOf = (lot: Lot): Omit<NewLot, 'origin'> => partOf(lot, movedUnits(lot, selection), transactionId);
  const kept = (lot: Lot): Omit<NewLot, 'origin'> => ({
    ...movedOf(lot),
    ...passedOnWith(lot, movedUnits(lot, selection)),
  });
  switch (movement.kind) {
    case 'exchangeIn':
      return movement.lots.map(({ source, ...lot }) => ({
        ...{ ...lot, ...designated(movement.to) },
        ...{ origin: 'exchange', sources: [source] },
      }));
    case 'issue':
    case 'dematerialisation': {
      const { kind: origin, to, units, acquiredOn = today } = movement;
      const lot = { units, acquiredOn, origin, sources, ...designated(to) };
      return ['price' in movement ? { ...lot, price: movement.price } : lot];
    }
    case 'consolidation':
      return consumed.slice(0, 1).map((first) => ({
        ...remainderOf(first, totalUnits(consumed), transactionId),
        ...passedOnOfAll(consumed),
        origin: 'consolidation',
        sources,
      }));
    case 'recovery':
    case 'rehoming':
      return consumed.map((lot) => ({ ...designated(lot), ...kept(lot), origin: movement.kind }));
    case 'correction': {
      const { to, acquired } = movement;
      return consumed.map((lot) => ({
        ...{ ...designated(to), ...movedOf(lot), ...acquired },
        origin: 'correction',
      }));
    }
    case 'transfer':
    case 'forcedTransfer':
    case 'enforcement': {
      const { to, units } = movement;
      if (!keepsOwner(movement)) return [{ units, acquiredOn: today, origin: 'transfer', sources, ...designated(to) }];
      // whoever has the units now has had them since then: only their custody is another
      return consumed.map((lot) => ({ ...designated(to), ...kept(lot), origin: 'transfer' }));
    }
  }
}

/** What moves of a consumed lot. */
const movedUnits = (lot: Lot, { consumed, remainder }: LotSelection): bigint =>
  lot === consumed.at(-1) ? lot.units - remainder : lot.units;

const designated = ({ designation }: { readonly designation?: Designation }): Pick<NewLot, 'designation'> =>
  designation === undefined ? {} : { designation };

/** Some units of a lot, with the date and the price at which they were acquired. */
const partOf = (lot: Lot, units: bigint, transactionId: string): Omit<NewLot, 'origin'> => ({
  units,
  acquiredOn: lot.acquiredOn,
  ...(lot.price === undefined ? {} : { price: lot.price }),
  ...(lot.pricePer === undefined ? {} : { pricePer: lot.pricePer }),
  sources: sourcesOf([lot], transactionId),
});

/** What is left of a lot stays in its sub-account. */
const remainderOf = (lot: Lot, units: bigint, transactionId: string): NewLot => ({
  ...designated(lot),
  ...partOf(lot, units, transactionId),
  origin: 'remainder',
});

/**
 * A lot of this very transaction is seen by nobody else: what went into it went into what follows.
 *
 * @throws DomainError LIMIT_EXCEEDED where a lot would have more sources than can be read again
 */
function sourcesOf(consumed: readonly Lot[], transactionId: string): readonly LotId[] {
  const sources = new Set(consumed.flatMap((lot) => (isLotOf(lot.lotId, transactionId) ? lot.sources : [lot.lotId])));
  const { sourcesPerLotMax: sourcesMax } = LIMITS;
  if (sources.size > sourcesMax) throw new DomainError('LIMIT_EXCEEDED', { sourcesMax });
  return [...sources];
}

function outstandingAfter(movement: Movement): Pick<MovementEffect, 'outstanding'> {
  if (addsUnits(movement)) return { outstanding: movement.outstanding + movement.units };
  return removesUnits(movement) ? { outstanding: movement.outstanding - movement.units } : {};
}
