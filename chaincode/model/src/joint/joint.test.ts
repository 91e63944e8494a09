import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate, type BusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import type { MspId, PartyId } from '../identifiers/names.js';
import type { LedgerMoment, TransactionId } from '../settlement/finality.js';
import { jointRecord, jointRequest, paymentReport, type JointInstruction } from './joint-instruction.js';
import {
  affirmJoint,
  expireJoint,
  hasExpired,
  isPaid,
  jointObstacle,
  noteFailure,
  proposeJoint,
  refuseJoint,
  reservationObstacle,
  reserveJoint,
  settleJoint,
  statePayment,
  unpaidLegs,
  withdrawJoint,
} from './joint-lifecycle.js';
import { deliveriesOf, legParties } from './leg.js';
import { netDeliveries, netMovements } from './netting.js';

const date = parseBusinessDate;
const party = (name: string): PartyId => `P${name.repeat(32)}` as PartyId;
const [ADA, BOB, CLEO] = [party('A'), party('B'), party('C')];
const BANK = 'BankMSP' as MspId;
const PRICE = { amount: '50.00', currency: 'EUR' };
const DELIVERY = { kind: 'delivery', isin: 'US0378331005', from: ADA, to: BOB, units: '10' };
const PAYMENT = { kind: 'payment', from: BOB, to: ADA, amount: PRICE, payingAgent: BANK };
const GIVEN = {
  instructionId: 'j-1',
  legs: [DELIVERY, PAYMENT],
  mode: 'onDate',
  tradeDate: '2026-11-20',
  settlementDate: '2026-11-24',
  lastDay: '2026-11-27',
};
const TODAY = date('2026-11-20');
const at = (businessDate: BusinessDate): LedgerMoment => ({
  ...{ businessDate, transactionId: 'a'.repeat(64) as TransactionId },
});

const proposed = (more: object = {}): JointInstruction =>
  proposeJoint(jointRequest({ ...GIVEN, ...more }, ''), BANK, TODAY);
const word = (of: PartyId, on = TODAY): Parameters<typeof affirmJoint>[1] => ({
  party: of,
  custodian: BANK,
  affirmedOn: on,
});
const affirmed = (more: object = {}): JointInstruction =>
  [ADA, BOB].reduce((instruction, of) => affirmJoint(instruction, word(of)), proposed(more));
const reserved = (more: object = {}): JointInstruction => reserveJoint(affirmed(more));
const report = (more: object = {}): ReturnType<typeof paymentReport> =>
  paymentReport({ instructionId: 'j-1', leg: 1, amount: PRICE, state: 'received', ...more }, '');
const paid = (more: object = {}): JointInstruction => statePayment(reserved(more), report(), BANK, TODAY);
const codeOf = (act: () => unknown): ErrorCode | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { readonly code: ErrorCode }).code;
  }
};

describe('a joint request', () => {
  test.each<[string, object, ErrorCode | undefined]>([
    ['with a delivery and a payment', {}, undefined],
    ['that settles before it is traded', { settlementDate: '2026-11-19' }, 'SETTLEMENT_BEFORE_TRADE'],
    ['that ends on the settlement date', { lastDay: '2026-11-24' }, undefined],
    ['that ends the day before', { lastDay: '2026-11-23' }, 'INSTRUCTION_DATES_INVALID'],
    ['that ends 366 days after it is proposed', { lastDay: '2027-11-21' }, undefined],
    ['that ends the day after', { lastDay: '2027-11-22' }, 'INSTRUCTION_TOO_LONG'],
    ['reserved on the settlement date', { reserveOn: '2026-11-24' }, undefined],
    ['reserved the day after', { reserveOn: '2026-11-25' }, 'INSTRUCTION_DATES_INVALID'],
    ['that only pays', { legs: [PAYMENT] }, 'INSTRUCTION_WITHOUT_DELIVERY'],
    ['without legs', { legs: [] }, 'FIELD_INVALID'],
    ['with too many legs', { legs: Array.from({ length: 21 }, () => DELIVERY) }, 'LIMIT_EXCEEDED'],
    ['that delivers to itself', { legs: [{ ...DELIVERY, to: ADA }] }, 'SAME_HOLDER'],
    ['that pays nothing', { legs: [DELIVERY, { ...PAYMENT, amount: { ...PRICE, amount: '0.00' } }] }, 'AMOUNT_INVALID'],
    ['that delivers nothing', { legs: [{ ...DELIVERY, units: '0' }] }, 'UNITS_INVALID'],
    ['with a leg of no kind', { legs: [{ ...DELIVERY, kind: 'gift' }] }, 'FIELD_INVALID'],
    ['with an unknown field', { price: '1' }, 'FIELD_INVALID'],
    ['for a trade of the future', { tradeDate: '2026-11-23' }, 'TRADE_DATE_IN_FUTURE'],
  ])('%s: %s', (_, more, code) => {
    expect(codeOf(() => proposed(more))).toBe(code);
  });
});

describe('affirmation', () => {
  test('binds with the last party, in any order', () => {
    for (const order of [
      [ADA, BOB],
      [BOB, ADA],
    ] as const) {
      const one = affirmJoint(proposed(), word(order[0]));
      expect(one.status).toBe('proposed');
      expect(affirmJoint(one, word(order[1])).status).toBe('affirmed');
    }
  });

  test.each<[string, () => unknown, ErrorCode | undefined]>([
    ['on the last day', () => affirmJoint(proposed(), word(ADA, date('2026-11-27'))), undefined],
    ['after the last day', () => affirmJoint(proposed(), word(ADA, date('2026-11-28'))), 'INSTRUCTION_EXPIRED'],
    ['by a stranger', () => affirmJoint(proposed(), word(CLEO)), 'PARTY_NOT_OF_INSTRUCTION'],
    ['twice', () => affirmJoint(affirmJoint(proposed(), word(ADA)), word(ADA)), 'AFFIRMED_ALREADY'],
    ['of what is bound', () => affirmJoint(affirmed(), word(ADA)), 'INSTRUCTION_NOT_PENDING'],
    ['withdrawn before', () => withdrawJoint(proposed(), BOB, TODAY), undefined],
    ['withdrawn by a stranger', () => withdrawJoint(proposed(), CLEO, TODAY), 'PARTY_NOT_OF_INSTRUCTION'],
    ['withdrawn when bound', () => withdrawJoint(affirmed(), BOB, TODAY), 'INSTRUCTION_NOT_PENDING'],
  ])('%s: %s', (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});

describe('what keeps it from going on', () => {
  test.each<[string, JointInstruction, string, boolean, ErrorCode | undefined]>([
    ['on its date, the day before', paid(), '2026-11-23', false, 'SETTLEMENT_DATE_NOT_REACHED'],
    ['on its date, on it', paid(), '2026-11-24', false, undefined],
    ['on its date, unpaid', reserved(), '2026-11-24', false, 'PAYMENT_NOT_RECEIVED'],
    ['on affirmation, at once', paid({ mode: 'onAffirmation' }), '2026-11-20', false, undefined],
    ['on order, not ordered', paid({ mode: 'onOrder' }), '2026-11-24', false, 'SETTLEMENT_NOT_ORDERED'],
    ['on order, ordered', paid({ mode: 'onOrder' }), '2026-11-24', true, undefined],
    ['on order, too early', paid({ mode: 'onOrder' }), '2026-11-23', true, 'SETTLEMENT_DATE_NOT_REACHED'],
  ])('%s', (_, instruction, today, isOrdered, obstacle) => {
    expect(jointObstacle(instruction, date(today), isOrdered)).toBe(obstacle);
  });

  test.each<[string, JointInstruction, string, ErrorCode | undefined]>([
    ['not affirmed', proposed(), '2026-11-20', 'INSTRUCTION_NOT_AFFIRMED'],
    ['affirmed', affirmed(), '2026-11-20', undefined],
    ['before its day', affirmed({ reserveOn: '2026-11-23' }), '2026-11-22', 'RESERVATION_NOT_DUE'],
    ['on its day', affirmed({ reserveOn: '2026-11-23' }), '2026-11-23', undefined],
  ])('to reserve: %s', (_, instruction, today, obstacle) => {
    expect(reservationObstacle(instruction, date(today))).toBe(obstacle);
  });

  test('is noted once it is due, with the day since when, until the cause changes', () => {
    const due = date('2026-11-24');
    const unpaid = { code: 'PAYMENT_NOT_RECEIVED', legs: unpaidLegs(reserved()) } as const;
    const failing = noteFailure(reserved(), due, unpaid);
    expect(failing.failure).toEqual({ since: due, code: 'PAYMENT_NOT_RECEIVED', legs: [1], accruedTo: due });
    expect(noteFailure(failing, due, unpaid)).toBe(failing);
    const accrued = { ...failing, failure: { ...unpaid, since: due, accruedTo: date('2026-11-26') } };
    expect(noteFailure(accrued, due, { code: 'UNITS_INSUFFICIENT', legs: [0] }).failure).toEqual({
      ...{ since: due, code: 'UNITS_INSUFFICIENT', legs: [0], accruedTo: date('2026-11-26') },
    });
  });

  test('is forgotten when it settles on the day on which it was due, and kept when it settles later', () => {
    const due = date('2026-11-24');
    const failing = noteFailure(paid(), due, { code: 'LOCKED_UP', legs: [] });
    expect(settleJoint(failing, at(due))).not.toHaveProperty('failure');
    expect(settleJoint(failing, at(date('2026-11-25')))).toMatchObject({ failure: { since: due, code: 'LOCKED_UP' } });
  });
});

describe('a payment', () => {
  const returned = (): JointInstruction => statePayment(paid(), report({ state: 'returned' }), BANK, TODAY);

  test.each<[string, () => unknown, ErrorCode | undefined]>([
    ['received', paid, undefined],
    [
      'of the same amount written otherwise',
      () => statePayment(reserved(), report({ amount: { ...PRICE, amount: '50' } }), BANK, TODAY),
      undefined,
    ],
    ['before units are reserved', () => statePayment(affirmed(), report(), BANK, TODAY), 'INSTRUCTION_NOT_RESERVED'],
    ['received twice', () => statePayment(paid(), report(), BANK, TODAY), 'PAYMENT_STATED_ALREADY'],
    ['given back', returned, undefined],
    ['given back, then received', () => statePayment(returned(), report(), BANK, TODAY), 'PAYMENT_STATED_ALREADY'],
    [
      'given back unreceived',
      () => statePayment(reserved(), report({ state: 'returned' }), BANK, TODAY),
      'PAYMENT_STATED_ALREADY',
    ],
    ['of another leg', () => statePayment(reserved(), report({ leg: 0 }), BANK, TODAY), 'PAYMENT_DIFFERS'],
    [
      'of a cent less',
      () => statePayment(reserved(), report({ amount: { ...PRICE, amount: '49.99' } }), BANK, TODAY),
      'PAYMENT_DIFFERS',
    ],
    ['by another agent', () => statePayment(reserved(), report(), 'X' as MspId, TODAY), 'AUTHORITY_DENIED'],
  ])('%s: %s', (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  test('keeps an instruction alive until it is given back', () => {
    const after = date('2026-11-28');
    expect([reserved(), paid(), returned()].map((each) => hasExpired(each, after))).toEqual([true, false, true]);
    expect([reserved(), paid(), returned()].map((each) => hasExpired(each, date('2026-11-27')))).toEqual([
      false,
      false,
      false,
    ]);
    expect([reserved(), paid(), returned()].map(isPaid)).toEqual([false, true, false]);
  });
});

describe('states', () => {
  const ends = {
    settled: settleJoint(paid(), at(TODAY)),
    refused: refuseJoint(affirmed(), TODAY, 'PARTY_RESTRICTED'),
    expired: expireJoint(proposed(), TODAY),
    withdrawn: withdrawJoint(proposed(), ADA, TODAY),
  };

  test.each(Object.entries(ends))('%s is final', (status, instruction) => {
    expect(instruction.status).toBe(status);
    const steps = [
      () => settleJoint(instruction, at(TODAY)),
      () => refuseJoint(instruction, TODAY, 'INTERNAL'),
      () => expireJoint(instruction, TODAY),
      () => withdrawJoint(instruction, ADA, TODAY),
      () => reserveJoint(instruction),
      () => affirmJoint(instruction, word(ADA)),
    ];
    expect(steps.map(codeOf)).toEqual(steps.map(() => 'INSTRUCTION_NOT_PENDING'));
    expect(codeOf(() => statePayment(instruction, report(), BANK, TODAY))).toBe('INSTRUCTION_NOT_RESERVED');
  });

  test.each([proposed(), affirmed(), paid({ reserveOn: '2026-11-23' }), ...Object.values(ends)])(
    'every one is stored and read back',
    (instruction) => {
      expect(jointRecord.decode(jointRecord.encode(instruction))).toEqual(instruction);
    },
  );
});

describe('property: netting', () => {
  const isins = ['US0378331005', 'DE0001102580'];
  const names = ['A', 'B', 'C', 'D'].map(party);
  const legs = fc
    .array(
      fc
        .record({
          kind: fc.constant('delivery' as const),
          isin: fc.constantFrom(...isins),
          from: fc.constantFrom(...names),
          to: fc.constantFrom(...names),
          units: fc.bigInt(1n, 50n).map(String),
        })
        .filter(({ from, to }) => from !== to),
      { minLength: 1, maxLength: 12 },
    )
    .map((given) => jointRequest({ ...GIVEN, legs: given }, '').legs);

  /** What every party has more or less of, by plain addition. */
  const balances = (moves: readonly { isin: string; from: string; to: string; units: bigint }[]): string => {
    const sums = new Map<string, bigint>();
    for (const { isin, from, to, units } of moves) {
      for (const [who, change] of [
        [from, -units],
        [to, units],
      ] as const) {
        sums.set(`${isin} ${who}`, (sums.get(`${isin} ${who}`) ?? 0n) + change);
      }
    }
    return [...sums]
      .filter(([, sum]) => sum !== 0n)
      .map(([name, sum]) => `${name} ${String(sum)}`)
      .sort()
      .join('\n');
  };

  test('leaves every party with what all legs together would, in whatever order they stand', () => {
    fc.assert(
      fc.property(legs, (given) => {
        const net = netMovements(given);
        expect(balances(net)).toBe(balances(deliveriesOf(given)));
        expect(net.every(({ units }) => units > 0n)).toBe(true);
        expect(netMovements([...given].reverse())).toEqual(net);
      }),
    );
  });

  test('lets nobody both deliver and receive, and needs fewer movements than there are parties', () => {
    fc.assert(
      fc.property(legs, (given) => {
        for (const isin of isins) {
          const net = netMovements(given).filter((each) => each.isin === isin);
          const senders = new Set(net.map(({ from }) => from));
          expect(net.some(({ to }) => senders.has(to))).toBe(false);
          expect(net.length).toBeLessThan(Math.max(legParties(given).length, 1));
          const delivered = netDeliveries(given).filter((each) => each.isin === isin);
          for (const { holderId, units } of delivered) {
            const sent = net.filter(({ from }) => from === holderId).reduce((sum, each) => sum + each.units, 0n);
            expect(sent).toBe(units);
          }
          expect(delivered.map(({ holderId }) => holderId).sort()).toEqual([...senders].sort());
        }
      }),
    );
  });
});
