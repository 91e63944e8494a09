import { describe, expect, test } from '@jest/globals';
import { addDays, parseBusinessDate } from '../dates/business-date.js';
import { TARGET } from '../test-support/calendar.js';
import { parseIsin } from '../identifiers/isin.js';
import type { MspId, PartyId, Sha256 } from '../identifiers/names.js';
import {
  instructBatch,
  instructionRecord,
  instructionRequest,
  settlementBatch,
  signedInstruction,
  type Withdrawal,
} from './instruction.js';
import {
  cancelTransfer,
  enterInstruction,
  isPastItsTime,
  refuseInstruction,
  settleInstruction,
  settlementObstacle,
  withdrawTransfer,
} from './lifecycle.js';

const HOLDER = `P${'A'.repeat(32)}`;
const OTHER = `P${'B'.repeat(32)}`;
const CUSTODIAN = 'CustodianMSP' as MspId;
const given = {
  instructionId: 'i-1',
  isin: 'US0378331005',
  fromHolderId: HOLDER,
  toHolderId: OTHER,
  units: '10',
  tradeDate: '2026-11-18',
  settlementDate: '2026-11-20',
};
const date = parseBusinessDate;
const pending = enterInstruction(instructionRequest(given, ''), CUSTODIAN, date('2026-11-18'));

describe('an instruction request', () => {
  test.each([
    ['settles before it is traded', { ...given, settlementDate: '2026-11-17' }, 'SETTLEMENT_BEFORE_TRADE'],
    ['moves to its own holder', { ...given, toHolderId: HOLDER }, 'SAME_HOLDER'],
    ['moves nothing', { ...given, units: '0' }, 'UNITS_INVALID'],
    ['has a date that does not exist', { ...given, tradeDate: '2026-02-30' }, 'DATE_INVALID'],
    ['has an id that could be another key', { ...given, instructionId: 'a/b' }, 'FIELD_INVALID'],
    ['ends before it settles', { ...given, lastDay: '2026-11-19' }, 'INSTRUCTION_DATES_INVALID'],
    ['ends 61 days after it is due', { ...given, lastDay: '2027-01-20' }, 'INSTRUCTION_TOO_LONG'],
    ['has an unknown field', { ...given, price: '1' }, 'FIELD_INVALID'],
  ])('that %s is refused', (_, request, code) => {
    expect(() => instructionRequest(request, '')).toThrow(expect.objectContaining({ code }));
  });

  test('settled on the day of the trade is accepted', () => {
    expect(instructionRequest({ ...given, settlementDate: given.tradeDate }, '').units).toBe(10n);
  });

  test.each<[string, object, string]>([
    ['its settlement date', { lastDay: '2026-11-20' }, '2026-11-20'],
    ['the latest day that it may name', { lastDay: '2027-01-19' }, '2027-01-19'],
    ['that day, where it names none', {}, '2027-01-19'],
  ])('can settle until %s', (_, more, lastDay) => {
    const request = instructionRequest({ ...given, ...more }, '');
    expect(isPastItsTime(request, date(lastDay))).toBe(false);
    expect(isPastItsTime(request, addDays(date(lastDay), 1))).toBe(true);
  });

  test('is signed with its last day, where it names one', () => {
    const named = { ...given, lastDay: '2026-11-24' };
    expect(signedInstruction(instructionRequest(named, '')).body).toEqual({ ...named, units: 10n });
    expect(signedInstruction(instructionRequest(given, '')).body).not.toHaveProperty('lastDay');
  });

  test('twice in a batch is refused', () => {
    expect(() => instructBatch({ instructions: [given, given] }, '')).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_IN_BATCH' }),
    );
    expect(() => settlementBatch({ isin: given.isin, instructionIds: ['i', 'i'] }, '')).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_IN_BATCH' }),
    );
  });

  test('for a trade of the future is refused', () => {
    expect(() => enterInstruction(instructionRequest(given, ''), CUSTODIAN, date('2026-11-17'))).toThrow(
      expect.objectContaining({ code: 'TRADE_DATE_IN_FUTURE' }),
    );
  });
});

describe('what keeps an instruction from settlement', () => {
  const batch = { isin: parseIsin(given.isin), custodian: CUSTODIAN, today: date('2026-11-20') };

  test.each([
    ['nothing on the settlement date', pending, batch, undefined],
    ['nothing after it', pending, { ...batch, today: date('2026-11-21') }, undefined],
    ['nothing when it fixes the custodian', pending, { ...batch, custodian: undefined }, undefined],
    ['the day before', pending, { ...batch, today: date('2026-11-19') }, 'SETTLEMENT_DATE_NOT_REACHED'],
    ['another security', pending, { ...batch, isin: parseIsin('US5949181045') }, 'INSTRUCTION_NOT_OF_BATCH'],
    ['another custodian', pending, { ...batch, custodian: 'X' as MspId }, 'INSTRUCTION_NOT_OF_BATCH'],
    ['it is settled', settleInstruction(pending, TARGET, date('2026-11-20')), batch, 'INSTRUCTION_NOT_PENDING'],
  ] as const)('%s', (_, instruction, terms, obstacle) => {
    expect(settlementObstacle(instruction, terms)).toBe(obstacle);
  });
});

describe('states', () => {
  const today = date('2026-11-20');
  const settled = settleInstruction(pending, TARGET, today);
  const refused = refuseInstruction(pending, today, 'UNITS_INSUFFICIENT');

  test.each([settled, refused])('a final state is left by nothing', (final) => {
    expect(() => settleInstruction(final, TARGET, today)).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_NOT_PENDING' }),
    );
    expect(() => refuseInstruction(final, today, 'SAME_HOLDER')).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_NOT_PENDING' }),
    );
  });

  const word = (party: string): Withdrawal => ({
    ...{ party: party as PartyId, custodian: CUSTODIAN, withdrawnOn: today },
  });
  const doubted = withdrawTransfer(pending, word(OTHER));
  const withdrawn = withdrawTransfer(doubted, word(HOLDER));
  const ordered = { basis: 'court-order', document: 'd'.repeat(64) as Sha256, by: CUSTODIAN } as const;
  const ended = cancelTransfer(doubted, today, ordered);

  test('both parties withdraw it, in any order', () => {
    expect(doubted).toMatchObject({ status: 'pending', withdrawals: [word(OTHER)] });
    expect(doubted.decidedOn).toBeUndefined();
    const other = withdrawTransfer(withdrawTransfer(pending, word(HOLDER)), word(OTHER));
    for (const end of [withdrawn, other]) expect(end).toMatchObject({ status: 'withdrawn', decidedOn: today });
  });

  test('one holder withdraws what moves within its own holding', () => {
    const nominee = instructionRequest({ ...given, toHolderId: HOLDER, toDesignation: [OTHER] }, '');
    const within = enterInstruction(nominee, CUSTODIAN, date('2026-11-18'));
    expect(withdrawTransfer(within, word(HOLDER)).status).toBe('withdrawn');
  });

  test('an order ends it, and is kept', () => {
    expect(ended).toMatchObject({ status: 'refused', refusal: 'ENDED_BY_ORDER', endedBy: ordered });
  });

  test.each<[string, () => unknown, string]>([
    ['by a stranger', () => withdrawTransfer(pending, word(`P${'C'.repeat(32)}`)), 'PARTY_NOT_OF_INSTRUCTION'],
    ['twice by one party', () => withdrawTransfer(doubted, word(OTHER)), 'WITHDRAWN_ALREADY'],
    ['once it has settled', () => withdrawTransfer(settled, word(OTHER)), 'INSTRUCTION_NOT_PENDING'],
    ['once both have', () => withdrawTransfer(withdrawn, word(OTHER)), 'INSTRUCTION_NOT_PENDING'],
    ['by order, once it has settled', () => cancelTransfer(settled, today, ordered), 'INSTRUCTION_NOT_PENDING'],
    ['by settling, once both have', () => settleInstruction(withdrawn, TARGET, today), 'INSTRUCTION_NOT_PENDING'],
  ])('is not ended %s', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });

  test.each([pending, settled, refused, doubted, withdrawn, ended])(
    'every state is stored and read back',
    (instruction) => {
      expect(instructionRecord.decode(instructionRecord.encode(instruction))).toEqual(instruction);
    },
  );
});
