import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Facts } from '../compliance/facts.js';
import { all, any, type Expression } from '../compliance/expression.js';
import { RULES } from '../compliance/catalogue.js';
import { factsOf, lotOf, ORDER, side, SHARE, TODAY } from '../test-support/register.js';
import { LOT_ORDERS, lotChoice, type LotChoice } from './lot-choice.js';
import { totalUnits, type Lot } from './lot.js';
import { moveHolding, type MovementFacts } from './move-holding.js';
import type { Movement } from './movement.js';

const OLD = { ...lotOf('a', 10n, '2025-01-01', 1), price: '7' };
const DEAR = { ...lotOf('a', 20n, '2026-02-01', 2), price: '90', pricePer: 2n };
const NEW = { ...lotOf('a', 30n, '2026-11-01', 3), price: '44.9' };
const LOTS = [NEW, OLD, DEAR];

const transfer = (units: bigint, lots?: LotChoice): Movement => ({
  ...{ kind: 'transfer', from: side('a'), to: side('b'), units },
  ...(lots === undefined ? {} : { lots }),
});

/** Facts of a security with rules for transfers that need nothing else. */
function under(expression: Expression, lots: readonly Lot[] = LOTS): MovementFacts {
  const movement = {
    ...{ event: 'transfer' as const, isin: SHARE.isin, today: TODAY, sender: side('a').holderId },
    ...{ units: 15n, lots: [] },
    ...{ receiver: side('b').holderId, enteredOn: TODAY },
  };
  return { ...factsOf(lots), compliance: [{ version: 1, expression, facts: new Facts(movement, new Map()) }] };
}

const consumed = (movement: Movement, facts: MovementFacts = factsOf(LOTS)): readonly Lot[] | string => {
  const { verdict, effect } = moveHolding(movement, facts);
  return effect?.consumed ?? [...verdict.rules.map(({ reason }) => reason), ...reasonsIn(verdict)].join('');
};
const reasonsIn = ({ compliance = [] }: ReturnType<typeof moveHolding>['verdict']): readonly string[] =>
  compliance.flatMap(({ reasons }) => reasons);

describe('lots go', () => {
  test.each<[string, LotChoice | undefined, readonly Lot[]]>([
    ['first acquired first where nothing is said', undefined, [OLD, DEAR]],
    ['first acquired first', 'fifo', [OLD, DEAR]],
    ['last acquired first', 'lifo', [NEW]],
    ['the dearest first, by what one unit has cost', 'highestPrice', [DEAR]],
    ['by their names in the order of these', [NEW.lotId, OLD.lotId], [NEW]],
    ['by their names alone', [OLD.lotId, NEW.lotId], [OLD, NEW]],
  ])('%s', (_, choice, expected) => {
    expect(consumed(transfer(15n, choice))).toEqual(expected);
    const redemption = { kind: 'redeem', from: side('a'), units: 15n, outstanding: 60n, order: ORDER } as const;
    expect(consumed(choice === undefined ? redemption : { ...redemption, lots: choice })).toEqual(expected);
  });

  test('a lot without a price is the last of the dearest', () => {
    const { lotId, isin, holderId, units, acquiredOn, origin, sources, attestors } = DEAR;
    const unpriced: Lot = { lotId, isin, holderId, units, acquiredOn, origin, sources, attestors };
    expect(consumed(transfer(50n, 'highestPrice'), factsOf([unpriced, OLD, NEW]))).toEqual([NEW, OLD, unpriced]);
  });

  test.each<[string, bigint, LotChoice, string]>([
    ['a lot that the holder does not have', 5n, [`${'f'.repeat(64)}/0` as Lot['lotId']], 'LOT_UNKNOWN'],
    ['lots of too few units', 11n, [OLD.lotId], 'UNITS_INSUFFICIENT'],
  ])('%s moves nothing', (_, units, choice, reason) => {
    expect(consumed(transfer(units, choice))).toBe(reason);
  });
});

describe('lots that a rule keeps', () => {
  const heldForYear = RULES.heldFor({ period: 'P1Y' });
  const lockUp = RULES.lockedUntil({ acquiredUpTo: '2025-12-31', until: '2027-01-01' });

  test.each<[string, Expression, LotChoice | undefined, readonly Lot[] | string]>([
    ['are left where others suffice', lockUp, undefined, [DEAR]],
    ['are left in another order too', lockUp, 'lifo', [NEW]],
    ['are left among all rules', all(lockUp, RULES.notAfter({ date: '2027-01-01' })), undefined, [DEAR]],
    [
      'do not matter where another rule lets all go',
      any(lockUp, RULES.notAfter({ date: '2027-01-01' })),
      'fifo',
      [OLD, DEAR],
    ],
    ['refuse where others do not suffice', heldForYear, undefined, 'HOLDING_PERIOD_RUNNING'],
    ['refuse where they are named', lockUp, [OLD.lotId, NEW.lotId], 'LOCKED_UP'],
    ['are left until they have vested', RULES.vested({ cliff: 'P6M', every: 'P6M', steps: 1 }), 'lifo', [DEAR]],
  ])('%s', (_, rules, choice, expected) => {
    expect(consumed(transfer(15n, choice), under(rules))).toEqual(expected);
  });

  test('never move where the free ones suffice, and no unit is lost, whatever is held and chosen', () => {
    const holding = fc.uniqueArray(
      fc.record({ units: fc.bigInt({ min: 1n, max: 9n }), year: fc.integer({ min: 2020, max: 2026 }), id: fc.nat(99) }),
      { minLength: 1, maxLength: 12, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(holding, fc.bigInt({ min: 1n, max: 60n }), fc.constantFrom(...LOT_ORDERS), (held, units, choice) => {
        const lots = held.map(({ units: of, year, id }) => lotOf('a', of, `${String(year)}-01-01`, id + 1));
        const isFree = ({ acquiredOn }: Lot): boolean => acquiredOn > '2025-12-31';
        const taken = consumed(transfer(units, choice), under(lockUp, lots));
        if (totalUnits(lots.filter(isFree)) < units) return typeof taken === 'string';
        return typeof taken !== 'string' && taken.every(isFree) && totalUnits(taken) >= units;
      }),
    );
  });
});

test.each([
  ['an order that there is not', 'random', 'FIELD_INVALID'],
  ['no lots', [], 'FIELD_INVALID'],
  ['a lot twice', [OLD.lotId, OLD.lotId], 'DUPLICATE_IN_BATCH'],
])('%s is no choice', (_, given, code) => {
  expect(() => lotChoice(given, '/lots')).toThrow(expect.objectContaining({ code }));
});
