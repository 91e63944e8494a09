import { describe, expect, test } from '@jest/globals';
import type { Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { factsOf, ORDER, SHARE, side, TODAY, transactionId } from '../test-support/register.js';
import { title } from '../title/title.js';
import { entryIdOf } from './entry-id.js';
import { dryRun } from './move-holding.js';
import {
  comesBack,
  paperRecord,
  paperRuns,
  piecesOf,
  requireGivable,
  takenInAs,
  unitsOnPaper,
  type PaperCertificate,
} from './paper-certificate.js';
import { firstReason } from './verdict.js';

const out: PaperCertificate = {
  ...{ isin: SHARE.isin, number: 'A-0007', units: 10n, status: 'out' },
  by: { entry: entryIdOf(transactionId(1), 0), on: TODAY },
  document: 'd'.repeat(64) as Sha256,
};
const titled = (form: string): typeof SHARE => ({
  ...SHARE,
  title: title({ law: 'Germany', form, register: { constitutiveUnder: 'eWpG' }, protocol: 'Any@1' }, ''),
});
const refusal = (call: () => unknown): unknown => {
  try {
    call();
    return undefined;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

describe('runs of certificates', () => {
  test('count the digits at the end of their numbers up', () => {
    const pieces = piecesOf([
      { number: 'A-0098', through: 'A-0101', units: 10n },
      { number: 'GLOBAL', units: 500n },
    ]);
    expect(pieces.map(({ number }) => number)).toEqual(['A-0098', 'A-0099', 'A-0100', 'A-0101', 'GLOBAL']);
    expect(unitsOnPaper(pieces)).toBe(540n);
  });

  test.each([
    ['another head', [{ number: 'A-1', through: 'B-2', units: '1' }], 'FIELD_INVALID'],
    ['another width', [{ number: 'A-9', through: 'A-10', units: '1' }], 'FIELD_INVALID'],
    ['backwards', [{ number: 'A-2', through: 'A-1', units: '1' }], 'FIELD_INVALID'],
    ['without a number', [], 'FIELD_INVALID'],
    ['lower case', [{ number: 'a-1', units: '1' }], 'FIELD_INVALID'],
    ['no units', [{ number: 'A-1', units: '0' }], 'UNITS_INVALID'],
    [
      'a number twice',
      [
        { number: 'A-1', through: 'A-3', units: '1' },
        { number: 'A-2', units: '1' },
      ],
      'DUPLICATE_IN_BATCH',
    ],
    ['too many', [{ number: 'A-000', through: `A-${LIMITS.paperPerActMax}`, units: '1' }], 'LIMIT_EXCEEDED'],
    [
      'a run without end',
      [{ number: `A${'0'.repeat(30)}`, through: `A${'9'.repeat(30)}`, units: '1' }],
      'LIMIT_EXCEEDED',
    ],
  ])('are refused: %s', (_, runs, code) => {
    expect(refusal(() => paperRuns(runs, ''))).toBe(code);
  });
});

describe('the number of a certificate', () => {
  test('that nothing is known of comes for the first time', () => {
    expect(comesBack(out, undefined)).toBe(false);
  });

  test('that is out comes back once, for its own units', () => {
    expect(comesBack({ number: 'A-0007', units: 10n }, out)).toBe(true);
    expect(refusal(() => comesBack({ number: 'A-0007', units: 11n }, out))).toBe('PAPER_DIFFERS');
    expect(refusal(() => comesBack(out, { ...out, status: 'cancelled' }))).toBe('PAPER_NOT_OUT');
  });

  test('is given out once where the units are registered', () => {
    for (const of of [SHARE, titled('registered')]) {
      expect(refusal(() => requireGivable(of, out, undefined))).toBeUndefined();
      for (const status of ['out', 'cancelled'] as const) {
        expect(refusal(() => requireGivable(of, out, { ...out, status }))).toBe('PAPER_NUMBER_USED');
      }
      expect(takenInAs(of)).toBe('cancelled');
    }
  });

  test('of a bearer security goes in and out of deposit, for its own units', () => {
    const bearer = titled('bearerDeposited');
    const deposited = { ...out, status: 'deposited' } as const;
    expect(takenInAs(bearer)).toBe('deposited');
    expect(refusal(() => requireGivable(bearer, out, deposited))).toBeUndefined();
    expect(refusal(() => requireGivable(bearer, { ...out, units: 1n }, deposited))).toBe('PAPER_DIFFERS');
    for (const known of [undefined, out]) {
      expect(refusal(() => requireGivable(bearer, out, known))).toBe('PAPER_NOT_DEPOSITED');
    }
    expect(refusal(() => comesBack(out, deposited))).toBe('PAPER_NOT_OUT');
  });

  test('is none where units are book entries', () => {
    expect(refusal(() => takenInAs(titled('bookEntry')))).toBe('PAPER_FORBIDDEN');
    expect(refusal(() => requireGivable(titled('bookEntry'), out, undefined))).toBe('PAPER_FORBIDDEN');
  });

  test('is stored and read back', () => {
    expect(paperRecord.decode(paperRecord.encode(out))).toEqual(out);
  });
});

describe('units on paper count as issued', () => {
  const taken = (units: bigint, returned: bigint): string | undefined =>
    firstReason(
      dryRun(
        { kind: 'dematerialisation', to: side('a'), units, outstanding: 600n, returned, order: ORDER },
        { ...factsOf(), onPaper: 300n },
      ),
    );

  test.each([
    [100n, 0n, undefined],
    [101n, 0n, 'AUTHORISED_UNITS_EXCEEDED'],
    [300n, 300n, undefined],
    [400n, 300n, undefined],
    [401n, 300n, 'AUTHORISED_UNITS_EXCEEDED'],
  ])(
    'of 1000 authorised, 600 in the register, 300 out: %i taken in, %i of them back: %s',
    (units, returned, reason) => {
      expect(taken(units, returned)).toBe(reason);
    },
  );

  test('for an issue, too', () => {
    const issue = { kind: 'issue', to: side('a'), units: 101n, outstanding: 600n } as const;
    expect(firstReason(dryRun(issue, { ...factsOf(), onPaper: 300n }))).toBe('AUTHORISED_UNITS_EXCEEDED');
  });
});
