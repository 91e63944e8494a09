import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../limits.js';
import { factsOf, lotOf, SHARE, side, TODAY, transactionId } from '../test-support/register.js';
import { consolidationRequest } from './consolidation.js';
import type { Freeze } from './freeze.js';
import { totalUnits, type Lot } from './lot.js';
import { moveHolding, type MovementDecision } from './move-holding.js';
import { judgedPartiesOf, type Movement } from './movement.js';
import { firstReason } from './verdict.js';

const OLD = [lotOf('a', 3n, '2026-01-01', 1), lotOf('a', 4n, '2026-01-01', 2), lotOf('a', 5n, '2026-01-01', 3)];
const NEW = lotOf('a', 6n, '2026-02-01', 4);
const unpriced: Lot = { ...lotOf('a', 7n, '2026-01-01', 5), price: '11' };
const ALL = [...OLD, NEW, unpriced];
const consolidating = (...lots: readonly Lot[]): Movement => ({
  ...{ kind: 'consolidation', from: side('a'), units: totalUnits(lots) },
  lotIds: lots.map(({ lotId }) => lotId),
});
const decide = (movement: Movement, freezes: readonly Freeze[] = []): MovementDecision =>
  moveHolding(movement, { ...factsOf(ALL), freezes });

describe('a consolidation', () => {
  test('makes one lot of several, acquired when and for what they were', () => {
    const { effect } = decide(consolidating(...OLD.slice(0, 2)));
    expect(effect?.consumed).toEqual(OLD.slice(0, 2));
    expect(effect?.created).toEqual([
      {
        ...{ ...lotOf('a', 7n, '2026-01-01', 9), origin: 'consolidation' },
        sources: OLD.slice(0, 2).map(({ lotId }) => lotId),
      },
    ]);
    expect(effect).not.toHaveProperty('outstanding');
  });

  test.each<[string, readonly Lot[], string]>([
    ['of different days', [OLD[0] as Lot, NEW], 'LOTS_DIFFER'],
    ['of different prices', [OLD[0] as Lot, unpriced], 'LOTS_DIFFER'],
    ['of another holder’s lot', [OLD[0] as Lot, lotOf('b', 1n, '2026-01-01', 7)], 'LOT_UNKNOWN'],
  ])('%s is refused', (_, lots, reason) => {
    const { verdict, effect } = decide(consolidating(...lots));
    expect(firstReason(verdict)).toBe(reason);
    expect(effect).toBeUndefined();
  });

  test('is judged by no freeze and no claim, for nothing passes', () => {
    const freeze = { scope: 'security', isin: SHARE.isin, since: TODAY } as unknown as Freeze;
    expect(decide(consolidating(...OLD), [freeze]).verdict.allowed).toBe(true);
    expect(judgedPartiesOf(consolidating(...OLD))).toEqual({});
  });

  test.each([
    [1, 'FIELD_INVALID'],
    [2, undefined],
    [LIMITS.lotsPerMovementMax, undefined],
    [LIMITS.lotsPerMovementMax + 1, 'LIMIT_EXCEEDED'],
  ])('of %i lots: %s', (count, code) => {
    const lotIds = Array.from({ length: count }, (_, index) => `${transactionId(1)}/${String(index)}`);
    const read = (): unknown => consolidationRequest({ isin: SHARE.isin, holderId: `P${'A'.repeat(32)}`, lotIds }, '');
    if (code === undefined) expect(read).not.toThrow();
    else expect(read).toThrow(expect.objectContaining({ code }));
  });

  test('names each lot once', () => {
    const lotIds = [OLD[0]?.lotId, OLD[0]?.lotId];
    const read = (): unknown => consolidationRequest({ isin: SHARE.isin, holderId: `P${'A'.repeat(32)}`, lotIds }, '');
    expect(read).toThrow(expect.objectContaining({ code: 'DUPLICATE_IN_BATCH' }));
  });
});
