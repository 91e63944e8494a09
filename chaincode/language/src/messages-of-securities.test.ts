import { expect, test } from '@jest/globals';
import { HEAD, note, template, NOTE, toldOf, type Mistake } from './test-support/mistakes.js';

/** Mistakes that are typical in a security or another definition, and what is said of them. */
const MISTAKES: readonly Mistake[] = [
  [
    'isin short',
    template('isin XS010444098'),
    ['2:8 SENTENCE_INCOMPLETE an ISIN such as XS0104440986 is expected after "isin", not "XS010444098"'],
  ],
  [
    'isin lower',
    template('isin xs0104440986'),
    ['2:8 SENTENCE_INCOMPLETE an ISIN such as XS0104440986 is expected after "isin", not "xs0104440986"'],
  ],
  [
    'isin spaces',
    template('isin XS 0104440986'),
    ['2:8 SENTENCE_INCOMPLETE an ISIN such as XS0104440986 is expected after "isin", not "XS"'],
  ],
  [
    'isin quotes',
    template('isin "XS0104440986"'),
    ['2:8 SENTENCE_INCOMPLETE an ISIN such as XS0104440986 is expected after "isin", not ""XS0104440986""'],
  ],
  [
    'issuer name',
    template('issuer "ACME plc"'),
    [
      '2:3 WRITTEN_OTHERWISE who issues is said by a code: issuer lei 5493001KJTIIGC8Y1R12, or issuer register … number …',
    ],
  ],
  [
    'size',
    template('size 500000000 EUR'),
    [
      '2:18 SENTENCE_INCOMPLETE "units" is expected after "500000000", not "EUR", as in: size 500,000 units of 1,000 EUR',
    ],
  ],
  [
    'size shares',
    template('size 1,000 shares'),
    ['2:3 WRITTEN_OTHERWISE all that there may be of a security are "units": size 500,000 units of 1,000 EUR'],
  ],
  [
    'governing law',
    template('governing law "England"'),
    [
      '2:3 SENTENCE_UNKNOWN this is not a sentence of a definition of kind security; "governing law" is said so: law "Germany"',
    ],
  ],
  [
    'votes',
    'ownership X@1 "x"\n  title passes with yes from clerk\n  votes stand until they are ended\n  meanwhile seller has income and votes\n',
    ['2:30 SENTENCE_UNKNOWN this is not a place from which it is voted'],
  ],
  [
    'votes of a register that every protocol asks',
    'ownership X@1 "x"\n  title passes with yes from external register\n  votes stand until they are ended\n  meanwhile seller has income and votes\n',
    ['2:30 SENTENCE_UNKNOWN this is not a place from which it is voted'],
  ],
  [
    'votes 3 of 2',
    'ownership X@1 "x"\n  title passes with yes from 3 of (registrar; issuer)\n  votes stand until they are ended\n  meanwhile seller has income and votes\n',
    ['2:30 FIELD_INVALID this must be as many votes as there are, or fewer'],
  ],
  [
    'votes and',
    'ownership X@1 "x"\n  title passes with yes from registrar and issuer\n  votes stand until they are ended\n  meanwhile seller has income and votes\n',
    ['2:40 SENTENCE_INCOMPLETE two rules are combined by "all of (…; …)", with a semicolon between them'],
  ],
  [
    'title passes when',
    'ownership X@1 "x"\n  title passes when registrar votes yes\n  votes stand until they are ended\n  meanwhile seller has income and votes\n',
    [
      '2:3 SENTENCE_UNKNOWN this is not a sentence of a definition of kind ownership; did you mean one such as: title passes with yes from all of (registrar; issuer)',
    ],
  ],
  [
    'formula',
    template('a means 20 EUR +'),
    ['2:19 SYNTAX_INVALID a value, a name or a formula in parentheses is expected, not the end of the line'],
  ],
  ['x times', template('a means 2 x b'), ['2:11 WRITTEN_OTHERWISE "*" multiplies, "/" divides']],
  ['formula pct', template('a means 80 percent of b'), ['2:11 WRITTEN_OTHERWISE a percentage is written 80%']],
  [
    'is for means',
    template('safe price is lower of (a, b)'),
    ['2:14 WRITTEN_OTHERWISE a name is given to a formula by "means"'],
  ],
  [
    'BOM',
    '\uFEFFcompliance X@1 "x"\n  to hold receiver resides in DE\n',
    ['1:1 WRITTEN_OTHERWISE a mark of byte order stands here: save the text as UTF-8 without one'],
  ],
  [
    'nbsp',
    HEAD + '  to hold receiver\u00A0resides in DE\n',
    ['2:19 WRITTEN_OTHERWISE this is a space that does not break: write a plain one'],
  ],
  ['dash', HEAD + '  to hold receiver has claim accredited–investor\n', ['2:40 WRITTEN_OTHERWISE write a hyphen: -']],
  [
    'list bullets',
    HEAD + '  to hold all of:\n    - receiver resides in DE\n    - receiver has claim kyc\n',
    ['3:5 WRITTEN_OTHERWISE each line is a sentence or a rule of its own: leave this out'],
  ],
  [
    'inline and below',
    HEAD + '  to hold all of: receiver resides in DE\n',
    ['2:17 SYNTAX_INVALID below ":" stand rules, one to a line, each indented by two spaces more than the sentence'],
  ],
  [
    'isin digit',
    note('isin XS0104440986', 'isin XS0104440987'),
    ['2:8 ISIN_INVALID The ISIN is not valid (ISO 6166): look at its check digit'],
  ],
  [
    'lei digit',
    note('5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R13'),
    ['4:14 LEI_INVALID The LEI is not valid (ISO 17442): look at its check digits'],
  ],
  [
    'cfi',
    note('DBFUFR', 'DBFUF'),
    ['3:7 SENTENCE_INCOMPLETE a CFI code such as DBFUFR is expected after "cfi", not "DBFUF", as in: cfi DBFUGR'],
  ],
  [
    'cfi of something else',
    note('DBFUFR', 'ESVUFR'),
    [
      '3:7 CFI_CONTRADICTED The CFI code says something else than the terms: letter number 1, letter E, expected D (debt)',
      '3:7 CFI_CONTRADICTED The CFI code says something else than the terms: letter number 2, letter S, expected B (bonds) or T (medium-term notes) or Y (money market)',
      '3:7 CFI_CONTRADICTED The CFI code says something else than the terms: letter number 3, letter V (any other interest), expected F (one rate that is known to the end)',
    ],
  ],
  [
    'short name',
    note('currency EUR', 'short name "ACME"\n  currency EUR'),
    ['5:14 FISN_INVALID The FISN is not valid (ISO 18774): look at its form'],
  ],
  [
    'token check character',
    note('currency EUR', 'dti X9J9K872T\n  currency EUR'),
    ['5:7 DTI_INVALID The DTI is not valid (ISO 24165): look at its check character'],
  ],
  [
    'identifiers that are wrong, and terms',
    note('XS0104440986', 'XS0104440987')
      .replace('5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R13')
      .replace('currency EUR', 'short name "ACME"\n  dti X9J9K872T\n  currency EUR')
      .replace('  days count 30E/360\n', ''),
    [
      '2:8 ISIN_INVALID The ISIN is not valid (ISO 6166): look at its check digit',
      '4:14 LEI_INVALID The LEI is not valid (ISO 17442): look at its check digits',
      '5:14 FISN_INVALID The FISN is not valid (ISO 18774): look at its form',
      '6:7 DTI_INVALID The DTI is not valid (ISO 24165): look at its check character',
      '10:3 TERM_MISSING nothing says how days are counted: add a sentence such as "days count 30E/360"',
    ],
  ],
  [
    'a classification and a currency that there are not',
    note('cfi DBFUFR', 'cfi ZZZZZZ').replace('currency EUR', 'currency DEM'),
    [
      '3:7 CFI_INVALID The CFI code is not valid (ISO 10962): look at its category',
      '5:12 CURRENCY_UNKNOWN The currency is not an active ISO 4217 code',
    ],
  ],
  [
    'currency of the size',
    note('1,000 EUR', '1,000 USD'),
    ['6:23 CURRENCY_DIFFERS An amount is in another currency than it must be: expected EUR'],
  ],
  [
    'no instrument',
    note('  bond of a company issued 2026-06-15 in registered form\n', ''),
    [
      '1:1 NOT_SAID nothing says what it is: add a sentence such as "bond of a company issued 2026-06-15 in registered form"',
    ],
  ],
  [
    'what is missing and what does not fit, at once',
    note('  isin XS0104440986\n', '').replace('  days count 30E/360\n', ''),
    [
      '1:1 NOT_SAID nothing says its ISIN: add a sentence such as "isin XS0104440986"',
      '7:3 TERM_MISSING nothing says how days are counted: add a sentence such as "days count 30E/360"',
    ],
  ],
  [
    'no classification, which contradicts nothing',
    note('  cfi DBFUFR\n', ''),
    ['1:1 NOT_SAID nothing says its classification: add a sentence such as "cfi DBFUFR"'],
  ],
  [
    'a law alone',
    note('  bond of', '  law "Germany"\n  held registered\n  bond of').replace('  days count 30E/360\n', ''),
    [
      '1:1 NOT_SAID nothing says what the register is in law: add a sentence such as "register constitutive under "eWpG, section 2"" (law, form, register and protocol are said together or not at all)',
      '1:1 NOT_SAID nothing says by which protocol title passes: add a sentence such as "title passes by House@1" (law, form, register and protocol are said together or not at all)',
      '10:3 TERM_MISSING nothing says how days are counted: add a sentence such as "days count 30E/360"',
    ],
  ],
  [
    'proof of nothing',
    note('  days count', '  auditor proves audit every 3 months, otherwise transfers wait\n  days count'),
    [
      '9:3 TERM_WITHOUT_OBJECT this is about something that no sentence of the security says: it needs "stands for "land and buildings leased to Exampleland" by "land register" entry "4711"", or say it of no asset in the definition of kind ownership: "evidence audit every 3 months, otherwise transfers wait"',
    ],
  ],
  [
    'transfers that an event suspends',
    note('  days count', '  transfers are suspended when Strike lasts 0 days\n  Strike means "all rest"\n  days count'),
    [
      '9:3 SUSPENSION_UNKNOWABLE nobody tells the ledger that Strike has occurred, so that no transfer would ever wait for it: say what can be known as a rule, such as "to transfer issuer has approved"; until then registrar or regulator freeze the security',
    ],
  ],
  [
    'a fixing of no floating rate',
    note('  days count', '  rate is fixed 2 business days before the beginning of each period by "EMMI"\n  days count'),
    ['9:3 TERM_WITHOUT_OBJECT this is about something that no sentence of the security says: it needs a floating rate'],
  ],
  [
    'no repayment',
    note('  repays 100% on 2031-06-15\n', ''),
    [
      '1:1 TERM_MISSING nothing says when it is repaid, or that it never matures: add a sentence such as "repays 100% on 2031-06-15"',
    ],
  ],
  [
    'no day count',
    note('  days count 30E/360\n', ''),
    ['8:3 TERM_MISSING nothing says how days are counted: add a sentence such as "days count 30E/360"'],
  ],
  [
    'day count unknown',
    note('30E/360', '30/365'),
    [
      '9:14 FIELD_INVALID this must be one of ACT/ACT-ICMA, ACT/ACT-ISDA, ACT/360, ACT/365F, 30/360, 30E/360, 30E/360-ISDA',
    ],
  ],
  [
    'nothing on late payment',
    note('  if payment late 14 days, holders of 25% may declare all due\n', ''),
    [
      '1:1 TERM_MISSING nothing says what follows when payment is late: add a sentence such as "if payment late 14 days, holders of 25% may declare all due"',
    ],
  ],
  [
    'coupon of a zero bond',
    note('  repays 100%', '  no interest\n  repays 100%'),
    [
      '3:7 CFI_CONTRADICTED The CFI code says something else than the terms: letter number 3, letter F (one rate that is known to the end), expected Z (no interest)',
      '8:3 TERMS_EXCLUDE_EACH_OTHER Two terms exclude each other: this is "pays {ratePercent} per year, every {every} from {from}[ until {until}]", the other is "no interest"',
    ],
  ],
  [
    'parts that are not all',
    note('repays 100% on 2031-06-15', 'repays in parts 40% on 2030-06-15 and 50% on 2031-06-15'),
    [
      '3:7 CFI_CONTRADICTED The CFI code says something else than the terms: letter number 5, letter F (on one day), expected A (in parts)',
      '10:19 SUM_NOT_WHOLE Parts do not make the whole: the sum is 90, the whole is 100',
    ],
  ],
  [
    'repaid before issue',
    note('2031-06-15', '2021-06-15'),
    [
      '8:3 STUB_NOT_SAID An interest period is shorter or longer than the others, and nothing says so: at last, length short',
      '8:39 DATES_OUT_OF_ORDER Dates of the terms are not in the order in which they must come: 2027-06-15 must come before 2021-06-15: correct one of the two',
      '10:18 DATES_OUT_OF_ORDER Dates of the terms are not in the order in which they must come: 2026-06-15 must come before 2021-06-15: correct one of the two',
    ],
  ],
  [
    'event unknown',
    note('  days count', '  on TakeOver all is due\n  days count'),
    ['9:6 EVENT_UNDEFINED An event is named, and nothing says what it is: event TakeOver'],
  ],
  [
    'two currencies in a sum',
    note('  days count', '  extra means 20 EUR + 20 USD\n  days count'),
    [
      '9:15 FORMULA_UNITS_DIFFER A formula combines what does not go together: one is money (EUR), the other is money (USD)',
    ],
  ],
  [
    'units plus money',
    note('  days count', '  extra means 20 EUR + 3 units\n  days count'),
    ['9:15 FORMULA_UNITS_DIFFER A formula combines what does not go together: one is money (EUR), the other is units'],
  ],
  [
    'quantity unknown',
    note('  days count', '  extra means 2 * turnover\n  days count'),
    ['9:15 QUANTITY_UNDEFINED A formula names a quantity, and nothing says what it is: name turnover'],
  ],
  [
    'the same twice',
    note('currency EUR', 'currency EUR\n  currency EUR'),
    ['6:3 SAID_TWICE this is said already: leave one of the two'],
  ],
  [
    'vote of a share',
    note('  days count', '  votes 1 per unit\n  days count'),
    [
      '9:3 TERM_NOT_APPLICABLE A term does not go with this kind of instrument: this is "votes {perUnit} per unit[, only on {only}]", instrument bond@1',
    ],
  ],
  [
    'rank unknown',
    note('ranks as senior', 'ranks as super senior'),
    [
      '11:12 SENTENCE_INCOMPLETE "senior secured" or "senior preferred" or "senior" or "senior non-preferred" or "subordinated" or "tier 2" or "additional tier 1" or "preferred" or "ordinary" is expected after "as", not "super", as in: ranks as senior',
    ],
  ],
  [
    'period without every',
    note('per year, every 1 year', 'per year, 1 year'),
    [
      '8:21 SENTENCE_INCOMPLETE "every" is expected after ",", not "1", as in: pays 4.25% per year, every 6 months from 2026-12-15',
    ],
  ],
  [
    'annually',
    note('every 1 year', 'annually'),
    [
      '8:21 WRITTEN_OTHERWISE how often is said with "every": every 1 month, every 3 months, every 6 months, every 1 year',
    ],
  ],
  [
    'sentence of another kind',
    note('  days count', '  votes stand until they are ended\n  days count'),
    ['9:3 SENTENCE_UNKNOWN this stands in a definition of kind ownership'],
  ],
];

test('the security in which mistakes are made has none', () => {
  expect(toldOf(NOTE)).toEqual([]);
});

test.each(MISTAKES)('%s', (_, text, told) => {
  expect(toldOf(text)).toEqual(told);
});
