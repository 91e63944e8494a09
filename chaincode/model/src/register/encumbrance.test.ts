import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY } from '../test-support/register.js';
import { availableUnits, unitsObstacle } from './available.js';
import {
  encumberedHoldingRecord,
  encumberedUnits,
  inRankOrder,
  requireEncumbrance,
  withEncumbrance,
  type Encumbrance,
  type NewEncumbrance,
} from './encumbrance.js';
import { incomeOf } from './income.js';
import { moveHolding } from './move-holding.js';
import type { Movement } from './movement.js';
import { subordinated } from './subordination.js';
import { firstReason, incurableReason } from './verdict.js';

const HOLDER = `P${'A'.repeat(32)}` as PartyId;
const pledge = (encumbranceId: string, units: bigint, fields: Partial<Encumbrance> = {}): Encumbrance => ({
  ...{ kind: 'pledge', encumbranceId, isin: SHARE.isin, holderId: HOLDER, units, since: TODAY },
  ...{ beneficiary: `P${'B'.repeat(32)}` as PartyId, document: ORDER.document, parcel: 1, order: 1 },
  ...fields,
});
const until = (date: string): Partial<Encumbrance> => ({ until: parseBusinessDate(date) });
const LOTS = [lotOf('a', 10n, '2026-01-01')];

describe('encumbered units', () => {
  test('add up where they are different units, and count once where they are the same', () => {
    const others = [pledge('two', 4n, { kind: 'lock', parcel: 2 }), pledge('three', 5n, { parcel: 2, order: 2 })];
    expect(encumberedUnits([pledge('one', 3n), ...others], TODAY)).toBe(8n);
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
  const added = (each: Encumbrance): NewEncumbrance => {
    const { parcel, order, ...others } = each;
    return parcel > 0 && order > 0 ? others : each;
  };
  const adding =
    (all: readonly Encumbrance[], one: Encumbrance, place = {}): (() => readonly Encumbrance[]) =>
    () =>
      withEncumbrance(all, added(one), place, TODAY);

  test('have ids that are used once while they are in force', () => {
    const [one, again] = [pledge('one', 1n), pledge('one', 2n)];
    expect(adding([one], again)).toThrow(expect.objectContaining({ code: 'ENCUMBRANCE_EXISTS' }));
    expect(adding([pledge('one', 1n, until('2026-11-19'))], again)()).toEqual([again]);
  });

  test('are at most so many', () => {
    const full = Array.from({ length: LIMITS.encumbrancesPerHoldingMax }, (_, index) =>
      pledge(`n-${String(index)}`, 1n, { parcel: index + 1 }),
    );
    const most = full.slice(0, LIMITS.encumbrancesByWordMax);
    const refusal = expect.objectContaining({ code: 'LIMIT_EXCEEDED' });
    expect(adding(most, pledge('more', 1n))).toThrow(refusal);
    expect(adding(most.slice(1), pledge('more', 1n))()).toHaveLength(most.length);
    // pledges fill no place that a court needs
    const attachment = { ...pledge('more', 1n), kind: 'attachment' } as const;
    expect(adding(most, attachment)()).toHaveLength(most.length + 1);
    expect(adding(full, attachment)).toThrow(refusal);
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

  const first = pledge('first', 6n);
  const second = pledge('second', 4n, { order: 2 });
  test.each<[string, object, readonly [parcel: number, order: number, rank: number] | string]>([
    ['on units of its own', {}, [2, 1, 1]],
    ['in first rank, on units of its own', { rank: 1 }, [2, 1, 1]],
    ['in second rank where nothing is before', { rank: 2 }, 'ENCUMBRANCE_RANK_TAKEN'],
    ['over the first one', { over: 'first' }, [1, 3, 3]],
    ['over the second one', { over: 'second', rank: 3 }, [1, 3, 3]],
    ['before those in force', { over: 'first', rank: 1 }, 'ENCUMBRANCE_RANK_TAKEN'],
    ['between those in force', { over: 'first', rank: 2 }, 'ENCUMBRANCE_RANK_TAKEN'],
    ['farther back than the next rank', { over: 'first', rank: 4 }, 'ENCUMBRANCE_RANK_TAKEN'],
    ['over none', { over: 'none' }, 'ENCUMBRANCE_UNKNOWN'],
  ])('get a place: %s', (_, asked, expected) => {
    const place = adding([first, second], pledge('new', 1n), asked);
    if (typeof expected === 'string') {
      expect(place).toThrow(expect.objectContaining({ code: expected }));
      return;
    }
    const { parcel, order } = place().at(-1) ?? {};
    const rank = inRankOrder(place(), TODAY).find(({ encumbranceId: id }) => id === 'new')?.rank;
    expect([parcel, order, rank]).toEqual(expected);
  });

  test('lie over others of the same sub-account alone', () => {
    const placing = adding([first], pledge('new', 1n, { designation: [HOLDER] }), { over: 'first' });
    expect(placing).toThrow(expect.objectContaining({ code: 'ENCUMBRANCE_UNKNOWN' }));
  });

  test('rank by their place among those in force, units by units', () => {
    const over = pledge('over', 6n, { order: 2, ...until('2026-11-19') });
    const third = pledge('third', 1n, { order: 3 });
    const other = pledge('other', 1n, { parcel: 2 });
    const ranked = inRankOrder([other, third, over, first], TODAY);
    expect(ranked.map(({ encumbranceId: id, parcel, rank }) => [id, parcel, rank])).toEqual([
      ['first', 1, 1],
      ['third', 1, 2],
      ['other', 2, 1],
    ]);
  });

  test('are stored and read back, from before ranks too', () => {
    const lock = { kind: 'lock', ...until('2027-01-29'), parcel: 2 } as const;
    const stored = { encumbrances: [pledge('one', 1n), pledge('two', 2n, lock)] };
    const text = encumberedHoldingRecord.encode(stored);
    expect(encumberedHoldingRecord.decode(text)).toEqual(stored);
    const { encumbrances } = JSON.parse(text) as { readonly encumbrances: readonly Encumbrance[] };
    const before = JSON.stringify({ schema: 1, encumbrances: encumbrances.map(added) });
    expect(encumberedHoldingRecord.decode(before)).toEqual(stored);
  });
});

describe('a subordination', () => {
  const ranked = ['one', 'two', 'three'].map((id, index) => pledge(id, 1n, { order: index + 1 }));
  const attached = pledge('order', 1n, { kind: 'attachment', order: 4 });
  const all = [...ranked, attached, pledge('other', 1n, { parcel: 2 })];
  const after = (encumbranceId: string, behind: string): readonly string[] => {
    const changes = subordinated(all, { encumbranceId, behind }, TODAY);
    const anew = all.map((each) => changes.find(({ before }) => before === each)?.after ?? each);
    return inRankOrder(anew, TODAY).map(({ encumbranceId: id }) => id);
  };

  test.each([
    ['one', 'two', ['two', 'one', 'three', 'order', 'other']],
    ['one', 'order', ['two', 'three', 'order', 'one', 'other']],
    ['two', 'three', ['one', 'three', 'two', 'order', 'other']],
  ])('of %s behind %s moves those between up', (id, behind, expected) => {
    expect(after(id, behind)).toEqual(expected);
  });

  test.each([
    ['two', 'one', 'ENCUMBRANCE_NOT_BEFORE'],
    ['one', 'one', 'ENCUMBRANCE_NOT_BEFORE'],
    ['one', 'other', 'ENCUMBRANCE_NOT_BEFORE'],
    ['one', 'none', 'ENCUMBRANCE_UNKNOWN'],
    ['order', 'one', 'ATTACHMENT_BY_ORDER'],
  ])('of %s behind %s is refused: %s', (id, behind, code) => {
    expect(() => after(id, behind)).toThrow(expect.objectContaining({ code }));
  });
});

describe('income', () => {
  const usufruct = (id: string, units: bigint, fields: Partial<Encumbrance> = {}): Encumbrance =>
    pledge(id, units, { kind: 'usufruct', beneficiary: `${id}'s` as PartyId, ...fields });
  const of = (...encumbrances: readonly Encumbrance[]): readonly unknown[] =>
    incomeOf(HOLDER, LOTS, encumbrances, TODAY).map(({ partyId, units }) => [partyId, units]);

  test('is the holder’s, whatever is pledged', () => {
    expect(of(pledge('one', 10n))).toEqual([[HOLDER, 10n]]);
  });

  test('of units under a usufruct is the usufructuary’s, of two the one’s before', () => {
    expect(of(usufruct('u', 4n), usufruct('v', 6n, { order: 2 }), usufruct('w', 1n, { parcel: 2 }))).toEqual([
      ["u's", 4n],
      ["v's", 2n],
      ["w's", 1n],
      [HOLDER, 3n],
    ]);
    expect(of(usufruct('u', 10n))).toEqual([["u's", 10n]]);
    expect(of(usufruct('u', 10n, until('2026-11-19')))).toEqual([[HOLDER, 10n]]);
  });
});
