import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY } from '../test-support/register.js';
import { availableUnits, unitsObstacle } from './available.js';
import {
  encumberedHoldingRecord,
  encumberedUnits,
  requireEncumbrance,
  withEncumbrance,
  type Encumbrance,
} from './encumbrance.js';
import { moveHolding } from './move-holding.js';
import type { Movement } from './movement.js';
import { firstReason, incurableReason } from './verdict.js';

const HOLDER = `P${'A'.repeat(32)}` as PartyId;
const pledge = (encumbranceId: string, units: bigint, fields: Partial<Encumbrance> = {}): Encumbrance => ({
  ...{ kind: 'pledge', encumbranceId, isin: SHARE.isin, holderId: HOLDER, units, since: TODAY },
  ...{ beneficiary: `P${'B'.repeat(32)}` as PartyId, document: ORDER.document },
  ...fields,
});
const until = (date: string): Partial<Encumbrance> => ({ until: parseBusinessDate(date) });
const LOTS = [lotOf('a', 10n, '2026-01-01')];

describe('encumbered units', () => {
  test('add up: each encumbrance is of units of its own', () => {
    expect(encumberedUnits([pledge('one', 3n), pledge('two', 4n, { kind: 'lock' })], TODAY)).toBe(7n);
  });

  test.each([
    ['2026-11-19', 0n],
    ['2026-11-20', 3n],
    ['2026-11-21', 3n],
  ])('until %s, on 2026-11-20: %i', (date, expected) => {
    expect(encumberedUnits([pledge('one', 3n, until(date))], TODAY)).toBe(expected);
  });

  const transfer: Movement = { kind: 'transfer', from: side('a'), to: side('b'), units: 6n };
  test.each<[Movement, string | undefined]>([
    [transfer, 'UNITS_ENCUMBERED'],
    [{ ...transfer, units: 5n }, undefined],
    [{ ...transfer, kind: 'forcedTransfer', order: ORDER }, 'UNITS_ENCUMBERED'],
    [{ kind: 'redeem', from: side('a'), units: 6n, outstanding: 10n, order: ORDER }, 'UNITS_ENCUMBERED'],
    [{ ...transfer, kind: 'recovery', units: 10n, order: ORDER }, undefined],
  ])('stay where they are, whatever moves: $kind of $units', (movement, reason) => {
    const { verdict } = moveHolding(movement, {
      ...factsOf(LOTS),
      encumbrances: [pledge('one', 5n)],
    });
    expect(firstReason(verdict)).toBe(reason);
    expect(incurableReason(verdict)).toBeUndefined();
  });
});

describe('available units', () => {
  const none = { reserved: 0n, encumbered: 0n, frozen: 0n };
  test.each([
    [none, 10n, undefined],
    [{ ...none, reserved: 1n }, 10n, 'UNITS_RESERVED'],
    [{ ...none, encumbered: 1n }, 10n, 'UNITS_ENCUMBERED'],
    [{ ...none, frozen: 1n }, 10n, 'UNITS_FROZEN'],
    [{ reserved: 2n, encumbered: 3n, frozen: 4n }, 1n, undefined],
    [{ reserved: 2n, encumbered: 3n, frozen: 4n }, 2n, 'UNITS_FROZEN'],
    [{ reserved: 2n, encumbered: 3n, frozen: 0n }, 6n, 'UNITS_ENCUMBERED'],
  ])('of ten with %j: %i units: %s', (held, units, obstacle) => {
    expect(unitsObstacle(LOTS, held, units)).toBe(obstacle);
  });

  test('are never less than none: a freeze lies over what is encumbered', () => {
    expect(availableUnits(LOTS, { reserved: 0n, encumbered: 6n, frozen: 8n })).toBe(0n);
  });
});

describe('the encumbrances of a holding', () => {
  test('have ids that are used once while they are in force', () => {
    const [one, again] = [pledge('one', 1n), pledge('one', 2n)];
    expect(() => withEncumbrance([one], again, TODAY)).toThrow(expect.objectContaining({ code: 'ENCUMBRANCE_EXISTS' }));
    const over = pledge('one', 1n, until('2026-11-19'));
    expect(withEncumbrance([over], again, TODAY)).toEqual([again]);
  });

  test('are at most so many', () => {
    const most = Array.from({ length: LIMITS.encumbrancesPerHoldingMax }, (_, index) =>
      pledge(`n-${String(index)}`, 1n),
    );
    const adding = (): unknown => withEncumbrance(most, pledge('more', 1n), TODAY);
    expect(adding).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    expect(withEncumbrance(most.slice(1), pledge('more', 1n), TODAY)).toHaveLength(most.length);
  });

  test('are found while they are in force', () => {
    const all = [pledge('one', 1n), pledge('over', 1n, until('2026-11-19'))];
    expect(requireEncumbrance(all, 'one', TODAY)).toBe(all[0]);
    for (const id of ['over', 'none']) {
      expect(() => requireEncumbrance(all, id, TODAY)).toThrow(
        expect.objectContaining({ code: 'ENCUMBRANCE_UNKNOWN' }),
      );
    }
  });

  test('are stored and read back', () => {
    const stored = { encumbrances: [pledge('one', 1n), pledge('two', 2n, { kind: 'lock', ...until('2027-01-29') })] };
    expect(encumberedHoldingRecord.decode(encumberedHoldingRecord.encode(stored))).toEqual(stored);
  });
});
