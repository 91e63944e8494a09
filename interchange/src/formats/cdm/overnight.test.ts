import { describe, expect, test } from '@jest/globals';
import { definitions } from '@scrip/model';
import { LIBRARY } from '../../test-support/library.js';
import { thereAndBack } from '../../test-support/facts.js';

const { TERMS } = definitions;

const [, CCTEU] = LIBRARY.find(([name]) => name === 'CCTEU_2029@1') ?? [];
if (CCTEU === undefined) throw new Error('CCTEU_2029@1 is a security of the library');

const REPLACED = [TERMS.paysFloating, TERMS.fixesRate].map(({ is }): string => is);

/** A compounded overnight rate, which is fixed and observed as is said. */
const overnight = (lookbackDays: number | undefined, ...more: readonly object[]): typeof CCTEU => ({
  ...CCTEU,
  terms: [
    ...(CCTEU.terms ?? []).filter(({ written }) => !REPLACED.includes(written.is)),
    ...[
      TERMS.paysFloating({
        ...{ index: 'ESTR', method: 'compounded', spreadPercent: '0.4', every: 'P6M', from: '2026-10-15' },
      }),
      TERMS.fixesRate({
        ...{ daysBefore: 2, of: 'end', source: 'ECB' },
        ...(lookbackDays === undefined ? {} : { lookbackDays }),
      }),
      ...more,
    ].map((each) => definitions.term(each, '')),
  ],
});

describe('an overnight rate', () => {
  test('that is looked back at is no shifted one', () => {
    const { exported, read } = thereAndBack(overnight(5), 'cdm');
    expect(exported.document).toMatch(/"lookbackCalculation": \{\s*"offsetDays": 5\s*\}/);
    expect(exported.document).not.toContain('observationShiftCalculation');
    expect(read.statements.map(({ is }) => is)).not.toContain(TERMS.shiftsObservations.is);
  });

  test('that is shifted is not looked back at', () => {
    const { exported, read } = thereAndBack(overnight(undefined, TERMS.shiftsObservations({ days: 5 })), 'cdm');
    expect(exported.document).toMatch(/"observationShiftCalculation": \{\s*"offsetDays": 5\s*\}/);
    expect(exported.document).not.toContain('lookbackCalculation');
    expect(read.statements.find(({ is }) => is === TERMS.shiftsObservations.is)?.values).toEqual({ days: 5 });
  });

  test('is locked out, bounded each day and paid later in places of their own', () => {
    const given = [
      TERMS.locksOutRate({ days: 2 }),
      TERMS.floorsDailyRate({ percent: '-0.5' }),
      TERMS.paysAfterPeriod({ days: 3 }),
    ];
    const { exported, read } = thereAndBack(overnight(undefined, ...given), 'cdm');
    expect(exported.document).toMatch(/"lockoutCalculation": \{\s*"offsetDays": 2\s*\}/);
    expect(exported.document).toMatch(/"observationFloorRate": -0\.005[,\s]/);
    expect(exported.document).toMatch(/"paymentDaysOffset": \{\s*"periodMultiplier": 3,/);
    for (const { is, with: values } of given) {
      expect(read.statements.find((each) => each.is === is)?.values).toEqual(values);
    }
  });
});
