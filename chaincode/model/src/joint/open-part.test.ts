import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from '../limits.js';
import { ADA, BANK, BOB, bound, CASH, delivers, eur, on, pays } from '../test-support/joint.js';
import { jointRecord, type JointInstruction } from './joint-instruction.js';
import { reserveJoint, settleJoint, settlePart, statePayment } from './joint-lifecycle.js';
import type { DeliveryLeg, Leg } from './leg.js';
import { largestPart, openLegs } from './open-part.js';
import { accruePenalties } from './penalty.js';
import { noteFailure } from './joint-lifecycle.js';
import { TARGET } from '../test-support/calendar.js';
import { money } from '../numbers/money.js';

const TERMS = { minimumUnits: 3n, multiple: 2n };
const AGREED = { partial: { minimumUnits: '3', multiple: '2' } };
const DAY = on('2026-11-24');
const cash = (units: string): object => delivers(units, { isin: CASH, from: BOB, to: ADA });
const unitsOf = (leg: Leg | undefined): bigint => (leg as DeliveryLeg).units;

describe('the largest part', () => {
  // ten units are due, in multiples of two and at least three
  test.each<[string, bigint, bigint]>([
    ['all that is there, when it is a multiple', 6n, 6n],
    ['a multiple of what is there', 7n, 6n],
    ['nothing below the minimum', 3n, 0n],
    ['the first multiple above the minimum', 4n, 4n],
    ['nothing of nothing', 0n, 0n],
    ['the whole', 12n, 10n],
  ])('%s', (_, units, expected) => {
    expect(largestPart(bound([delivers('10')], AGREED), TERMS, { units })).toBe(expected);
  });

  test('is the rest at the end, though that is no multiple and below the minimum', () => {
    const rest = settlePart(bound([delivers('9')], AGREED), 8n, DAY);
    expect(largestPart(rest, TERMS, { units: 1n })).toBe(1n);
  });

  // seven units of cash are for ten: four cost 2, six cost 4, eight cost 5
  test.each<[bigint, bigint]>([
    [1n, 0n],
    [2n, 4n],
    [3n, 4n],
    [4n, 6n],
    [5n, 8n],
    [6n, 8n],
    [7n, 10n],
    [100n, 10n],
  ])('costs no more than the %s units of cash that are there: %s', (counterUnits, expected) => {
    const given = bound([delivers('10'), cash('7')], AGREED);
    expect(largestPart(given, TERMS, { units: 10n, counterUnits })).toBe(expected);
  });

  test('is none when nothing would be given for it, or when there were too many', () => {
    expect(largestPart(bound([delivers('10'), pays('0.01')], AGREED), TERMS, { units: 6n })).toBe(0n);
    const part = { units: 1n, settledOn: DAY.businessDate, transactionId: DAY.transactionId };
    const many = {
      ...bound([delivers('100')], AGREED),
      parts: Array.from({ length: LIMITS.partsPerInstructionMax }, () => part),
    };
    expect(largestPart(many, TERMS, { units: 6n })).toBe(0n);
  });
});

describe('parts', () => {
  test('leave open what remains of the delivery, its value and what is given for it', () => {
    const given = bound([delivers('3', { value: eur('100.00') }), pays('100.00')], {
      partial: { minimumUnits: '1', multiple: '1' },
    });
    const [first, second] = [1n, 1n];
    const once = settlePart(given, first, DAY);
    expect(once.parts).toEqual([
      { units: 1n, payment: eur('33.33'), settledOn: '2026-11-24', transactionId: DAY.transactionId },
    ]);
    expect(openLegs(once)).toMatchObject([{ units: 2n, value: eur('66.67') }, { amount: eur('66.67') }]);
    const twice = settlePart(once, second, DAY);
    expect(twice.parts?.[1]).toMatchObject({ units: 1n, payment: eur('33.33') });
    const settled = settleJoint(reserveJoint(twice), DAY);
    expect(settled.parts?.[2]).toMatchObject({ units: 1n, payment: eur('33.34') });
    expect(jointRecord.decode(jointRecord.encode(settled))).toEqual(settled);
  });

  test('are paid before all units are there, and what is open is given back', () => {
    const given = bound([delivers('3'), pays('100.00')], { partial: { minimumUnits: '1', multiple: '1' } });
    const report = (state: 'received' | 'returned', amount: string): Parameters<typeof statePayment>[1] => ({
      ...{ instructionId: given.instructionId, leg: 1, state, amount: money(eur(amount), '') },
    });
    const say = (to: JointInstruction, ...said: Parameters<typeof report>): JointInstruction =>
      statePayment(to, report(...said), BANK, DAY.businessDate);
    const paid = settlePart(say(given, 'received', '100.00'), 1n, DAY);
    expect(() => say(paid, 'returned', '100.00')).toThrow(expect.objectContaining({ code: 'PAYMENT_DIFFERS' }));
    expect(say(paid, 'returned', '66.67').payments).toHaveLength(2);
    const whole = bound([delivers('3'), pays('100.00')]);
    expect(() => say(whole, 'received', '100.00')).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_NOT_RESERVED' }),
    );
  });

  test('cost penalties on what is open alone', () => {
    const given = bound([delivers('4', { value: eur('100000.00') })], {
      partial: { minimumUnits: '1', multiple: '1' },
    });
    const failing = noteFailure(settlePart(given, 1n, DAY), DAY.businessDate, {
      code: 'UNITS_INSUFFICIENT',
      legs: [0],
    });
    const rates = { lackOfUnits: '1', lackOfCash: '1' };
    const { penalties } = accruePenalties(
      failing,
      { calendar: TARGET, rates: () => rates },
      on('2026-11-25').businessDate,
    );
    expect(penalties).toMatchObject([{ party: ADA, days: 1, amount: eur('7.50') }]);
  });

  test('property: add up to the whole, exactly, and none is off by a unit of what is given for it', () => {
    const cases = fc.tuple(
      fc.bigInt(1n, 10n ** 9n),
      fc.bigInt(1n, 10n ** 9n),
      fc.array(fc.bigInt(1n, 10n ** 9n), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(cases, ([units, counter, available]) => {
        const terms = { minimumUnits: 1n, multiple: 1n };
        let instruction = bound([delivers(String(units)), cash(String(counter))], {
          partial: { minimumUnits: '1', multiple: '1' },
        });
        for (const there of available) {
          const part = largestPart(instruction, terms, { units: there });
          if (part === 0n || part === unitsOf(openLegs(instruction)[0])) continue;
          instruction = settlePart(instruction, part, DAY);
          const [open, rest] = openLegs(instruction);
          const off = counter * unitsOf(open) - units * unitsOf(rest);
          expect(off <= 0n && -off < units).toBe(true);
        }
        const { parts = [], legs } = settleJoint(reserveJoint(instruction), DAY);
        if (parts.length === 0) return;
        expect(parts.reduce((sum, part) => sum + part.units, 0n)).toBe(unitsOf(legs[0]));
        expect(parts.reduce((sum, part) => sum + (part.counterUnits ?? 0n), 0n)).toBe(unitsOf(legs[1]));
      }),
    );
  });
});
