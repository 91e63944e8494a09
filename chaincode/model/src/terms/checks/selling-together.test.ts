import { expect, test } from '@jest/globals';
import { changed, found, plus, security } from '../../test-support/changed-securities.js';
import type { WrittenSecurity } from '../../test-support/securities.js';
import { TERMS } from '../catalogue.js';

const SHARE = plus(security('ordinary share'), TERMS.dragsAlong({ majorityPercent: '75' }));
const PREFERRED = plus(
  security('cumulative participating convertible preferred share'),
  TERMS.dragsAlong({ majorityPercent: '60' }),
);
const drags = (change: object, of = SHARE): WrittenSecurity => changed(of, TERMS.dragsAlong, change);
const price = (currency: string): object => ({ least: { price: { amount: '2.5', currency } } });

test.each<[string, WrittenSecurity, ...string[]]>([
  ['all at any price', SHARE],
  ['for so much a unit', drags(price('EUR'))],
  ['for so much in other money', drags(price('USD')), 'CURRENCY_DIFFERS dragsAlong@1/least/price'],
  ['for a multiple of the issue price', drags({ least: { multiple: '3' } }, PREFERRED)],
  [
    'for a multiple of a price that there is not',
    drags({ least: { multiple: '3' } }),
    'TERM_INCOMPLETE dragsAlong@1/least',
  ],
  ['with consents, exclusions and notice', drags({ consents: ['board'], excludes: ['affiliates'], noticeDays: 20 })],
  [
    'beside those who may follow',
    plus(SHARE, TERMS.tagsAlong({ abovePercent: '10', excludes: ['family'], withinDays: 15 })),
  ],
  [
    'units of a debt',
    plus(security('zero-coupon bond'), TERMS.dragsAlong({ majorityPercent: '75' })),
    'TERM_NOT_APPLICABLE dragsAlong@1',
  ],
])('holders who sell take with them %s', (_, of, ...problems) => {
  expect(found(of)).toEqual(problems);
});
