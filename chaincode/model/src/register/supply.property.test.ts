import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factsOf, ORDER, SHARE, side, TODAY, transactionId } from '../test-support/register.js';
import { entryIdOf } from './entry-id.js';
import { totalUnits, type Lot } from './lot.js';
import { dryRun, moveHolding, type MovementFacts } from './move-holding.js';
import type { Movement } from './movement.js';

const NAMES = ['a', 'b', 'c', 'd'] as const;
type Name = (typeof NAMES)[number];

/** A command of the model, before it meets the state. */
interface Intention {
  readonly kind: Exclude<Movement['kind'], 'consolidation' | 'rehoming' | 'exchangeOut' | 'exchangeIn' | 'enforcement'>;
  readonly from: Name;
  readonly to: Name;
  readonly units: bigint;
}

const BRINGING: ReadonlySet<string> = new Set(['issue', 'dematerialisation']);
const TAKING: ReadonlySet<string> = new Set(['redeem', 'cancel', 'rematerialisation']);

/** A register kept by plain arithmetic, against which the lots are compared: written without the code under test. */
class ReferenceRegister {
  readonly holdings = new Map<Name, bigint>(NAMES.map((name) => [name, 0n]));
  /** Units in certificates that were given out. */
  onPaper = 0n;
  issued = 0n;

  /** Units of so many that come back from paper, where they can; else all of them are new to the register. */
  returned(units: bigint): bigint {
    return units <= this.onPaper ? units : 0n;
  }

  /** Units that are on paper afterwards and were not before. */
  private toPaper(kind: Intention['kind'], units: bigint): bigint {
    if (kind === 'rematerialisation') return units;
    return kind === 'dematerialisation' ? -this.returned(units) : 0n;
  }

  apply({ kind, from, to, units }: Intention): boolean {
    const held = this.holdings.get(from) ?? 0n;
    const [isIn, isOut] = [BRINGING.has(kind), TAKING.has(kind)];
    const toPaper = this.toPaper(kind, units);
    const issued = isIn ? units + toPaper : isOut ? toPaper - units : 0n;
    if (isIn ? this.issued + issued > SHARE.authorisedUnits : units > held) return false;
    if (!isIn && !isOut && from === to) return false;
    if (!isIn) this.holdings.set(from, held - units);
    if (!isOut) this.holdings.set(to, (this.holdings.get(to) ?? 0n) + units);
    this.issued += issued;
    this.onPaper += toPaper;
    return true;
  }
}

const CORRECTED = { entry: entryIdOf(transactionId(1), 0), on: TODAY };

const movementOf = ({ kind, from, to, units }: Intention, outstanding: bigint, returned: bigint): Movement => {
  switch (kind) {
    case 'issue':
      return { kind, to: side(to), units, outstanding };
    case 'transfer':
      return { kind, from: side(from), to: side(to), units };
    case 'forcedTransfer':
    case 'recovery':
      return { kind, from: side(from), to: side(to), units, order: ORDER };
    case 'correction':
      return { kind, from: side(from), to: side(to), units, order: ORDER, corrects: CORRECTED };
    case 'redeem':
    case 'cancel':
    case 'rematerialisation':
      return { kind, from: side(from), units, outstanding, order: ORDER };
    case 'dematerialisation':
      return { kind, to: side(to), units, outstanding, returned, order: ORDER };
  }
};

const KINDS = [
  'issue',
  'transfer',
  'transfer',
  'forcedTransfer',
  'recovery',
  'correction',
  'redeem',
  'cancel',
  'rematerialisation',
  'dematerialisation',
] as const;

const intentions = fc.array(
  fc.record({
    kind: fc.constantFrom<Intention['kind']>(...KINDS),
    from: fc.constantFrom(...NAMES),
    to: fc.constantFrom(...NAMES),
    units: fc.bigInt(1n, 400n),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('property: supply', () => {
  test('units issued are the sum of lots and of certificates that are out, holdings are sums of lots, ids are never reused, a refusal changes nothing', () => {
    fc.assert(
      fc.property(intentions, (commands) => {
        const reference = new ReferenceRegister();
        const used = new Set<string>();
        let lots: readonly Lot[] = [];
        let outstanding = 0n;
        commands.forEach((intention, index) => {
          const senderLots = ['issue', 'dematerialisation'].includes(intention.kind)
            ? []
            : lots.filter((lot) => lot.holderId === side(intention.from).holderId);
          const facts: MovementFacts = {
            ...factsOf(senderLots),
            onPaper: reference.onPaper,
            transactionId: transactionId(index),
          };
          const movement = movementOf(intention, outstanding, reference.returned(intention.units));
          const { verdict, effect } = moveHolding(movement, facts);

          expect(verdict.allowed).toBe(reference.apply(intention));
          expect(effect !== undefined).toBe(verdict.allowed);
          expect(dryRun(movement, facts)).toEqual(verdict);
          if (effect !== undefined) {
            const consumed = new Set(effect.consumed.map((lot) => lot.lotId));
            lots = [...lots.filter((lot) => !consumed.has(lot.lotId)), ...effect.created];
            outstanding = effect.outstanding ?? outstanding;
            for (const lot of effect.created) {
              expect(used.has(lot.lotId)).toBe(false);
              used.add(lot.lotId);
            }
          }
          expect(totalUnits(lots)).toBe(outstanding);
          expect(outstanding + reference.onPaper).toBe(reference.issued);
          expect(reference.issued).toBeLessThanOrEqual(SHARE.authorisedUnits);
          expect(lots.every((lot) => lot.units > 0n)).toBe(true);
          for (const [name, held] of reference.holdings) {
            expect(totalUnits(lots.filter((lot) => lot.holderId === side(name).holderId))).toBe(held);
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});
