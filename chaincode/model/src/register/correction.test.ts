import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate } from '../dates/business-date.js';
import type { InstructionId, PartyId } from '../identifiers/names.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY, transactionId } from '../test-support/register.js';
import { correctedTerms, registerCorrection, requireCorrectable, selectCredited } from './correction.js';
import type { Encumbrance } from './encumbrance.js';
import { entryIdOf } from './entry-id.js';
import { totalUnits, type Lot } from './lot.js';
import { moveHolding } from './move-holding.js';
import { entryOf, movementRecord } from './movement-entry.js';
import type { Movement } from './movement.js';
import { firstReason } from './verdict.js';

const WRONG = entryIdOf(transactionId(2), 0);
/** Older units of the holder's own, and those that the wrong entry brought. */
const OWN = lotOf('b', 10n, '2026-01-01', 1);
const CREDITED = lotOf('b', 100n, '2026-11-19', 2);
const correction = (units: bigint, acquired: object = {}): Movement => ({
  ...{ kind: 'correction', from: side('b'), to: side('a'), units, order: ORDER, acquired },
  corrects: { entry: WRONG, on: parseBusinessDate('2026-11-19') },
});
const decide = (movement: Movement, lots: readonly Lot[] = [OWN, CREDITED]): ReturnType<typeof moveHolding> =>
  moveHolding(movement, factsOf(lots));

const PLEDGE: Encumbrance = {
  ...{ kind: 'pledge', encumbranceId: 'loan', isin: SHARE.isin, holderId: 'b' as PartyId, units: 20n, since: TODAY },
  ...{ beneficiary: 'c' as PartyId, document: ORDER.document, parcel: 1, order: 1 },
};

describe('a correction', () => {
  test('takes what the wrong entry brought first, with its date and price', () => {
    expect(decide(correction(100n)).effect).toMatchObject({
      consumed: [{ lotId: CREDITED.lotId }],
      created: [
        {
          holderId: 'a',
          units: 100n,
          acquiredOn: '2026-11-19',
          price: '10.5',
          origin: 'correction',
          sources: [CREDITED.lotId],
        },
      ],
    });
  });

  test('takes a part of it and leaves the rest', () => {
    expect(decide(correction(40n)).effect?.created).toMatchObject([
      { holderId: 'a', units: 40n, origin: 'correction' },
      { holderId: 'b', units: 60n, acquiredOn: '2026-11-19', origin: 'remainder' },
    ]);
  });

  test('takes other units of the same holder where some of the credited ones have passed on', () => {
    const rest = { ...lotOf('b', 95n, '2026-11-19', 3), sources: [CREDITED.lotId] };
    expect(decide(correction(100n), [OWN, rest]).effect).toMatchObject({
      consumed: [{ lotId: rest.lotId }, { lotId: OWN.lotId }],
      created: [{ units: 95n }, { units: 5n }, { holderId: 'b', units: 5n, origin: 'remainder' }],
    });
  });

  test('is as of the day and at the price that it states', () => {
    const stated = { acquiredOn: parseBusinessDate('2026-02-02'), price: '9' };
    expect(decide(correction(100n, stated)).effect?.created).toMatchObject([{ acquiredOn: '2026-02-02', price: '9' }]);
  });

  test('takes nothing from anybody else: what the holder has no longer is refused', () => {
    const { verdict, effect } = decide(correction(111n));
    expect(effect).toBeUndefined();
    expect(firstReason(verdict)).toBe('UNITS_PASSED_ON');
  });

  test.each([
    ['reserved', { reservations: [{ instructionId: 'other' as InstructionId, units: 20n }] }, 'UNITS_RESERVED'],
    ['pledged', { encumbrances: [PLEDGE] }, 'UNITS_ENCUMBERED'],
  ])('takes no units that are %s for others', (_, held, reason) => {
    const facts = { ...factsOf([OWN, CREDITED]), ...held };
    expect(firstReason(moveHolding(correction(100n), facts).verdict)).toBe(reason);
  });

  test('to the holder who has them already is refused', () => {
    expect(firstReason(decide({ ...correction(1n), to: side('b') } as Movement).verdict)).toBe('SAME_HOLDER');
  });

  test('says in its entry what it corrects', () => {
    const movement = correction(100n);
    const entry = entryOf(movement, decide(movement).verdict, { isin: CREDITED.isin, businessDate: TODAY });
    expect(entry).toMatchObject({ kind: 'correction', corrects: { entry: WRONG }, order: ORDER, from: 'b', to: 'a' });
    const [from, to] = ['A', 'B'].map((name) => `P${name.repeat(32)}` as PartyId);
    const stored = { ...entry, ...(from === undefined || to === undefined ? {} : { from, to }) };
    expect(movementRecord.decode(movementRecord.encode(stored))).toEqual(stored);
  });
});

describe('the lots of a correction', () => {
  test('are never more than the holder has, and always as many as asked', () => {
    const lots = fc.array(fc.tuple(fc.bigInt(1n, 20n), fc.integer({ min: 1, max: 9 })), { maxLength: 8 });
    fc.assert(
      fc.property(lots, fc.bigInt(1n, 120n), (given, wanted) => {
        const held = given.map(([units, transaction], index) => lotOf('b', units, '2026-11-19', transaction, index));
        const selected = selectCredited(held, wanted, WRONG);
        if (typeof selected === 'string') expect(totalUnits(held) < wanted).toBe(true);
        else expect(totalUnits(selected.consumed) - selected.remainder).toBe(wanted);
      }),
    );
  });
});

describe('an entry', () => {
  const to = 'b' as PartyId;
  test.each([
    ['a transfer', { kind: 'transfer', to, units: 5n }, 5n, 0n, undefined],
    ['an issue', { kind: 'issue', to, units: 5n }, 5n, 0n, undefined],
    ['another correction', { kind: 'correction', to, units: 5n }, 2n, 3n, undefined],
    ['more than it brought', { kind: 'transfer', to, units: 5n }, 6n, 0n, 'CORRECTION_EXCEEDS_ENTRY'],
    ['more than is left of it', { kind: 'transfer', to, units: 5n }, 3n, 3n, 'CORRECTION_EXCEEDS_ENTRY'],
    ['a redemption', { kind: 'redeem', units: 5n }, 5n, 0n, 'ENTRY_NOT_CORRECTABLE'],
    ['a consolidation', { kind: 'consolidation', to, units: 5n }, 5n, 0n, 'ENTRY_NOT_CORRECTABLE'],
  ] as const)('of %s', (_, entry, units, corrected, code) => {
    const call = (): PartyId => requireCorrectable(entry, units, corrected);
    if (code === undefined) expect(call()).toBe(to);
    else expect(call).toThrow(expect.objectContaining({ code }));
  });

  test('is corrected as of a day from the entry until now', () => {
    const request = registerCorrection(
      {
        ...{ isin: 'US0378331005', basis: 'statute', document: 'd'.repeat(64), breakId: 'b-1', units: '1' },
        ...{ corrects: { entry: entryIdOf(transactionId(1), 0), on: '2026-11-19' }, toHolderId: `P${'A'.repeat(32)}` },
      },
      '',
    );
    for (const day of ['2026-11-18', '2026-11-21']) {
      const call = (): unknown => correctedTerms({ ...request, acquiredOn: parseBusinessDate(day) }, TODAY);
      expect(call).toThrow(expect.objectContaining({ code: 'DATE_INVALID' }));
    }
    for (const acquiredOn of [TODAY, request.corrects.on]) {
      expect(correctedTerms({ ...request, acquiredOn }, TODAY)).toEqual({ acquiredOn });
    }
    expect(correctedTerms(request, TODAY)).toEqual({});
  });
});
