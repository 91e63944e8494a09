import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import { TARGET } from '../test-support/calendar.js';
import { parseIsin } from '../identifiers/isin.js';
import type { MspId } from '../identifiers/names.js';
import { instructBatch, instructionRecord, instructionRequest, settlementBatch } from './instruction.js';
import { enterInstruction, refuseInstruction, settleInstruction, settlementObstacle } from './lifecycle.js';

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
    ['has an unknown field', { ...given, price: '1' }, 'FIELD_INVALID'],
  ])('that %s is refused', (_, request, code) => {
    expect(() => instructionRequest(request, '')).toThrow(expect.objectContaining({ code }));
  });

  test('settled on the day of the trade is accepted', () => {
    expect(instructionRequest({ ...given, settlementDate: given.tradeDate }, '').units).toBe(10n);
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

  test.each([pending, settled, refused])('every state is stored and read back', (instruction) => {
    expect(instructionRecord.decode(instructionRecord.encode(instruction))).toEqual(instruction);
  });
});
