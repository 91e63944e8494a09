import { describe, expect, test } from '@jest/globals';
import { addDays, parseBusinessDate } from '../dates/business-date.js';
import type { NetworkName } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { authorisation, requireCurrent, statementBytes } from './statement.js';

const date = parseBusinessDate;
const LEDGER = { network: 'test' as NetworkName, channel: 'securities' };
const WINDOW = { validFrom: date('2026-11-20'), validUntil: date('2026-11-24') };

describe('the bytes of a statement', () => {
  test('are a line of context and canonical JSON, quantities as text', () => {
    const bytes = statementBytes(LEDGER, { purpose: 'p:q', body: { b: 10n, a: 'ä' }, ...WINDOW });
    expect(new TextDecoder().decode(bytes)).toBe(
      'scrip-statement-v1\n{"body":{"a":"ä","b":"10"},"channel":"securities","network":"test","purpose":"p:q",' +
        '"validFrom":"2026-11-20","validUntil":"2026-11-24"}',
    );
  });

  test('cannot be those of another statement by moving text from one member to another', () => {
    const one = statementBytes(LEDGER, { purpose: 'a', body: 'b","channel":"c', ...WINDOW });
    const other = statementBytes({ ...LEDGER, channel: 'c' }, { purpose: 'a', body: 'b', ...WINDOW });
    expect(one).not.toEqual(other);
  });
});

describe('the days of a statement', () => {
  test.each([
    ['2026-11-19', 'STATEMENT_NOT_CURRENT'],
    ['2026-11-20', undefined],
    ['2026-11-24', undefined],
    ['2026-11-25', 'STATEMENT_NOT_CURRENT'],
  ])('%s: %s', (today, code) => {
    const check = (): void => requireCurrent(WINDOW, date(today));
    if (code === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code }));
  });

  test('are at most so many', () => {
    const { validFrom } = WINDOW;
    const until = (days: number): object => ({ validFrom, validUntil: addDays(validFrom, days) });
    expect(() => requireCurrent(until(LIMITS.statementDaysMax) as typeof WINDOW, validFrom)).not.toThrow();
    expect(() => requireCurrent(until(LIMITS.statementDaysMax + 1) as typeof WINDOW, validFrom)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
  });

  test('that end before they begin are none', () => {
    const reversed = { validFrom: WINDOW.validUntil, validUntil: WINDOW.validFrom };
    for (const day of [WINDOW.validFrom, WINDOW.validUntil, date('2026-11-22')]) {
      expect(() => requireCurrent(reversed, day)).toThrow(expect.objectContaining({ code: 'STATEMENT_NOT_CURRENT' }));
    }
  });
});

describe('an authorisation', () => {
  const one = { signer: `P${'A'.repeat(32)}`, keyId: 'A'.repeat(43), signature: 'A'.repeat(86) };

  test.each<[string, readonly object[], string]>([
    ['by nobody', [], 'FIELD_INVALID'],
    ['by one key twice', [one, one], 'DUPLICATE_IN_BATCH'],
    ['by one key for two parties', [one, { ...one, signer: `P${'B'.repeat(32)}` }], 'DUPLICATE_IN_BATCH'],
    ['by too many', Array.from({ length: LIMITS.signaturesPerStatementMax + 1 }, () => one), 'LIMIT_EXCEEDED'],
    ['by nobody named', [{ keyId: one.keyId, signature: one.signature }], 'FIELD_INVALID'],
  ])('%s is refused', (_, signatures, code) => {
    expect(() => authorisation({ ...WINDOW, signatures }, '')).toThrow(expect.objectContaining({ code }));
  });
});
