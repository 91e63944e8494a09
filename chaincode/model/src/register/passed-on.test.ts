import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factsOf, lotOf, ORDER, side } from '../test-support/register.js';
import type { Lot } from './lot.js';
import { moveHolding } from './move-holding.js';
import type { Movement } from './movement.js';

const of = (units: bigint, passedOn?: bigint): Lot => ({
  ...lotOf('a', units, '2026-01-01'),
  ...(passedOn === undefined ? {} : { passedOn }),
});
const given = (units: bigint): Movement => ({ kind: 'transfer', from: side('a'), to: side('b'), units });
/** The holder puts units into the hands of a nominee: they stay its own. */
const deposited = (units: bigint): Movement => ({
  kind: 'transfer',
  from: side('a'),
  to: { ...side('n'), designation: [side('a').holderId] },
  units,
});
const redeemed = (units: bigint): Movement => ({
  ...{ kind: 'redeem', from: side('a'), units, outstanding: 1000n },
  order: ORDER,
});

/** What the lots count that a movement of some of them brings about, with their holders. */
function counted(movement: Movement, ...lots: readonly Lot[]): readonly (readonly [string, bigint, bigint?])[] {
  const { effect } = moveHolding(movement, { ...factsOf(lots), nominees: [side('n').holderId] });
  return (effect?.created ?? []).map(({ holderId, units, passedOn }) =>
    passedOn === undefined ? [holderId, units] : [holderId, units, passedOn],
  );
}

describe('what was left of a lot', () => {
  test('counts what its holder has disposed of, the receiver nothing', () => {
    expect(counted(given(10n), of(120n))).toEqual([
      ['b', 10n],
      ['a', 110n, 10n],
    ]);
    expect(counted(given(9n), of(110n, 10n))).toEqual([
      ['b', 9n],
      ['a', 101n, 19n],
    ]);
  });

  test('of the last of several lots counts that lot alone', () => {
    const [, left] = counted(given(25n), of(20n), { ...lotOf('a', 30n, '2026-02-01', 2), passedOn: 3n });
    expect(left).toEqual(['a', 25n, 8n]);
  });

  test('shares the count where units only change hands, and where they go without a disposal', () => {
    expect(counted(deposited(40n), of(100n, 20n))).toEqual([
      ['n', 40n, 8n],
      ['a', 60n, 12n],
    ]);
    expect(counted(redeemed(50n), of(100n, 20n))).toEqual([['a', 50n, 10n]]);
  });

  test('adds up where lots become one', () => {
    const lots = [of(60n, 12n), { ...of(40n, 8n), lotId: lotOf('a', 1n, '2026-01-01', 2).lotId }];
    const consolidated: Movement = {
      ...{ kind: 'consolidation', from: side('a'), units: 100n },
      lotIds: lots.map(({ lotId }) => lotId),
    };
    expect(counted(consolidated, ...lots)).toEqual([['a', 100n, 20n]]);
  });

  test('never loses any of the count when it is parted without a disposal', () => {
    const units = fc.bigInt({ min: 2n, max: 1000n });
    fc.assert(
      fc.property(units, fc.bigInt({ min: 1n, max: 1000n }), fc.bigInt({ min: 1n, max: 999n }), (all, before, part) => {
        const lots = counted(deposited(part < all ? part : all - 1n), of(all, before));
        expect(lots.reduce((sum, [, , passedOn = 0n]) => sum + passedOn, 0n)).toBe(before);
      }),
    );
  });
});
