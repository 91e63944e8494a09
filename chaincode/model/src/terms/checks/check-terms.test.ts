import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  changed,
  found,
  issued,
  plus,
  security,
  without,
  withoutNominal,
} from '../../test-support/changed-securities.js';
import { problemsIn } from '../../test-support/problems.js';
import { SECURITIES, type WrittenSecurity } from '../../test-support/securities.js';
import { EXAMPLE_TERMS } from '../../test-support/terms.js';
import { TERMS } from '../catalogue.js';
import type { Formula } from '../formula.js';
import type { Term } from '../term-kind.js';

const BOND = security('callable fixed-rate bond');
const FLOATING = security('floating-rate bond');
const AMORTISING = security('secured fixed-rate amortising bond');
const PERPETUAL = security('perpetual callable Additional Tier 1 fixed-to-floating-rate contingent bond');
const CONVERTIBLE = security('fixed-rate convertible bond');
const COVERED = security('extendible fixed-rate covered bond');
const SAFE = security('post-money SAFE');
const PREFERRED = security('cumulative participating convertible preferred share');
const AUTOCALL = security('autocallable certificate');
const TRANCHE = security('secured floating-rate asset-backed note');
const PROFIT = security('profit-participating note');
const SHARE = security('ordinary share');

type Case = readonly [what: string, of: WrittenSecurity, ...problems: readonly string[]];
const check = (_: string, of: WrittenSecurity, ...problems: readonly string[]): void => {
  expect(found(of)).toEqual(problems);
};

describe('sums and bounds', () => {
  const parts = (percent: string): WrittenSecurity =>
    changed(AMORTISING, TERMS.repaysInParts, {
      instalments: [
        { on: '2030-06-15', percent: '40' },
        { on: '2031-06-15', percent },
      ],
    });
  const inAmounts = (amount: string, currency = 'EUR'): WrittenSecurity => {
    const instalments = [{ on: '2031-06-15', amount: { amount, currency } }];
    return plus(without(AMORTISING, TERMS.repaysInParts), TERMS.repaysInAmounts({ instalments }));
  };
  const sinking = (percent: string): WrittenSecurity =>
    plus({ ...FLOATING, cfi: 'DBVUAR' }, TERMS.sinks({ percent, every: 'P1Y', from: '2027-06-15', by: 'lot' }));
  const revenue = (least: string, most: string): WrittenSecurity =>
    plus(
      without(PROFIT, TERMS.repaysOn),
      TERMS.repaysShortfall({ multiple: least, on: '2036-06-30' }),
      TERMS.endsAtTotal({ multiple: most }),
    );
  const rounded = (digits: number): WrittenSecurity => changed(PROFIT, TERMS.roundsPayments, { digits });
  test.each<Case>([
    ['instalments of 99.99 %', parts('59.99'), 'SUM_NOT_WHOLE repaysInParts@1/instalments'],
    ['instalments of 100 %', parts('60')],
    ['instalments of 100.01 %', parts('60.01'), 'SUM_NOT_WHOLE repaysInParts@1/instalments'],
    ['amounts below the nominal', inAmounts('999.99'), 'SUM_NOT_WHOLE repaysInAmounts@1/instalments'],
    ['amounts of the nominal', inAmounts('1000')],
    ['amounts above the nominal', inAmounts('1000.01'), 'SUM_NOT_WHOLE repaysInAmounts@1/instalments'],
    [
      'amounts in another currency',
      inAmounts('1000', 'USD'),
      'CURRENCY_DIFFERS repaysInAmounts@1/instalments/0/amount',
    ],
    ['five times 20 % sunk', sinking('20')],
    ['five times more than 20 % sunk', sinking('20.01'), 'SUM_NOT_WHOLE sinks@1/percent'],
    [
      'losses from where they end',
      changed(TRANCHE, TERMS.takesLosses, { fromPercent: '100' }),
      'BOUNDS_REVERSED takesLosses@1/toPercent',
    ],
    ['losses from just below', changed(TRANCHE, TERMS.takesLosses, { fromPercent: '99.99' })],
    [
      'a cap of the multiple itself',
      changed(PREFERRED, TERMS.liquidationPreference, { capMultiple: '1' }),
      'BOUNDS_REVERSED liquidationPreference@1/capMultiple',
    ],
    [
      'a notice of at most less than at least',
      changed(BOND, TERMS.issuerMayRedeem, { notice: { daysMin: 30, daysMax: 29 } }),
      'BOUNDS_REVERSED issuerMayRedeem@1/notice/daysMax',
    ],
    ['a notice of exactly 30 days', changed(BOND, TERMS.issuerMayRedeem, { notice: { daysMin: 30, daysMax: 30 } })],
    [
      'a barrier above the strike',
      changed(AUTOCALL, TERMS.repaysByBarrier, { barrierPercent: '100.01' }),
      'BOUNDS_REVERSED repaysByBarrier@1/strikePercent',
    ],
    ['no more than is owed at most', revenue('1.6', '1.6')],
    ['more than is owed at most', revenue('1.61', '1.6'), 'BOUNDS_REVERSED repaysShortfall@1/multiple'],
    [
      'a total of nothing',
      revenue('0', '0'),
      'TERM_INCOMPLETE repaysShortfall@1/multiple',
      'TERM_INCOMPLETE endsAtTotal@1/multiple',
    ],
    [
      'a total of what pays no income',
      plus(BOND, TERMS.endsAtTotal({ multiple: '2' })),
      'TERM_NOT_APPLICABLE endsAtTotal@1',
      'TERM_WITHOUT_OBJECT endsAtTotal@1',
    ],
    [
      'a shortfall and a repayment',
      plus(PROFIT, TERMS.repaysShortfall({ multiple: '1.2', on: '2036-06-30' })),
      'TERMS_EXCLUDE_EACH_OTHER repaysShortfall@1',
    ],
    [
      'income paid after the shortfall',
      changed(revenue('1.2', '1.6'), TERMS.paysShareOf, { until: '2036-07-31' }),
      'DATES_OUT_OF_ORDER paysShareOf@1/until',
    ],
    ['payments to the cent', rounded(2)],
    ['payments of less than a cent', rounded(3), 'BOUNDS_REVERSED roundsPayments@1/digits'],
    [
      'a nominal in another currency',
      { ...BOND, denomination: { amount: '1000', currency: 'USD' } },
      'CURRENCY_DIFFERS /denomination/currency',
    ],
    ['no nominal', withoutNominal(BOND), 'DENOMINATION_MISSING /denomination'],
    [
      'a SAFE in another currency',
      issued(SAFE, { purchase: { amount: '250000', currency: 'EUR' } }),
      'CURRENCY_DIFFERS /instrument/with/purchase/currency',
    ],
  ])('%s', check);
});

describe('what belongs together', () => {
  test.each<Case>([
    [
      'a conversion without price and ratio',
      changed(CONVERTIBLE, TERMS.holderMayConvert, { price: undefined }),
      'TERM_INCOMPLETE holderMayConvert@1/price',
    ],
    [
      'a conversion with both',
      changed(CONVERTIBLE, TERMS.holderMayConvert, { ratio: { numerator: '1', denominator: '2' } }),
      'TERM_INCOMPLETE holderMayConvert@1/price',
    ],
    [
      'a duty to defer, at no time',
      changed(PERPETUAL, TERMS.defersInterest, { by: 'duty' }),
      'TERM_INCOMPLETE defersInterest@1/while',
    ],
    [
      'an extension by an event that is not named',
      changed(COVERED, TERMS.extendsTo, { event: undefined }),
      'TERM_INCOMPLETE extendsTo@1/event',
    ],
    [
      'a preference capped at nothing',
      changed(PREFERRED, TERMS.liquidationPreference, { capMultiple: undefined }),
      'TERM_INCOMPLETE liquidationPreference@1/capMultiple',
    ],
    ['votes of none', changed(SHARE, TERMS.votes, { perUnit: '0' }), 'TERM_INCOMPLETE votes@1/perUnit'],
    [
      'the worst of one',
      changed(AUTOCALL, TERMS.observes, { underlyings: [{ of: { index: 'DAX' } }] }),
      'TERM_INCOMPLETE observes@1/counts',
      'CFI_CONTRADICTED /cfi',
    ],
    [
      'ranking beside nobody',
      changed(SAFE, TERMS.ranksAmong, { with: undefined, after: undefined, before: undefined }),
      'TERM_INCOMPLETE ranksAmong@1/with',
    ],
    [
      'two ways to repay',
      plus(BOND, TERMS.neverMatures({})),
      'TERMS_EXCLUDE_EACH_OTHER neverMatures@1',
      'CFI_CONTRADICTED /cfi',
    ],
    [
      'votes and none',
      plus(SHARE, TERMS.hasNoVote({})),
      'TERMS_EXCLUDE_EACH_OTHER hasNoVote@1',
      'CFI_CONTRADICTED /cfi',
    ],
    ['no default, and one', plus(BOND, TERMS.hasNoDefault({})), 'TERMS_EXCLUDE_EACH_OTHER hasNoDefault@1'],
    [
      'adjustments of no conversion',
      without(CONVERTIBLE, TERMS.holderMayConvert),
      'TERM_WITHOUT_OBJECT adjustsConversion@1',
      'CFI_CONTRADICTED /cfi',
    ],
    ['proof of no asset', without(PROFIT, TERMS.standsFor), 'TERM_WITHOUT_OBJECT provesAsset@1'],
    [
      'one proof by two',
      plus(
        PROFIT,
        TERMS.provesAsset({ by: 'issuer', evidence: 'title-deed', everyMonths: 6, otherwise: ['payments'] }),
      ),
      'TERM_REPEATED provesAsset@1/evidence',
    ],
    [
      'an end that nobody can bring',
      without(PERPETUAL, TERMS.issuerMayRedeem),
      'ENDING_MISSING neverMatures@1',
      'CFI_CONTRADICTED /cfi',
    ],
    [
      'an end by dissolution',
      plus(
        { ...without(PERPETUAL, TERMS.issuerMayRedeem), cfi: 'DBVQPR' },
        TERMS.endsOn({ outcomes: ['dissolution'] }),
      ),
    ],
    ['another form than its code', issued(BOND, { form: 'bearer' }), 'CFI_CONTRADICTED /cfi'],
    ['an attribute that says nothing', { ...BOND, cfi: 'DBXXXX' }],
    ['two wrong letters', { ...BOND, cfi: 'DCVUGR' }, 'CFI_CONTRADICTED /cfi', 'CFI_CONTRADICTED /cfi'],
  ])('%s', check);
});

describe('names and formulas', () => {
  const quantity = (name: string): Formula => ({ is: 'quantity', name });
  const means = (name: string, formula: Formula): Term => TERMS.meansFormula({ name, formula });
  const purchase = quantity('purchase');
  test.each<Case>([
    [
      'an event that nobody knows',
      plus(BOND, TERMS.fallsDueOn({ event: 'FullMoon' })),
      'EVENT_UNDEFINED fallsDueOn@1/event',
    ],
    [
      'an event that is said',
      plus(
        BOND,
        TERMS.fallsDueOn({ event: 'FullMoon' }),
        TERMS.meansEvent({ event: 'FullMoon', means: 'the moon is full' }),
      ),
    ],
    [
      'an event that a covenant makes',
      plus(
        BOND,
        EXAMPLE_TERMS.find(({ is }) => is === 'keepsRatio@1') ?? TERMS.votes({ perUnit: '1' }),
        TERMS.fallsDueOn({ event: 'CovenantBreach' }),
      ),
    ],
    [
      'an event that is said twice',
      plus(BOND, TERMS.meansEvent({ event: 'A', means: 'one' }), TERMS.meansEvent({ event: 'A', means: 'two' })),
      'NAME_DEFINED_TWICE meansEvent@1/event',
    ],
    ['a trigger that is not said', without(PERPETUAL, TERMS.occursBelow), 'EVENT_UNDEFINED writesDownOn@1/event'],
    ['a price that is not said', without(SAFE, TERMS.meansFormula), 'QUANTITY_UNDEFINED convertsOn@1/units/right'],
    [
      'a quantity that is given',
      plus(
        changed(SAFE, TERMS.meansFormula, { formula: quantity('agreed price') }),
        TERMS.isGiven({ name: 'agreed price', unit: 'price', by: 'the board' }),
      ),
    ],
    [
      'units where money is due',
      changed(SAFE, TERMS.mustPayOn, { amount: quantity('capitalization') }),
      'FORMULA_YIELDS_OTHER mustPayOn@1/amount',
      'FORMULA_YIELDS_OTHER mustPayOn@1/amount',
    ],
    [
      'money where units are due',
      changed(SAFE, TERMS.convertsOn, { units: purchase }),
      'FORMULA_YIELDS_OTHER convertsOn@1/units',
    ],
    [
      'euros in a formula of dollars',
      changed(SAFE, TERMS.mustPayOn, { amount: { is: 'money', amount: '1', currency: 'EUR' } }),
      'FORMULA_YIELDS_OTHER mustPayOn@1/amount',
      'FORMULA_YIELDS_OTHER mustPayOn@1/amount',
    ],
    [
      'a wrong formula is said where it stands, and not where it is used',
      changed(SAFE, TERMS.meansFormula, { formula: { is: 'sum', left: purchase, right: quantity('round price') } }),
      'FORMULA_UNITS_DIFFER meansFormula@1/formula',
    ],
    [
      'a quantity by itself',
      changed(SAFE, TERMS.meansFormula, { formula: quantity('safe price') }),
      'QUANTITY_CIRCULAR meansFormula@1/formula',
    ],
    [
      'two quantities by each other',
      plus(SAFE, means('a', quantity('b')), means('b', quantity('a'))),
      'QUANTITY_CIRCULAR meansFormula@1/formula',
    ],
    [
      'a quantity that is said twice',
      plus(SAFE, means('safe price', purchase)),
      'NAME_DEFINED_TWICE meansFormula@1/name',
      'FORMULA_YIELDS_OTHER convertsOn@1/units',
    ],
  ])('%s', check);

  test('names upon names are looked at once each', () => {
    const tower = Array.from({ length: 60 }, (_, floor) => {
      const below = floor === 0 ? purchase : quantity(`floor ${String(floor - 1)}`);
      return means(`floor ${String(floor)}`, { is: 'sum', left: below, right: below });
    });
    expect(found(plus(SAFE, ...tower.reverse()))).toEqual([]);
  });
});

describe('property: whatever is said', () => {
  const some = fc.subarray([...EXAMPLE_TERMS], { minLength: 0, maxLength: 25 });
  const any = fc.constantFrom(...Object.values(SECURITIES));

  test('is answered, each problem at a place that there is', () => {
    fc.assert(
      fc.property(any, some, (of, terms) => {
        const given = { ...of, terms };
        for (const { path } of problemsIn(given)) {
          const [, part, index] = path.split('/');
          expect(['terms', 'denomination', 'cfi', 'instrument']).toContain(part);
          if (part === 'terms' && index !== undefined) expect(terms[Number(index)]).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the order of sentences changes no problem', () => {
    const shuffled = fc
      .tuple(any, some)
      .chain(([of, terms]) =>
        fc.tuple(
          fc.constant({ ...of, terms }),
          fc.shuffledSubarray(terms, { minLength: terms.length, maxLength: terms.length }),
        ),
      );
    const about = (of: WrittenSecurity): readonly string[] =>
      found(of)
        .filter((each) => !each.startsWith('TERMS_EXCLUDE_EACH_OTHER'))
        .sort();
    fc.assert(
      fc.property(shuffled, ([of, terms]) => {
        expect(about({ ...of, terms })).toEqual(about(of));
      }),
      { numRuns: 200 },
    );
  });
});
