import { describe, expect, test } from '@jest/globals';
import { TARGET } from '../test-support/calendar.js';
import { ADA, BANK, BOB, bound, CLEO, codeOf, delivers, eur, on, pays } from '../test-support/joint.js';
import { buyInCall, calledAct, endByBuyIn, type BuyInScene } from './buy-in.js';
import { jointRecord, type JointInstruction } from './joint-instruction.js';
import { noteFailure, reserveJoint, settleJoint, settlePart, statePayment } from './joint-lifecycle.js';
import { money } from '../numbers/money.js';

const DUE = on('2026-11-24').businessDate;
// due on Tuesday the 24th, four business days more end on Monday the 30th
const CALLED = on('2026-12-01').businessDate;
const AGREED = { buyIn: { extensionDays: 4 }, partial: { minimumUnits: '1', multiple: '1' } };
const failing = (instruction: JointInstruction): JointInstruction =>
  noteFailure(instruction, DUE, { code: 'UNITS_INSUFFICIENT', legs: [0] });
const late = failing(bound([delivers('10', { value: eur('100.00') }), pays('100.00')], AGREED));
const coverOf = (more: object = {}, day = '2026-12-01', terms: object = {}): JointInstruction => {
  const given: Readonly<Record<string, unknown>> = { from: CLEO, value: eur('112.50'), ...more };
  const legs = [delivers('10', Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)))];
  return settleJoint(reserveJoint(bound(legs, { instructionId: 'j-2', ...terms })), on(day));
};
const call = (more: object = {}): ReturnType<typeof buyInCall> =>
  buyInCall(
    {
      ...{ instructionId: 'j-1', party: BOB, outcome: { kind: 'delivery', delivery: 'j-2' } },
      ...{ costs: eur('3.00'), document: 'd'.repeat(64) },
      ...more,
    },
    '',
  );
const compensation = (amount: string): object => ({ outcome: { kind: 'compensation', marketValue: eur(amount) } });
const scene = (more: Partial<BuyInScene> = {}): BuyInScene => ({ calendar: TARGET, today: CALLED, ...more });

describe('a buy-in', () => {
  test('by a delivery of another party ends the instruction, and states what is owed', () => {
    const { ended, cover } = endByBuyIn(late, call(), scene({ cover: coverOf() }));
    expect(ended).toMatchObject({ status: 'boughtIn', decidedOn: CALLED });
    expect(ended.boughtIn).toMatchObject({
      ...{ agreed: eur('100.00'), price: eur('112.50'), difference: eur('12.50'), costs: eur('3.00') },
      ...{ owedBy: ADA, owedTo: BOB, calledOn: CALLED },
    });
    expect(cover?.coverOf).toBe('j-1');
    expect(jointRecord.decode(jointRecord.encode(ended))).toEqual(ended);
  });

  test.each<[string, string]>([
    ['112.50', '12.50'],
    ['100.00', '0.00'],
    ['80.00', '0.00'],
  ])('by compensation at %s owes %s: what is cheaper is not owed back', (value, difference) => {
    const { ended, cover } = endByBuyIn(late, call(compensation(value)), scene());
    expect(ended.boughtIn).toMatchObject({ difference: eur(difference), price: eur(value) });
    expect(cover).toBeUndefined();
  });

  test('is of what is open, after parts that settled', () => {
    const partly = failing(settlePart(late, 4n, on('2026-11-24')));
    const cover = coverOf({ units: '6', value: eur('66.00') });
    expect(endByBuyIn(partly, call(), scene({ cover })).ended.boughtIn).toMatchObject({
      ...{ agreed: eur('60.00'), difference: eur('6.00') },
    });
    expect(codeOf(() => endByBuyIn(partly, call(), scene({ cover: coverOf() })))).toBe('BUY_IN_DIFFERS');
  });

  const paid = (): JointInstruction => {
    const received = {
      instructionId: late.instructionId,
      leg: 1,
      amount: money(eur('100.00'), ''),
      state: 'received',
    } as const;
    return statePayment(late, received, BANK, DUE);
  };
  const unfailed = (): JointInstruction =>
    noteFailure(bound([delivers('10', { value: eur('1.00') })], AGREED), DUE, { code: 'SECURITY_FROZEN', legs: [] });
  test.each<[string, JointInstruction, object, Partial<BuyInScene>, string]>([
    ['that was not agreed', failing(bound([delivers('10', { value: eur('1.00') })])), {}, {}, 'BUY_IN_NOT_AGREED'],
    ['of what has its units', { ...late, status: 'reserved' }, {}, {}, 'INSTRUCTION_NOT_PENDING'],
    ['of what has ended', { ...late, status: 'expired' }, {}, {}, 'INSTRUCTION_NOT_PENDING'],
    ['by the failing party', late, { party: ADA }, {}, 'PARTY_NOT_OF_INSTRUCTION'],
    ['by who is not of it', late, { party: CLEO }, {}, 'PARTY_NOT_OF_INSTRUCTION'],
    ['while an agent has the money', paid(), {}, {}, 'PAYMENT_NOT_RETURNED'],
    ['on the last day of the extension', late, {}, { today: on('2026-11-30').businessDate }, 'BUY_IN_NOT_DUE'],
    ['of what nobody failed', unfailed(), {}, {}, 'BUY_IN_NOT_DUE'],
    ['by nothing', late, {}, {}, 'BUY_IN_DIFFERS'],
    [
      'by what has not settled',
      late,
      {},
      { cover: bound([delivers('10', { from: CLEO, value: eur('1.00') })]) },
      'BUY_IN_DIFFERS',
    ],
    ['by what settled before', late, {}, { cover: coverOf({}, '2026-11-30') }, 'BUY_IN_DIFFERS'],
    ['by other units', late, {}, { cover: coverOf({ units: '9' }) }, 'BUY_IN_DIFFERS'],
    ['by the failing party itself', late, {}, { cover: coverOf({ from: ADA }) }, 'BUY_IN_DIFFERS'],
    ['for somebody else', late, {}, { cover: coverOf({ from: ADA, to: CLEO }) }, 'BUY_IN_DIFFERS'],
    ['by what has no value', late, {}, { cover: coverOf({ value: null }) }, 'BUY_IN_DIFFERS'],
    ['by what was named before', late, {}, { cover: { ...coverOf(), coverOf: late.instructionId } }, 'BUY_IN_DIFFERS'],
    ['in another currency', late, compensationIn('USD'), {}, 'BUY_IN_DIFFERS'],
  ])('%s is refused', (_, instruction, more, given, code) => {
    expect(codeOf(() => endByBuyIn(instruction, call(more), scene(given)))).toBe(code);
  });

  test('is signed as a whole, and does not name itself', () => {
    expect(calledAct(call()).body).toEqual({ ...call() });
    const itself = { outcome: { kind: 'delivery', delivery: 'j-1' } };
    expect(codeOf(() => call(itself))).toBe('BUY_IN_DIFFERS');
  });
});

function compensationIn(currency: string): object {
  return { outcome: { kind: 'compensation', marketValue: { amount: '1.00', currency } } };
}
