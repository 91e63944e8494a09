import type { BusinessDate } from '../dates/business-date.js';
import type { Security } from '../security/security.js';
import type { LotId } from '../identifiers/names.js';
import { isLotOf, lotIdOf, totalUnits, type Lot, type LotOrigin } from './lot.js';
import type { LotSelection } from './lot-selection.js';
import type { Movement, Side } from './movement.js';

/** What changes on the register. */
export interface MovementEffect {
  readonly consumed: readonly Lot[];
  readonly created: readonly Lot[];
  /** Units outstanding after an issue or a redemption. */
  readonly outstanding?: bigint;
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
export function effectOf(
  movement: Movement,
  { security, businessDate: acquiredOn, transactionId, nextLotIndex }: EffectPlace,
  { consumed, remainder }: LotSelection,
): MovementEffect {
  const created: Lot[] = [];
  const sources = sourcesOf(consumed, transactionId);
  const add = (side: Side, lot: NewLot): void => {
    created.push({
      lotId: lotIdOf(transactionId, nextLotIndex + created.length),
      isin: security.isin,
      holderId: side.holderId,
      attestors: side.attestors,
      ...lot,
    });
  };
  if (movement.kind === 'issue') {
    const { to, units, price } = movement;
    const since = movement.acquiredOn ?? acquiredOn;
    add(to, { units, acquiredOn: since, origin: 'issue', sources: [], ...(price === undefined ? {} : { price }) });
  } else if (movement.kind === 'recovery' || movement.kind === 'correction') {
    for (const lot of passedOn(movement, { consumed, remainder }, transactionId)) add(movement.to, lot);
  } else if (movement.kind === 'consolidation') {
    const [first] = consumed;
    const one = first === undefined ? undefined : remainderOf(first, totalUnits(consumed), transactionId);
    if (one !== undefined) add(movement.from, { ...one, origin: 'consolidation', sources });
  } else if ('to' in movement) {
    add(movement.to, { units: movement.units, acquiredOn, origin: 'transfer', sources });
  }
  const last = consumed.at(-1);
  if (movement.kind !== 'issue' && last !== undefined && remainder > 0n)
    add(movement.from, remainderOf(last, remainder, transactionId));
  return { consumed, created, ...outstandingAfter(movement) };
}

interface NewLot {
  readonly units: bigint;
  readonly acquiredOn: BusinessDate;
  readonly price?: string;
  readonly origin: LotOrigin;
  readonly sources: readonly Lot['lotId'][];
}

/** Lots that pass as they are: a recovery changes no title, and a correction gives it to whom it belonged. */
const passedOn = (
  movement: Extract<Movement, { readonly kind: 'recovery' | 'correction' }>,
  { consumed, remainder }: LotSelection,
  transactionId: string,
): readonly NewLot[] =>
  consumed.map((lot) => ({
    ...remainderOf(lot, lot === consumed.at(-1) ? lot.units - remainder : lot.units, transactionId),
    ...(movement.kind === 'correction' ? movement.acquired : {}),
    origin: movement.kind,
  }));

/** What is left of a lot keeps the date and the price at which it was acquired. */
const remainderOf = (lot: Lot, units: bigint, transactionId: string): NewLot => ({
  units,
  acquiredOn: lot.acquiredOn,
  ...(lot.price === undefined ? {} : { price: lot.price }),
  origin: 'remainder',
  sources: sourcesOf([lot], transactionId),
});

/** A lot of this very transaction is seen by nobody else: what went into it went into what follows. */
const sourcesOf = (consumed: readonly Lot[], transactionId: string): readonly LotId[] => [
  ...new Set(consumed.flatMap((lot) => (isLotOf(lot.lotId, transactionId) ? lot.sources : [lot.lotId]))),
];

function outstandingAfter(movement: Movement): Pick<MovementEffect, 'outstanding'> {
  switch (movement.kind) {
    case 'issue':
      return { outstanding: movement.outstanding + movement.units };
    case 'redeem':
    case 'cancel':
      return { outstanding: movement.outstanding - movement.units };
    default:
      return {};
  }
}
