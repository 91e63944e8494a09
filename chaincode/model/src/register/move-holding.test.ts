import { describe, expect, test } from '@jest/globals';
import type { InstructionId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { factsOf, lotOf, ORDER, side, TODAY, transactionId } from '../test-support/register.js';
import { selectLots } from './lot-selection.js';
import { compareByAcquisition, lotRecord, totalUnits } from './lot.js';
import { dryRun, moveHolding } from './move-holding.js';
import type { Movement } from './movement.js';
import { firstReason, incurableReason } from './verdict.js';

const issue = (units: bigint, outstanding: bigint): Movement => ({ kind: 'issue', to: side('a'), units, outstanding });
const transfer = (units: bigint, to = 'b'): Movement => ({ kind: 'transfer', from: side('a'), to: side(to), units });

describe('issue', () => {
  test.each([
    [999n, 1n, true],
    [1000n, 1n, false],
    [0n, 1000n, true],
    [0n, 1001n, false],
  ])('with %i units outstanding, %i more are allowed: %s', (outstanding, units, allowed) => {
    const { verdict, effect } = moveHolding(issue(units, outstanding), factsOf());
    expect(verdict.allowed).toBe(allowed);
    expect(effect?.outstanding).toBe(allowed ? outstanding + units : undefined);
  });

  test('makes one lot, acquired on the business date, with its price', () => {
    const { effect } = moveHolding({ ...issue(5n, 0n), price: '12.5' } as Movement, factsOf());
    expect(effect?.created).toEqual([
      {
        ...lotOf('a', 5n, TODAY, 9),
        price: '12.5',
      },
    ]);
    expect(effect?.consumed).toEqual([]);
  });
});

describe('transfer', () => {
  const lots = [lotOf('a', 10n, '2026-03-01', 3), lotOf('a', 20n, '2026-01-01', 2), lotOf('a', 30n, '2026-02-01', 1)];

  test('consumes the oldest lots first and leaves the rest of the last one', () => {
    const { effect } = moveHolding(transfer(45n), factsOf(lots));
    expect(effect?.consumed.map((lot) => lot.acquiredOn)).toEqual(['2026-01-01', '2026-02-01']);
    const [received, remainder] = effect?.created ?? [];
    expect(received).toMatchObject({ holderId: 'b', units: 45n, acquiredOn: TODAY, origin: 'transfer' });
    expect(received?.sources).toEqual(effect?.consumed.map((lot) => lot.lotId));
    expect(received).not.toHaveProperty('price');
    expect(remainder).toMatchObject({
      holderId: 'a',
      units: 5n,
      acquiredOn: '2026-02-01',
      price: '10.5',
      origin: 'remainder',
      attestors: side('a').attestors,
    });
    expect(effect).not.toHaveProperty('outstanding');
  });

  test('of whole lots leaves no remainder', () => {
    const { effect } = moveHolding(transfer(50n), factsOf(lots));
    expect(effect?.created).toHaveLength(1);
  });

  test('creates ids that continue those of the transaction', () => {
    const { effect } = moveHolding(transfer(45n), { ...factsOf(lots), nextLotIndex: 7 });
    expect(effect?.created.map((lot) => lot.lotId)).toEqual([`${transactionId(9)}/7`, `${transactionId(9)}/8`]);
  });

  test.each([
    [60n, 'b', undefined],
    [61n, 'b', 'UNITS_INSUFFICIENT'],
    [1n, 'a', 'SAME_HOLDER'],
  ])('%i units to %s: %s', (units, to, reason) => {
    const { verdict, effect } = moveHolding(transfer(units, to), factsOf(lots));
    expect(firstReason(verdict)).toBe(reason);
    expect(effect === undefined).toBe(reason !== undefined);
  });

  test.each([
    [49n, 11n, undefined],
    [49n, 12n, 'UNITS_RESERVED'],
    [49n, 61n, 'UNITS_INSUFFICIENT'],
    [60n, 1n, 'UNITS_RESERVED'],
  ])('with %i units reserved, %i units: %s', (reserved, units, reason) => {
    const { verdict, effect } = moveHolding(transfer(units), {
      ...factsOf(lots),
      reservations: [{ instructionId: 'other' as InstructionId, units: reserved }],
    });
    expect(firstReason(verdict)).toBe(reason);
    expect(effect === undefined).toBe(reason !== undefined);
    // units become free again: what waits for them is not refused for good
    expect(incurableReason(verdict)).toBe(reason === 'UNITS_INSUFFICIENT' ? reason : undefined);
  });

  test('a verdict names every rule, and all that fail', () => {
    expect(dryRun(transfer(61n, 'a'), factsOf(lots))).toEqual({
      allowed: false,
      rules: [
        { rule: 'distinct-holders', side: 'receiver', allowed: false, reason: 'SAME_HOLDER' },
        { rule: 'sufficient-units', side: 'sender', allowed: false, reason: 'UNITS_INSUFFICIENT' },
        { rule: 'lots-per-movement', side: 'sender', allowed: true },
        { rule: 'security-not-frozen', side: 'security', allowed: true },
        { rule: 'holder-not-frozen', side: 'sender', allowed: true },
        { rule: 'holder-not-frozen', side: 'receiver', allowed: true },
      ],
    });
  });

  test('consumes at most the named maximum of lots', () => {
    const many = Array.from({ length: LIMITS.lotsPerMovementMax + 1 }, (_, index) =>
      lotOf('a', 1n, '2026-01-01', 1, index),
    );
    const most = BigInt(LIMITS.lotsPerMovementMax);
    expect(moveHolding(transfer(most), factsOf(many)).verdict.allowed).toBe(true);
    expect(firstReason(dryRun(transfer(most + 1n), factsOf(many)))).toBe('LOTS_PER_MOVEMENT_EXCEEDED');
  });
});

describe('redemption', () => {
  test('takes units out and leaves a remainder', () => {
    const movement: Movement = { kind: 'redeem', from: side('a'), units: 4n, outstanding: 100n, order: ORDER };
    const { effect } = moveHolding(movement, factsOf([lotOf('a', 10n, '2026-01-01')]));
    expect(effect?.outstanding).toBe(96n);
    expect(effect?.created.map((lot) => [lot.holderId, lot.units])).toEqual([['a', 6n]]);
  });

  test('of more than is held is refused', () => {
    const movement: Movement = { kind: 'redeem', from: side('a'), units: 11n, outstanding: 100n, order: ORDER };
    expect(moveHolding(movement, factsOf([lotOf('a', 10n, '2026-01-01')]))).toMatchObject({
      verdict: { allowed: false },
    });
  });
});

describe('lots', () => {
  test('of one day are ordered by id, the index as a number', () => {
    const lots = [
      lotOf('a', 1n, '2026-01-01', 1, 10),
      lotOf('a', 1n, '2026-01-01', 1, 9),
      lotOf('a', 1n, '2026-01-01', 0, 11),
    ];
    const order = [...lots].sort(compareByAcquisition).map((lot) => lot.lotId.slice(-4));
    expect(order).toEqual(['0/11', '01/9', '1/10']);
  });

  test('a lot is stored and read back', () => {
    const lot = lotOf('a', 10n, '2026-01-01');
    const stored = { ...lot, holderId: `P${'A'.repeat(32)}` } as typeof lot;
    expect(lotRecord.decode(lotRecord.encode(stored))).toEqual(stored);
  });

  test('the selection of nothing held is a shortfall, not an empty movement', () => {
    expect(selectLots([], 1n)).toBe('UNITS_INSUFFICIENT');
    expect(totalUnits([])).toBe(0n);
  });
});
