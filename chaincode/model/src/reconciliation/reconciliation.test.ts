import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { breakRecord, type Break } from '../calendar/break.js';
import { parseBusinessDate } from '../dates/business-date.js';
import type { BreakId, CalendarId, MspId, Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { SHARE } from '../test-support/register.js';
import { compareBooks, totalOf } from './compare-books.js';
import { isSameDifference, type Difference } from './difference.js';
import { matchBreaks } from './match-breaks.js';
import { reconciliationRequest, requireReporter } from './report.js';

const units = (quantity: bigint): { readonly units: bigint } => ({ units: quantity });
const differenceOf = (subject: string, found = 1n): Difference => ({
  ...{ reason: 'position', subject, expected: units(0n), found: units(found) },
});
const openFor = (subject: string): Break => ({
  ...{ breakId: `b-${subject}` as BreakId, isin: SHARE.isin, reason: 'position', calendar: 'TARGET' as CalendarId },
  ...{ severity: 'blocking', owner: { mspId: 'R' as MspId, role: 'registrar' }, raisedBy: 'R' as MspId },
  raisedOn: parseBusinessDate('2026-11-20'),
  found: { scope: 'register', ...differenceOf(subject) },
});

describe('two books', () => {
  const book = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.bigInt({ min: 0n, max: 9n }));

  test('agree exactly where nothing differs, and their differences are those of their totals', () => {
    fc.assert(
      fc.property(book, book, (left, right) => {
        const [expected, found] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
        const differences = compareBooks(expected, found);
        const net = differences.reduce((sum, each) => sum + each.found - each.expected, 0n);
        expect(net).toBe(totalOf(found) - totalOf(expected));
        for (const each of differences) expect(each.expected).not.toBe(each.found);
        expect(compareBooks(expected, expected)).toEqual([]);
      }),
    );
  });
});

describe('differences and open breaks', () => {
  const subjects = fc.uniqueArray(fc.constantFrom('total', 'holder:a', 'holder:b', 'holder:c'));

  test('each difference has one break after a complete run, and each break its difference', () => {
    fc.assert(
      fc.property(subjects, subjects, (open, found) => {
        const { appeared, kept, gone } = matchBreaks(
          open.map(openFor),
          found.map((each) => differenceOf(each)),
          true,
        );
        const after = [...appeared, ...kept.map(({ difference }) => difference)].map(({ subject }) => subject);
        expect(after.sort()).toEqual([...found].sort());
        expect(gone.map((each) => each.found?.subject).sort()).toEqual(
          open.filter((each) => !found.includes(each)).sort(),
        );
        for (const { open: before, difference } of kept) {
          expect(before.found !== undefined && isSameDifference(before.found, difference)).toBe(true);
        }
      }),
    );
  });

  test('a run that names only some of its differences closes nothing', () => {
    expect(matchBreaks([openFor('total')], [differenceOf('holder:a')], false).gone).toEqual([]);
  });

  test('the same subject for another reason is another difference', () => {
    const other = { ...differenceOf('total'), reason: 'record' as const };
    expect(matchBreaks([openFor('total')], [other], true)).toMatchObject({ appeared: [other], kept: [] });
  });
});

describe('a report', () => {
  const request = {
    ...{ isin: SHARE.isin, scope: 'register', businessDate: '2026-11-20', records: 2 },
    figures: [{ name: 'lots', expected: { units: '3' }, found: { units: '0' } }],
    differences: [{ reason: 'position', subject: 'total', expected: { units: '3' }, found: { hash: 'a'.repeat(64) } }],
    differencesTotal: 1,
  };
  const with_ = (more: object): unknown => ({ ...request, ...more });

  test('names what it compared', () => {
    expect(reconciliationRequest(request, '')).toMatchObject({ differencesTotal: 1, records: 2 });
  });

  test.each([
    ['fewer differences than it counts', { differencesTotal: 2 }, 'RECONCILIATION_INCONSISTENT'],
    ['more than it counts', { differencesTotal: 0 }, 'RECONCILIATION_INCONSISTENT'],
    [
      'one twice',
      { differences: [...request.differences, ...request.differences], differencesTotal: 2 },
      'DUPLICATE_IN_BATCH',
    ],
    ['nothing compared', { figures: [] }, 'FIELD_INVALID'],
    [
      'a figure in both forms',
      { figures: [{ name: 'lots', expected: { units: '1', hash: 'a'.repeat(64) }, found: { units: '1' } }] },
      'FIELD_INVALID',
    ],
    [
      'a name of a person',
      { differences: [{ ...request.differences[0], subject: 'holder:Ada Example' }] },
      'FIELD_INVALID',
    ],
  ])('with %s is refused', (_, more, code) => {
    expect(() => reconciliationRequest(with_(more), '')).toThrow(expect.objectContaining({ code }));
  });

  test('that is full may count more than it names', () => {
    const [one] = request.differences;
    const differences = Array.from({ length: LIMITS.differencesPerReportMax }, (_, index) => ({
      ...one,
      subject: `ref:${String(index)}`,
    }));
    expect(reconciliationRequest(with_({ differences, differencesTotal: 1_000 }), '')).toMatchObject({
      differencesTotal: 1_000,
    });
  });
});

describe('who reports', () => {
  const R = SHARE.registrar;
  const I = SHARE.issuer.mspId;
  const other = 'OtherMSP' as MspId;

  test.each([
    ['register', R, ['registrar'], 'blocking'],
    ['depository', R, ['registrar'], 'blocking'],
    ['custody', other, ['payingAgent', 'custodian'], 'blocking'],
    ['payments', other, ['payingAgent'], 'warning'],
    ['payouts', other, ['payingAgent'], 'warning'],
  ] as const)('%s', (scope, mspId, roles, severity) => {
    const role = scope === 'custody' ? 'custodian' : roles[0];
    expect(requireReporter(scope, SHARE, { mspId, roles })).toEqual({ mspId, role, severity });
  });

  test.each([
    ['register', other, ['registrar'], 'AUTHORITY_DENIED'],
    ['register', R, ['custodian'], 'AUTHORITY_DENIED'],
    ['custody', other, ['payingAgent'], 'AUTHORITY_DENIED'],
    ['cash', other, ['issuer'], 'AUTHORITY_DENIED'],
    ['cash', I, ['issuer'], 'NOT_CASH'],
  ] as const)('not %s by %s as %s', (scope, mspId, roles, code) => {
    expect(() => requireReporter(scope, SHARE, { mspId, roles })).toThrow(expect.objectContaining({ code }));
  });
});

describe('a break as it is stored', () => {
  test('keeps what was found', () => {
    const resolved = {
      ...openFor('total'),
      resolution: { by: 'R' as MspId, on: parseBusinessDate('2026-11-23'), report: 'a'.repeat(64) as Sha256 },
    };
    expect(breakRecord.decode(breakRecord.encode(resolved))).toEqual(resolved);
  });

  test('of the first schema was blocking and with who raised it', () => {
    const { breakId, isin, reason, calendar, raisedBy, raisedOn } = openFor('total');
    const first = { breakId, isin, reason, calendar, raisedBy, raisedOn, documentHash: 'a'.repeat(64) };
    const stored = JSON.stringify({ ...first, schema: 1 });
    expect(breakRecord.decode(stored)).toMatchObject({ severity: 'blocking', owner: { mspId: 'R' } });
  });
});
