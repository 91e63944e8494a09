import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { CorrectionNote } from '../register/correction.js';
import type { EntryId } from '../register/entry-id.js';
import { codeOf } from '../test-support/joint.js';
import { breakRecord, breakReport, type Break } from './break.js';
import { correctBreak, foundAgain, unitsOver } from './correct-break.js';

const BY = 'RegistrarMSP' as MspId;
const [FRIDAY, MONDAY] = ['2026-11-20', '2026-11-23'].map(parseBusinessDate) as [Break['raisedOn'], Break['raisedOn']];
const HASH = 'd'.repeat(64);
const raised = (more: object = {}): Break =>
  breakRecord.decode(
    JSON.stringify({
      ...{ schema: 2, breakId: 'b-1', isin: 'US0378331005', reason: 'position', severity: 'blocking' },
      ...{ owner: { mspId: BY }, calendar: 'TARGET', raisedBy: 'CustodianMSP', raisedOn: FRIDAY, ...more },
    }),
  );
const difference = (expected: object, other: object): object => ({
  ...{ scope: 'custody', reason: 'position', subject: `holder:P${'A'.repeat(32)}`, expected, found: other },
});
const hidden = (more: object = {}): Break => raised({ found: difference({ units: '60' }, { hash: HASH }), ...more });
const note = (units: bigint, on = FRIDAY, index = 0): CorrectionNote => ({
  ...{ entry: `${'e'.repeat(64)}/${String(index)}` as EntryId, on, units },
});

describe('how many units a break is over', () => {
  test.each<[string, Break, bigint | undefined]>([
    ['as who raised it said', raised({ units: '60' }), 60n],
    ['unsaid', raised(), undefined],
    ['more in the register', raised({ found: difference({ units: '60' }, { units: '20' }) }), 40n],
    ['more in the other book', raised({ found: difference({ units: '0' }, { units: '20' }) }), 20n],
    ['shown by hash', hidden(), undefined],
  ])('%s', (_, given, units) => {
    expect(unitsOver(given)).toBe(units);
  });
});

describe('a break that is corrected', () => {
  test('is lessened until all of its units are corrected', () => {
    const lessened = correctBreak(raised({ units: '60' }), note(40n), BY);
    expect(lessened).toMatchObject({ corrections: [note(40n)] });
    expect(lessened.resolution).toBeUndefined();
    const rest = note(20n, MONDAY, 1);
    expect(correctBreak(lessened, rest, BY)).toMatchObject({
      corrections: [note(40n), rest],
      resolution: { by: BY, on: MONDAY, entry: rest.entry },
    });
  });

  test('of which nobody has said how many is resolved by the first correction', () => {
    expect(correctBreak(raised(), note(1n), BY).resolution).toMatchObject({ entry: note(1n).entry });
  });

  test('of which a run has shown a hash waits for the next run', () => {
    const corrected = correctBreak(hidden(), note(40n), BY);
    expect(corrected.resolution).toBeUndefined();
    expect(codeOf(() => correctBreak(corrected, note(20n, FRIDAY, 1), BY))).toBe('BREAK_AWAITS_RUN');
    const again = foundAgain(corrected, hidden().found as never, FRIDAY);
    expect(again.corrections).toBeUndefined();
    expect(correctBreak(again, note(20n, FRIDAY, 1), BY).corrections).toHaveLength(1);
  });

  test('and found again in the books of an earlier day keeps what was corrected after it', () => {
    const found = raised({ found: difference({ units: '60' }, { units: '0' }) });
    const corrected = correctBreak(found, note(40n, MONDAY), BY);
    expect(foundAgain(corrected, found.found as never, FRIDAY)).toEqual(corrected);
    expect(foundAgain(corrected, found.found as never, MONDAY)).toEqual(found);
  });

  const many = Array.from({ length: LIMITS.correctionsPerBreakMax }, (_, index) => note(1n, FRIDAY, index));
  const one = { ...raised({ units: '60' }), corrections: many };
  test.each<[string, () => unknown, string]>([
    ['of more than it is over', () => correctBreak(raised({ units: '60' }), note(61n), BY), 'CORRECTION_EXCEEDS_BREAK'],
    [
      'of more than is left',
      () => correctBreak(correctBreak(raised({ units: '60' }), note(40n), BY), note(21n), BY),
      'CORRECTION_EXCEEDS_BREAK',
    ],
    ['once it is resolved', () => correctBreak(correctBreak(raised(), note(1n), BY), note(1n), BY), 'BREAK_NOT_OPEN'],
    ['by too many entries', () => correctBreak(one, note(1n), BY), 'LIMIT_EXCEEDED'],
  ])('is not corrected %s', (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  test('is stored and read back', () => {
    const corrected = correctBreak(raised({ units: '60' }), note(40n), BY);
    expect(breakRecord.decode(breakRecord.encode(corrected))).toEqual(corrected);
  });
});

test('only a break over a position says how many units differ', () => {
  const report = { breakId: 'b-1', isin: 'US0378331005', documentHash: HASH, units: '60' };
  expect(breakReport({ ...report, reason: 'position' }, '')).toMatchObject({ units: 60n });
  expect(codeOf(() => breakReport({ ...report, reason: 'cash' }, ''))).toBe('FIELD_INVALID');
});
