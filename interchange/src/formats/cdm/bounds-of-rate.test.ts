import { describe, expect, test } from '@jest/globals';
import { statementsOf } from '@scrip/language';
import { definitions } from '@scrip/model';
import { LIBRARY } from '../../test-support/library.js';
import { thereAndBack } from '../../test-support/facts.js';

const FLOATING = 'paysFloating@1';

/** CCTEU: "plus 0.65 % per year, at least 0 %". */
const [, CCTEU] = LIBRARY.find(([name]) => name === 'CCTEU_2029@1') ?? [];
if (CCTEU === undefined) throw new Error('CCTEU_2029@1 is a security of the library');

const withRate = (more: object): typeof CCTEU => ({
  ...CCTEU,
  terms: (CCTEU.terms ?? []).map((term) =>
    term.written.is === FLOATING
      ? definitions.term({ is: FLOATING, with: { ...term.written.with, ...more } }, '')
      : term,
  ),
});

const floating = (of: typeof CCTEU): unknown => statementsOf(of).find(({ is }) => is === FLOATING)?.values;

describe('the floor of a floating rate', () => {
  test.each([
    ['0', '0.65', '-0.0065'],
    ['0.65', '0.65', '0'],
    ['1', '0.25', '0.0075'],
    ['0', '-0.1', '0.001'],
  ])('of %s %% in all with a margin of %s %% is %s for the index alone', (floorPercent, spreadPercent, value) => {
    const of = withRate({ floorPercent, spreadPercent });
    const { exported, read } = thereAndBack(of, 'cdm');
    expect(exported.document).toMatch(
      new RegExp(`"floorRateSchedule": \\{\\s*"price": \\{\\s*"value": ${value.replace('.', '\\.')}[,\\s]`),
    );
    expect(read.statements.find(({ is }) => is === FLOATING)?.values).toEqual(floating(of));
  });

  test('is told as not mapped where the index is multiplied', () => {
    const { exported } = thereAndBack(withRate({ floorPercent: '0', multiplier: '2' }), 'cdm');
    expect(exported.document).not.toContain('floorRateSchedule');
    expect(exported.report.notMapped.map(({ term }) => term)).toContain(`${FLOATING} floorPercent`);
  });
});
