import { expect, test } from '@jest/globals';
import { compile } from './compile.js';
import { TRADE_RULES, TRADE_SENTENCES } from './phrases/trade-words.js';
import { rule, template, toldOf, type Mistake } from './test-support/mistakes.js';

const unknown = (called: string): string =>
  `2:3 SENTENCE_UNKNOWN this is not a sentence of a definition of kind security; ${called}`;

/** What is copied from a term sheet as it stands there, and what is said of it. */
const MISTAKES: readonly Mistake[] = [
  [
    'negative pledge',
    template('negative pledge'),
    [unknown('"negative pledge" is said so: issuer secures no other debt alone')],
  ],
  [
    'maturity',
    template('maturity date 2031-01-15'),
    [
      '2:12 SENTENCE_INCOMPLETE "extends" is expected after "maturity", not "date"; "maturity date" is said so: repays 100% on 2031-06-15',
    ],
  ],
  [
    'name of a quantity at the beginning',
    template('the coupon is 4.25%'),
    [
      '2:17 SENTENCE_INCOMPLETE "an amount" or "a price" or "a number of units" or "a percentage" or "a number" is expected after "is", not "4.25%"; "coupon" is said so: pays 4.25% per year, every 6 months from 2026-12-15',
    ],
  ],
  [
    'drag-along',
    template('drag-along above 66.67%'),
    [
      unknown(
        '"drag along" is said so: holders of 66.67% who sell may take all with them for at least 3 times the issue price, with consent of the board, notice 20 days',
      ),
    ],
  ],
  [
    'at par',
    template('repays at par on 2031-01-15'),
    [
      '2:13 SENTENCE_INCOMPLETE "least" is expected after "at", not "par"; "at par" is said so: repays 100% on 2031-06-15',
    ],
  ],
  [
    'call',
    template('issuer may call all at 100% from 2029-01-15'),
    [
      '2:14 SENTENCE_INCOMPLETE "add", or "defer", or "redeem", or "buy" is expected after "may", not "call"; "call" is said so: issuer may redeem all at 100% from 2029-06-15, on payment dates, notice 15 to 30 days',
    ],
  ],
  [
    'what is said in the words of no sheet',
    template('the moon is full'),
    [
      '2:15 SENTENCE_INCOMPLETE "an amount" or "a price" or "a number of units" or "a percentage" or "a number" is expected after "is", not "full", as in: performance is a percentage given by "Example Bank"',
    ],
  ],
  [
    'words of a text that are nobody’s',
    template('stands "negative pledge"'),
    [
      '2:10 SENTENCE_INCOMPLETE "for" is expected after "stands", not ""negative pledge"", as in: stands for "land and buildings leased to Exampleland" by "land register" entry "4711"',
    ],
  ],
  [
    'consent',
    rule('consent of issuer', 'transfer'),
    ['2:15 SENTENCE_UNKNOWN this is not a rule; "consent" is said so: issuer has approved'],
  ],
  [
    'cooling off',
    rule('4 days cooling-off', 'subscribe'),
    [
      '2:23 SENTENCE_INCOMPLETE "after" is expected after "days", not "cooling-off"; "cooling off" is said so: 4 days after the instruction',
    ],
  ],
  [
    'tenor',
    template('pays 3-month EURIBOR plus 1%'),
    ['2:8 WRITTEN_OTHERWISE a rate has its tenor behind it: EURIBOR of 3 months as published'],
  ],
  [
    'tenor',
    template('pays 3 months STIBOR plus 1%'),
    ['2:8 WRITTEN_OTHERWISE a rate has its tenor behind it: STIBOR of 3 months as published'],
  ],
  ['one month', rule('1-months after the issue', 'transfer'), ['2:15 WRITTEN_OTHERWISE write 1 month']],
  [
    'multiple',
    template('on dissolution first 1.5x the issue price'),
    ['2:24 WRITTEN_OTHERWISE a multiple is written 1.5 times'],
  ],
  ['ratio', template('holder may convert 1:1'), ['2:22 WRITTEN_OTHERWISE a ratio is written 1 for 1']],
  [
    'day count',
    template('days count Act/360'),
    [
      '2:14 WRITTEN_OTHERWISE a day count is one of ACT/ACT-ICMA, ACT/ACT-ISDA, ACT/360, ACT/365F, 30/360, 30E/360, 30E/360-ISDA',
    ],
  ],
  [
    'colon',
    template('currency: EUR'),
    ['2:3 WRITTEN_OTHERWISE a sentence has no colon behind what it is about: currency EUR'],
  ],
  [
    'per annum',
    template('pays 4% per annum, every 6 months from 2026-07-15'),
    ['2:11 WRITTEN_OTHERWISE a rate is "per year"'],
  ],
  [
    'terms for payments',
    template('changing payment terms needs 75% of votes cast, quorum 50%'),
    [
      '2:12 SENTENCE_INCOMPLETE did you mean "payments" after "changing"? "payment" cannot stand there, as in: changing payments needs 75% of votes cast, quorum 66.67%',
    ],
  ],
  [
    'one of several sentences',
    template('repays 100% at 2031-01-15'),
    ['2:15 SENTENCE_INCOMPLETE "on" is expected after "100%", not "at", as in: repays 100% on 2031-06-15'],
  ],
  [
    'hyphens in a name',
    'compliance SG-HK@1 "x"\n  to hold receiver resides in SG\n',
    ['1:12 WRITTEN_OTHERWISE a name has letters, digits and "_": SG_HK@1'],
  ],
  [
    'rules below an event',
    'compliance X@1 "x"\n  to hold:\n    receiver resides in SG\n',
    ['2:3 WRITTEN_OTHERWISE rules below a colon are combined: to hold all of:'],
  ],
  ['per share', template('votes 1 per share'), ['2:11 WRITTEN_OTHERWISE what is held are units: write "per unit"']],
  [
    'LEI in capitals',
    template('issuer LEI 5493001KJTIIGC8Y1R12'),
    ['2:10 SENTENCE_INCOMPLETE did you mean "lei" after "issuer"? "LEI" cannot stand there'],
  ],
  [
    'an event twice',
    `${rule('receiver has claim kyc', 'transfer')}  to transfer receiver resides in DE\n`,
    ['3:3 SAID_TWICE this is said already: join what is asked to transfer by "all of (…; …)"'],
  ],
];

test.each(MISTAKES)('%s', (_, text, told) => {
  expect(toldOf(text)).toEqual(told);
});

test.each(TRADE_SENTENCES)('what is called $called is said so', ({ said }) => {
  expect(compile(template(said)).problems).toEqual([]);
});

test.each(TRADE_RULES)('what is called $called is asked so', ({ said }) => {
  const [asked = []] = ['transfer', 'subscribe']
    .map((event) => compile(rule(said, event)).problems)
    .sort((a, b) => a.length - b.length);
  expect(asked).toEqual([]);
});

test('no name is given to two sentences', () => {
  for (const words of [TRADE_SENTENCES, TRADE_RULES]) {
    const called = words.flatMap((each) => each.called);
    expect(called.filter((name, index) => called.indexOf(name) < index)).toEqual([]);
  }
});
