import { describe, expect, test } from '@jest/globals';
import { changed, found, issued, plus, security, without } from '../../test-support/changed-securities.js';
import type { WrittenSecurity } from '../../test-support/securities.js';
import { TERMS } from '../catalogue.js';
import type { Term } from '../term-kind.js';

const BOND = security('callable fixed-rate bond');
const FLOATING = security('floating-rate bond');
const ZERO = security('zero-coupon bond');
const STEPPED = security('stepped-rate bond');
const PERPETUAL = security('perpetual callable Additional Tier 1 fixed-to-floating-rate contingent bond');
const CONVERTIBLE = security('fixed-rate convertible bond');
const COVERED = security('extendible fixed-rate covered bond');
const GREEN = security('green sustainability-linked callable fixed-rate bond');
const WARRANT = security('call warrant');
const AUTOCALL = security('autocallable certificate');

type Case = readonly [what: string, of: WrittenSecurity, ...problems: readonly string[]];
const check = (_: string, of: WrittenSecurity, ...problems: readonly string[]): void => {
  expect(found(of)).toEqual(problems);
};

describe('dates', () => {
  const call = (from: string, until?: string): WrittenSecurity =>
    changed(BOND, TERMS.issuerMayRedeem, { prices: [{ from, percent: '102' }], until });
  test.each<Case>([
    ['a call the day before the issue', call('2026-06-14'), 'DATES_OUT_OF_ORDER issuerMayRedeem@1/prices/0/from'],
    ['a call on the day of the issue', call('2026-06-15')],
    ['a call at maturity', call('2031-06-15')],
    ['a call after maturity', call('2031-06-16'), 'DATES_OUT_OF_ORDER issuerMayRedeem@1/prices/0/from'],
    ['a call up to maturity', call('2029-06-15', '2031-06-15')],
    ['a call beyond maturity', call('2029-06-15', '2031-06-16'), 'DATES_OUT_OF_ORDER issuerMayRedeem@1/until'],
    [
      'a call that ends before it begins',
      call('2029-06-15', '2029-06-14'),
      'DATES_OUT_OF_ORDER issuerMayRedeem@1/until',
    ],
    [
      'two prices from one day',
      changed(BOND, TERMS.issuerMayRedeem, {
        prices: [
          { from: '2029-06-15', percent: '102' },
          { from: '2029-06-15', percent: '101' },
        ],
      }),
      'DATES_OUT_OF_ORDER issuerMayRedeem@1/prices/1/from',
    ],
    [
      'a maturity before the issue',
      changed(ZERO, TERMS.repaysOn, { on: '2026-06-14' }),
      'DATES_OUT_OF_ORDER repaysOn@1/on',
    ],
    [
      'a maturity on the day of the issue',
      changed(ZERO, TERMS.repaysOn, { on: '2026-06-15' }),
      'DATES_OUT_OF_ORDER repaysOn@1/on',
    ],
    ['a maturity a day later', changed(ZERO, TERMS.repaysOn, { on: '2026-06-16' })],
    [
      'rates that begin late',
      changed(STEPPED, TERMS.paysStepped, { steps: [{ from: '2026-06-16', ratePercent: '2' }] }),
      'DATES_OUT_OF_ORDER paysStepped@1/steps/0/from',
    ],
    [
      'an extension to maturity',
      changed(COVERED, TERMS.extendsTo, { until: '2031-06-15' }),
      'DATES_OUT_OF_ORDER extendsTo@1/until',
    ],
    ['an extension by a day', changed(COVERED, TERMS.extendsTo, { until: '2031-06-16' })],
    [
      'a target observed after it counts',
      changed(GREEN, TERMS.changesRateByTarget, { observedOn: '2029-06-16' }),
      'DATES_OUT_OF_ORDER changesRateByTarget@1/from',
    ],
    [
      'a conversion beyond maturity',
      changed(CONVERTIBLE, TERMS.holderMayConvert, { until: '2031-06-16' }),
      'DATES_OUT_OF_ORDER holderMayConvert@1/until',
    ],
    [
      'a warrant that ends before it begins',
      changed(WARRANT, TERMS.holderMayExercise, { until: '2026-06-14' }),
      'DATES_OUT_OF_ORDER holderMayExercise@1/until',
    ],
    [
      'bermudan dates outside the period',
      changed(WARRANT, TERMS.holderMayExercise, {
        style: 'bermudan',
        dates: ['2026-06-14', '2027-06-15', '2027-06-15'],
      }),
      'DATES_OUT_OF_ORDER holderMayExercise@1/dates/2',
      'DATES_OUT_OF_ORDER holderMayExercise@1/dates/0',
      'CFI_CONTRADICTED /cfi',
    ],
    [
      'observations that do not ascend',
      changed(AUTOCALL, TERMS.paysIfAbove, {
        observations: [
          { on: '2028-06-15', barrierPercent: '70' },
          { on: '2027-06-15', barrierPercent: '70' },
        ],
      }),
      'DATES_OUT_OF_ORDER paysIfAbove@1/observations/1/on',
    ],
  ])('%s', check);
});

describe('interest periods', () => {
  const pays = (change: object): WrittenSecurity => changed(BOND, TERMS.paysFixed, change);
  const stub = (at: 'first' | 'last', length: 'short' | 'long'): Term => TERMS.hasStub({ at, length });
  test.each<Case>([
    [
      'a first period that is short',
      pays({ from: '2026-12-14' }),
      'STUB_NOT_SAID paysFixed@1',
      'STUB_NOT_SAID paysFixed@1',
    ],
    ['a first period that is long', pays({ from: '2027-06-15' }), 'STUB_NOT_SAID paysFixed@1'],
    ['a first period that is said to be long', plus(pays({ from: '2027-06-15' }), stub('first', 'long'))],
    [
      'a first period that is said to be short, and is long',
      plus(pays({ from: '2027-06-15' }), stub('first', 'short')),
      'STUB_DIFFERS hasStub@1',
    ],
    [
      'a whole first period that began before the day of issue',
      plus(issued(BOND, { issuedOn: '2026-06-30' }), TERMS.accruesFrom({ from: '2026-06-15' })),
    ],
    [
      'interest from the day on which it is paid',
      plus(BOND, TERMS.accruesFrom({ from: '2026-12-15' }), stub('first', 'short')),
      'DATES_OUT_OF_ORDER accruesFrom@1/from',
    ],
    ['a regular period that is said to be short', plus(BOND, stub('first', 'short')), 'STUB_DIFFERS hasStub@1'],
    [
      'a last period that is short',
      changed(STEPPED, TERMS.repaysOn, { on: '2031-12-15' }),
      'STUB_NOT_SAID paysStepped@1',
    ],
    [
      'a last period that is said to be short',
      plus(changed(STEPPED, TERMS.repaysOn, { on: '2031-12-15' }), stub('last', 'short')),
    ],
    ['a last period that is said to be long', plus(pays({ until: '2030-06-15' }), stub('last', 'long'))],
    [
      'ends of months',
      issued(
        changed(
          changed(STEPPED, TERMS.paysStepped, {
            steps: [{ from: '2026-08-31', ratePercent: '2' }],
            every: 'P6M',
            from: '2027-02-28',
          }),
          TERMS.repaysOn,
          { on: '2031-08-31' },
        ),
        { issuedOn: '2026-08-31' },
      ),
    ],
  ])('%s', check);
});

describe('interest', () => {
  const fixed = TERMS.paysFixed({ ratePercent: '1', every: 'P6M', from: '2026-12-15' });
  test.each<Case>([
    [
      'none and some',
      plus(ZERO, fixed, TERMS.countsDays({ dayCount: '30/360' })),
      'TERMS_EXCLUDE_EACH_OTHER paysFixed@1',
    ],
    [
      'none, with a day count',
      plus(ZERO, TERMS.countsDays({ dayCount: '30/360' })),
      'TERM_WITHOUT_OBJECT countsDays@1',
    ],
    ['two rates at one time', plus(FLOATING, fixed), 'TERMS_EXCLUDE_EACH_OTHER paysFixed@1'],
    [
      'a floating rate that goes on before',
      changed(PERPETUAL, TERMS.paysFixed, { until: '2031-12-15' }),
      'TERMS_EXCLUDE_EACH_OTHER paysFloating@1',
    ],
    [
      'a gap between two rates',
      changed(PERPETUAL, TERMS.paysFloating, { from: '2032-06-15' }),
      'DATES_OUT_OF_ORDER paysFloating@1/from',
    ],
    ['no fallback', without(FLOATING, TERMS.fallsBackOn), 'TERM_MISSING paysFloating@1/index'],
    [
      'a fallback for another index',
      changed(FLOATING, TERMS.fallsBackOn, { index: 'SOFR' }),
      'TERM_WITHOUT_OBJECT fallsBackOn@1',
      'TERM_MISSING paysFloating@1/index',
    ],
    ['no fixing', without(FLOATING, TERMS.fixesRate), 'TERM_MISSING paysFloating@1/index'],
    [
      'a fixing of a fixed rate',
      plus(BOND, TERMS.fixesRate({ daysBefore: 2, of: 'end', source: 'EMMI' })),
      'TERM_WITHOUT_OBJECT fixesRate@1',
    ],
    ['no day count', without(BOND, TERMS.countsDays), 'TERM_MISSING paysFixed@1'],
    [
      'a term rate without a tenor',
      changed(FLOATING, TERMS.paysFloating, { tenor: undefined }),
      'TERM_INCOMPLETE paysFloating@1/tenor',
    ],
    [
      'a compounded rate with a tenor',
      changed(FLOATING, TERMS.paysFloating, { method: 'compounded' }),
      'TERM_INCOMPLETE paysFloating@1/tenor',
    ],
    [
      'a cap below the floor',
      changed(FLOATING, TERMS.paysFloating, { floorPercent: '1', capPercent: '0.99' }),
      'BOUNDS_REVERSED paysFloating@1/capPercent',
    ],
    ['a cap at the floor', changed(FLOATING, TERMS.paysFloating, { floorPercent: '1', capPercent: '1' })],
  ])('%s', check);
});
