import { describe, expect, test } from '@jest/globals';
import { changed, found, plus, security, without } from '../../test-support/changed-securities.js';
import type { WrittenSecurity } from '../../test-support/securities.js';
import { EXAMPLE_TERMS } from '../../test-support/terms.js';
import { TERMS } from '../catalogue.js';
import type { Term } from '../term-kind.js';

const BOND = security('callable fixed-rate bond');
const SHARE = security('ordinary share');
const ZERO = security('zero-coupon bond');

function example(kind: { readonly is: string }): Term {
  const term = EXAMPLE_TERMS.find(({ is }) => is === kind.is);
  if (term === undefined) throw new Error(`no example of ${kind.is}`);
  return term;
}

type Case = readonly [what: string, of: WrittenSecurity, ...problems: readonly string[]];
const check = (_: string, of: WrittenSecurity, ...problems: readonly string[]): void => {
  expect(found(of)).toEqual(problems);
};

const COVENANT = plus(BOND, example(TERMS.keepsRatio));
const cure = (event: string): Term => TERMS.curesByEquity({ event, withinDays: 15, times: 4, inARow: false });
const rescinds = (holdersPercent: string): Term => TERMS.rescindsAcceleration({ holdersPercent });

describe('covenants and defaults', () => {
  test.each<Case>([
    ['a covenant that is cured', plus(COVENANT, cure('CovenantBreach'))],
    ['a cure of what is no covenant', plus(COVENANT, cure('Delisting')), 'TERM_WITHOUT_OBJECT curesByEquity@1'],
    [
      'a cure of what nobody knows',
      plus(BOND, cure('CovenantBreach')),
      'TERM_WITHOUT_OBJECT curesByEquity@1',
      'EVENT_UNDEFINED curesByEquity@1/event',
    ],
    ['acts that are permitted while a ratio is kept', plus(BOND, example(TERMS.permitsWhile))],
    ['a declaration that is taken back', plus(BOND, rescinds('50'))],
    [
      'a declaration that nobody takes back',
      plus(BOND, rescinds('0')),
      'TERM_INCOMPLETE rescindsAcceleration@1/holdersPercent',
    ],
    [
      'a declaration that nobody can make',
      plus(without(BOND, TERMS.acceleratesIfLate, TERMS.acceleratesAfter), TERMS.hasNoDefault({}), rescinds('50')),
      'TERM_WITHOUT_OBJECT rescindsAcceleration@1',
    ],
    ['permissions of a share', plus(SHARE, example(TERMS.permitsWhile)), 'TERM_NOT_APPLICABLE permitsWhile@1'],
  ])('%s', check);
});

describe('interest that changes its rate or its form', () => {
  const rating = (change: object): WrittenSecurity =>
    changed(plus(BOND, example(TERMS.changesRateByRating)), TERMS.changesRateByRating, change);
  const inKind = (until: string): Term => TERMS.paysInKind({ by: 'duty', until });
  test.each<Case>([
    ['by the rating, of a fixed rate', rating({})],
    ['by the rating, which classifies it as variable, too', { ...rating({}), cfi: 'DBVUGR' }],
    ['by the rating, without a bound', rating({ mostPercent: undefined })],
    ['by the rating, one step at most', rating({ mostPercent: '0.25' })],
    ['by less than one step', rating({ mostPercent: '0.24' }), 'BOUNDS_REVERSED changesRateByRating@1/mostPercent'],
    ['by nothing', rating({ perStepPercent: '0' }), 'TERM_INCOMPLETE changesRateByRating@1/perStepPercent'],
    ['in kind until maturity', plus(BOND, inKind('2031-06-15'))],
    ['in kind after it', plus(BOND, inKind('2031-06-16')), 'DATES_OUT_OF_ORDER paysInKind@1/until'],
    ['in kind before there is any', plus(BOND, inKind('2026-06-14')), 'DATES_OUT_OF_ORDER paysInKind@1/until'],
    [
      'though there is none',
      plus(ZERO, example(TERMS.changesRateByRating), inKind('2027-06-15')),
      'TERM_WITHOUT_OBJECT changesRateByRating@1',
      'TERM_WITHOUT_OBJECT paysInKind@1',
    ],
  ])('%s', check);
});

describe('changes of several series', () => {
  const together = (change: object): Term =>
    TERMS.changingTogetherNeeds({ what: 'payments', percent: '75', ...change });
  const alone = TERMS.changingNeeds({ what: 'payments', percent: '75', of: 'votes-outstanding', quorumPercent: '75' });
  const VOTED = plus(without(BOND, TERMS.changingNeeds), alone);
  test.each<Case>([
    ['by one limb and by two', plus(VOTED, together({}), together({ percent: '66.67', eachPercent: '50' }))],
    ['by nobody', plus(VOTED, together({ percent: '0' })), 'TERM_INCOMPLETE changingTogetherNeeds@1/percent'],
    [
      'where one alone says nothing of its own',
      plus(without(BOND, TERMS.changingNeeds), together({})),
      'TERM_WITHOUT_OBJECT changingTogetherNeeds@1',
    ],
  ])('%s', check);
});

describe('rights of a class', () => {
  const PREFERRED = security('cumulative participating convertible preferred share');
  const pays = TERMS.paysToPlay({ class: 'common', extent: 'all' });
  const first = TERMS.preEmption({ on: ['new-issues'], withinDays: 20 });
  const units = TERMS.takesDividendsInUnits({});
  const silent = without(PREFERRED, TERMS.preEmption, TERMS.mayParticipate);
  test.each<Case>([
    ['that is asked', plus(PREFERRED, example(TERMS.needsConsentFor))],
    [
      'of which nobody is asked',
      plus(PREFERRED, TERMS.needsConsentFor({ percent: '0', acts: ['dissolve'] })),
      'TERM_INCOMPLETE needsConsentFor@1/percent',
    ],
    ['that is lost by who takes no part', plus(silent, first, pays)],
    ['that is lost though nobody may take part', plus(silent, pays), 'TERM_WITHOUT_OBJECT paysToPlay@1'],
    ['of preferred shares alone', plus(SHARE, pays), 'TERM_NOT_APPLICABLE paysToPlay@1'],
    [
      'to dividends in units',
      plus(without(SHARE, TERMS.mayPayDividends), TERMS.mayPayDividends({ decidedBy: 'board' }), units),
    ],
    [
      'to dividends that there are not',
      plus(without(SHARE, TERMS.mayPayDividends), units),
      'TERM_WITHOUT_OBJECT takesDividendsInUnits@1',
    ],
    ['that the issuer buys back', plus(SHARE, TERMS.issuerMayPurchase({ then: 'free' }))],
  ])('%s', check);
});
