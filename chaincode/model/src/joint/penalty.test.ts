import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId } from '../identifiers/names.js';
import { money } from '../numbers/money.js';
import { TARGET } from '../test-support/calendar.js';
import { jointRecord, jointRequest, type JointInstruction } from './joint-instruction.js';
import { noteFailure, proposeJoint, type FailureCause } from './joint-lifecycle.js';
import { accruePenalties, penaltyAmount, type PenaltyTerms } from './penalty.js';

const date = parseBusinessDate;
const DUE = date('2026-11-24');
const [ADA, BOB] = ['A', 'B'].map((name) => `P${name.repeat(32)}`);
const eur = (amount: string): ReturnType<typeof money> => money({ amount, currency: 'EUR' }, '');

const instruction: JointInstruction = proposeJoint(
  jointRequest(
    {
      instructionId: 'j-1',
      legs: [
        { kind: 'delivery', isin: 'US0378331005', from: ADA, to: BOB, units: '10', value: eur('100000.00') },
        { kind: 'payment', from: BOB, to: ADA, amount: eur('100000.00'), payingAgent: 'BankMSP' },
        { kind: 'delivery', isin: 'US0378331005', from: ADA, to: BOB, units: '1' },
      ],
      mode: 'onDate',
      ...{ tradeDate: '2026-11-20', settlementDate: DUE, lastDay: '2026-12-31' },
    },
    '',
  ),
  'BankMSP' as MspId,
  date('2026-11-20'),
);
const TERMS: PenaltyTerms = { calendar: TARGET, rates: () => ({ lackOfUnits: '1.0', lackOfCash: '0.25' }) };
const failing = (legs: readonly number[]): JointInstruction =>
  noteFailure(instruction, DUE, { code: 'UNITS_INSUFFICIENT', legs });

describe('a penalty', () => {
  // Delegated Regulation (EU) 2017/389, annex: 1.00 basis point for liquid shares, 0.20 for corporate bonds
  test.each([
    ['100000.00', '1.0', 1, '10.00'],
    ['100000.00', '0.20', 3, '6.00'],
    ['1234.56', '0.5', 1, '0.06'],
    ['1234.56', '0.5', 2, '0.12'],
    ['50.00', '1', 1, '0.01'],
    ['49.99', '1', 1, '0.00'],
    ['100000.00', '0', 9, '0.00'],
  ])('of %s at %s basis points for %s days is %s', (value, rate, days, amount) => {
    expect(penaltyAmount(eur(value), rate, days)).toEqual(eur(amount));
  });

  test('has no digits that its currency has not', () => {
    expect(penaltyAmount(money({ amount: '123456', currency: 'JPY' }, ''), '1', 1).amount).toBe('12');
  });

  test('property: is within half a cent of the exact product', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 12n),
        fc.bigInt(0n, 10_000n),
        fc.integer({ min: 1, max: 60 }),
        (cents, points, days) => {
          const value = eur(`${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`);
          const charged = BigInt(penaltyAmount(value, String(points), days).amount.replace('.', ''));
          const error = charged * 10_000n - cents * points * BigInt(days);
          expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(10_000n);
        },
      ),
    );
  });
});

describe('accrual', () => {
  // due on Tuesday the 24th: a day counts when it ended without settlement, the weekend never
  test.each([
    ['2026-11-25', 1, '10.00'],
    ['2026-11-27', 3, '30.00'],
    ['2026-11-28', 4, '40.00'],
    ['2026-11-30', 4, '40.00'],
    ['2026-12-01', 5, '50.00'],
  ])('up to %s is for %s days', (until, days, amount) => {
    const { penalties } = accruePenalties(failing([0]), TERMS, date(until));
    expect(penalties).toEqual([{ party: ADA, leg: 0, from: DUE, days, amount: eur(amount) }]);
  });

  test('charges the party of each leg at fault that has a value, once for each day', () => {
    const once = accruePenalties(failing([0, 2]), TERMS, date('2026-11-26'));
    expect(once.penalties).toEqual([{ party: ADA, leg: 0, from: DUE, days: 2, amount: eur('20.00') }]);
    expect(accruePenalties(once, TERMS, date('2026-11-26'))).toBe(once);
    const twice = accruePenalties(once, TERMS, date('2026-11-30'));
    expect(twice.penalties).toEqual([{ party: ADA, leg: 0, from: DUE, days: 4, amount: eur('40.00') }]);
    expect(jointRecord.decode(jointRecord.encode(twice))).toEqual(twice);
  });

  test('begins anew where the rate or what is open has changed, or who is at fault', () => {
    const once = accruePenalties(failing([0]), TERMS, date('2026-11-26'));
    const dearer = { ...TERMS, rates: () => ({ lackOfUnits: '20', lackOfCash: '20' }) };
    expect(accruePenalties(once, dearer, date('2026-11-27')).penalties).toHaveLength(2);
    const cause = (leg: number): FailureCause => ({ code: 'UNITS_INSUFFICIENT', legs: [leg] });
    const other = accruePenalties(noteFailure(once, DUE, cause(1)), TERMS, date('2026-11-27'));
    expect(accruePenalties(noteFailure(other, DUE, cause(0)), TERMS, date('2026-11-30')).penalties).toHaveLength(3);
  });

  test('of a year stays one record that can be read, and time that goes back costs nothing', () => {
    let late = failing([0, 1]);
    const start = Date.parse(DUE);
    for (let day = 1; day <= 400; day += 1) {
      late = accruePenalties(late, TERMS, date(new Date(start + day * 86_400_000).toISOString().slice(0, 10)));
    }
    expect(late.penalties).toHaveLength(2);
    expect(accruePenalties(late, TERMS, DUE)).toBe(late);
    expect(jointRecord.decode(jointRecord.encode(late))).toEqual(late);
  });

  test('charges who has not paid by the rate for cash', () => {
    const { penalties } = accruePenalties(failing([1]), TERMS, date('2026-11-25'));
    expect(penalties).toEqual([{ party: BOB, leg: 1, from: DUE, days: 1, amount: eur('2.50') }]);
  });

  test.each<[string, JointInstruction, PenaltyTerms]>([
    ['nobody is at fault', failing([]), TERMS],
    ['the security has no rates', failing([0]), { ...TERMS, rates: () => undefined }],
  ])('charges nothing where %s', (_, given, terms) => {
    const accrued = accruePenalties(given, terms, date('2026-11-27'));
    expect(accrued.penalties).toBeUndefined();
    expect(accrued.failure?.accruedTo).toBe('2026-11-27');
  });

  test('does nothing on the day on which it was due, or where nothing fails', () => {
    expect(accruePenalties(failing([0]), TERMS, DUE)).toEqual(failing([0]));
    expect(accruePenalties(instruction, TERMS, date('2026-12-01'))).toBe(instruction);
  });
});
