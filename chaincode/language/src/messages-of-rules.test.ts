import { expect, test } from '@jest/globals';
import { rule, toldOf, type Mistake } from './test-support/mistakes.js';

/** Mistakes that are typical in a rule, and what is said of them. */
const MISTAKES: readonly Mistake[] = [
  ...['', ':'].map((colon): Mistake => [
    `two rules below "then${colon}"`,
    rule(`when receiver resides in DE then${colon}\n    receiver has claim kyc\n    receiver is a person`),
    [
      '2:39 WRITTEN_OTHERWISE one rule stands here, and there are several: join them by "then all of:" or "then any of:", one to a line below',
    ],
  ]),
  [
    'a second rule on a deeper line',
    rule('when receiver resides in DE then receiver has claim kyc\n    receiver is a person'),
    [
      '2:39 WRITTEN_OTHERWISE one rule stands here, and there are several: join them by "then all of:" or "then any of:", one to a line below',
    ],
  ],
  [
    'two rules below a paragraph',
    rule('under "Law, section 1":\n    receiver has claim kyc # of a bank\n\n    receiver is a person'),
    [
      '2:11 WRITTEN_OTHERWISE one rule stands here, and there are several: join them by "under "…": all of:" or "under "…": any of:", one to a line below',
    ],
  ],
  [
    'a list that goes on below, and a mistake in it',
    rule('when receiver resides in AT,\n      BE, XX or DE then receiver has claim kyc'),
    ['2:36 COUNTRY_UNKNOWN The country is not an ISO 3166-1 alpha-2 code'],
  ],
  [
    'wrong order',
    rule('resides receiver in DE'),
    ['2:11 SENTENCE_UNKNOWN this is not a rule; did you mean one such as: sender resides in IE, DE or FR'],
  ],
  [
    'subject in the plural',
    rule('receivers reside in DE'),
    ['2:11 SENTENCE_UNKNOWN this is not a rule; did you mean one such as: sender resides in IE, DE or FR'],
  ],
  ['article', rule('the receiver resides in DE'), ['2:11 WRITTEN_OTHERWISE leave out "the"']],
  [
    'capital',
    rule('Receiver resides in DE'),
    ['2:11 SENTENCE_UNKNOWN this is not a rule; did you mean one such as: sender resides in IE, DE or FR'],
  ],
  [
    'missing in',
    rule('receiver resides DE'),
    [
      '2:28 SENTENCE_INCOMPLETE "in", or "outside" is expected after "resides", not "DE", as in: sender resides in IE, DE or FR',
    ],
  ],
  ['buyer for receiver', rule('buyer resides in DE'), ['2:11 WRITTEN_OTHERWISE who gets units is the "receiver"']],
  [
    'seller for sender',
    rule('seller has held for 1 year', 'transfer'),
    ['2:15 WRITTEN_OTHERWISE who gives units is the "sender"'],
  ],
  [
    'country name',
    rule('receiver resides in Germany'),
    [
      '2:31 SENTENCE_INCOMPLETE a country such as DE is expected after "in", not "Germany", as in: sender resides in IE, DE or FR',
    ],
  ],
  [
    'lower-case country',
    rule('receiver resides in de'),
    [
      '2:31 SENTENCE_INCOMPLETE a country such as DE is expected after "in", not "de", as in: sender resides in IE, DE or FR',
    ],
  ],
  ['UK', rule('receiver resides in UK'), ['2:31 WRITTEN_OTHERWISE the code of the United Kingdom is GB']],
  ['EU', rule('receiver resides in EU'), ['2:31 WRITTEN_OTHERWISE countries are named one by one: AT, BE or BG']],
  [
    'and for or',
    rule('receiver resides in DE and FR'),
    [
      '2:34 SENTENCE_INCOMPLETE "or" and another one, or the end of the sentence is expected after "DE", not "and", as in: sender resides in IE, DE or FR',
    ],
  ],
  [
    'missing comma',
    rule('receiver resides in DE FR or IE'),
    [
      '2:34 SENTENCE_INCOMPLETE "or" and another one, or the end of the sentence is expected after "DE", not "FR", as in: sender resides in IE, DE or FR',
    ],
  ],
  [
    'must',
    rule('receiver must reside in DE'),
    ['2:20 WRITTEN_OTHERWISE a rule says what is so: receiver resides in DE'],
  ],
  [
    'american date',
    rule('from 06/15/2026', 'transfer'),
    ['2:20 WRITTEN_OTHERWISE a date is written as year-month-day with two digits for month and day: 2026-06-15'],
  ],
  [
    'german date',
    rule('from 15.06.2026', 'transfer'),
    ['2:20 WRITTEN_OTHERWISE a date is written as year-month-day with two digits for month and day: 2026-06-15'],
  ],
  [
    'words date',
    rule('from 15 June 2026', 'transfer'),
    ['2:20 WRITTEN_OTHERWISE a date is written as year-month-day with two digits for month and day: 2026-06-15'],
  ],
  [
    'impossible date',
    rule('from 2026-02-30', 'transfer'),
    ['2:20 DATE_INVALID The date is not a calendar date (ISO 8601, year-month-day)'],
  ],
  [
    'short date',
    rule('from 2026-6-15', 'transfer'),
    ['2:20 WRITTEN_OTHERWISE a date is written as year-month-day with two digits for month and day: 2026-06-15'],
  ],
  [
    'year only',
    rule('until 2026', 'transfer'),
    ['2:21 SENTENCE_INCOMPLETE a date such as 2026-06-15 is expected after "until", not "2026"'],
  ],
  [
    'currency before amount',
    rule('one unit is at least EUR 100,000 nominal'),
    ['2:32 WRITTEN_OTHERWISE the currency stands behind the amount: 100,000 EUR'],
  ],
  [
    'sign',
    rule('one unit is at least €100,000 nominal'),
    ['2:32 WRITTEN_OTHERWISE an amount has the code of its currency behind it: 100,000 EUR'],
  ],
  [
    'no currency',
    rule('one unit is at least 100,000 nominal'),
    [
      '2:40 SENTENCE_INCOMPLETE a currency such as EUR is expected after "100,000", not "nominal", as in: one unit is at least 100,000 EUR nominal',
    ],
  ],
  [
    'unknown currency',
    rule('one unit is at least 100,000 EURO nominal'),
    [
      '2:40 SENTENCE_INCOMPLETE a currency such as EUR is expected after "100,000", not "EURO", as in: one unit is at least 100,000 EUR nominal',
    ],
  ],
  [
    'unknown code',
    rule('one unit is at least 100,000 EUQ nominal'),
    ['2:32 CURRENCY_UNKNOWN The currency is not an active ISO 4217 code'],
  ],
  [
    'too many digits',
    rule('one unit is at least 100.123 EUR nominal'),
    [
      '2:32 AMOUNT_INVALID The amount is not a decimal number of the allowed form and scale: at most 2 digits behind the point',
    ],
  ],
  [
    'million',
    rule('one unit is at least 1 million EUR nominal'),
    ['2:32 WRITTEN_OTHERWISE a number is written in digits: 1,000,000'],
  ],
  [
    'european number',
    rule('one unit is at least 100.000,00 EUR nominal'),
    ['2:32 WRITTEN_OTHERWISE thousands are set apart by commas, and a point stands before the fraction: 100,000.50'],
  ],
  [
    'bad grouping',
    rule('receiver holds at most 1,00 units'),
    ['2:34 WRITTEN_OTHERWISE thousands are set apart by commas, and a point stands before the fraction: 100,000.50'],
  ],
  [
    'apostrophe grouping',
    rule("receiver holds at most 100'000 units"),
    ['2:34 WRITTEN_OTHERWISE thousands are set apart by commas, and a point stands before the fraction: 100,000.50'],
  ],
  [
    'spaced thousands',
    rule('receiver holds at most 100 000 units'),
    ['2:34 WRITTEN_OTHERWISE thousands are set apart by commas, and a point stands before the fraction: 100,000.50'],
  ],
  [
    'no percent sign',
    rule('receiver holds at most 10 of all units'),
    ['2:37 SENTENCE_INCOMPLETE "units" is expected after "10", not "of", as in: receiver holds at most 40,000 units'],
  ],
  [
    'per cent',
    rule('receiver holds at most 10 per cent of all units'),
    ['2:34 WRITTEN_OTHERWISE a percentage is written 10%'],
  ],
  [
    'spaced percent',
    rule('receiver holds at most 10 % of all units'),
    ['2:34 WRITTEN_OTHERWISE the sign stands right behind the number: 10%'],
  ],
  [
    'more than all',
    rule('receiver holds at most 110% of all units'),
    [
      '2:34 AMOUNT_INVALID a percentage from 0% to 100% with a point before its fraction is expected here, such as 66.67%',
    ],
  ],
  [
    'forgotten of',
    rule('receiver holds at most 10% all units'),
    [
      '2:38 SENTENCE_INCOMPLETE "of" is expected after "10%", not "all", as in: receiver holds at most 4.25% of all units',
    ],
  ],
  [
    'fraction of units',
    rule('receiver holds at most 10.5 units'),
    ['2:34 UNITS_INVALID The quantity is not a whole number of units greater than zero'],
  ],
  [
    'forgotten units',
    rule('receiver holds at most 100'),
    ['2:37 SENTENCE_INCOMPLETE "units" is expected after "100", as in: receiver holds at most 40,000 units'],
  ],
  ['shares for units', rule('receiver holds at most 100 shares'), ['2:38 WRITTEN_OTHERWISE what is held are "units"']],
  [
    'period without unit',
    rule('sender has held for 6', 'transfer'),
    ['2:36 SENTENCE_INCOMPLETE "days", "months" or "years" is expected after "6", as in: sender has held for 6 months'],
  ],
  [
    'weeks',
    rule('sender has held for 2 weeks', 'transfer'),
    ['2:35 WRITTEN_OTHERWISE there are no weeks: write 14 days'],
  ],
  ['hyphen', rule('sender has held for 6-months', 'transfer'), ['2:35 WRITTEN_OTHERWISE write 6 months']],
  [
    'in words',
    rule('sender has held for six months', 'transfer'),
    ['2:35 WRITTEN_OTHERWISE a period is written in digits: 6 months'],
  ],
  [
    'zero',
    rule('sender has held for 0 days', 'transfer'),
    ['2:35 SENTENCE_INCOMPLETE a period such as 6 months, or "more" is expected after "for", not "0"'],
  ],
  [
    'held for at least',
    rule('sender has held for at least 6 months', 'transfer'),
    [
      '2:35 SENTENCE_INCOMPLETE a whole number such as 35, or a period such as 6 months, or "more" is expected after "for", not "at"',
    ],
  ],
];

test.each(MISTAKES)('%s', (_, text, told) => {
  expect(toldOf(text)).toEqual(told);
});
