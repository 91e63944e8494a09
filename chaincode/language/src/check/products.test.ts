import { describe, expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { note, NOTE, toldOf } from '../test-support/mistakes.js';

const CERTIFICATE = `security BRC@1 "Barrier reverse convertible"
  isin QS0SCRIP1081
  cfi DEDFXS
  issuer lei 5493001KJTIIGC8Y1R12
  currency EUR
  size 20,000 units of 1,000 EUR
  certificate issued 2027-02-26 at 100% in registered form
  observes the only of isin DE0007236101 at 200, fixed on 2027-02-19
  pays 7.2% per year, every 6 months from 2027-08-26
  days count 30/360
  repays 100% on 2028-02-26 unless below 70% on 2028-02-18, otherwise by performance from 100% by delivery
  ranks as senior
  if payment late 30 days, holders of 25% may declare all due
`;
const FUND = `security UNIT@1 "Units"
  isin QS0SCRIP1065
  cfi CIOIRY
  issuer lei 5493001KJTIIGC8Y1R12
  currency EUR
  size 2,000,000 units
  distributing unit of a mutual fund of LU
  valued every 3 months by "FundServ S.A."
  deals every 3 months, orders by "17:00" 90 days before, settled 20 days after, by calendars Luxembourg
  distributes income every 6 months, at least 100%
  ends on redemption or dissolution
`;
const PREFERRED = `security PREF@1 "Class P"
  isin QS0SCRIP1057
  cfi EFVNNR
  issuer lei 5493001KJTIIGC8Y1R12
  currency EUR
  size 500,000 units
  preferred share "P" in registered form issued at 12 EUR with par 0.10 EUR
  votes 1 per unit
  meeting may declare dividends
  on dissolution first 1 times the issue price, participates not
  holder may convert into class "O" at 1 for 1 from 2027-01-15, fractions dropped
  ranks before "F", pro rata if short
`;
const FLOATING = note(
  '  pays 4% per year, every 1 year from 2027-06-15\n',
  `  pays ESTR compounded plus 0.75% per year, every 1 year from 2027-06-15
  rate is fixed 2 business days before the end of each period by "ECB"
  where ESTR is not published, in turn what was published last
`,
).replace('DBFUFR', 'DBVUFR');
const AMORTISING = note(
  'repays 100% on 2031-06-15',
  'repays in equal parts every 1 month from 2027-07-15 until 2031-06-15',
).replace('DBFUFR', 'DBFUAR');

const swapped = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the text does not say ${from}`);
  return text.replace(from, to);
};

describe('a product that contradicts itself', () => {
  test.each([
    [CERTIFICATE, 'fixed on 2027-02-19', 'fixed on 2028-03-19', 'compared on 2028-02-18: fix it before'],
    [CERTIFICATE, 'at 200, ', 'at 0, ', 'from 0 there is none'],
    [CERTIFICATE, 'isin DE0007236101 at 200', 'index "EURO STOXX 50"', 'an index cannot be delivered'],
    [
      CERTIFICATE,
      ' unless below 70% on 2028-02-18, otherwise by performance from 100% by delivery',
      '',
      'nothing follows from what is observed',
    ],
    [FUND, 'distributing unit', 'accumulating unit', 'the unit is accumulating'],
    [PREFERRED, '12 EUR with', '12 USD with', 'say the issue price in EUR'],
    [PREFERRED, 'before "F"', 'before "P"', 'this is class "P" itself'],
    [PREFERRED, 'before "F"', 'after "F" before "F"', 'after "F" and before it'],
    [PREFERRED, 'class "O"', 'class "P"', 'of their own class'],
    [PREFERRED, 'first 1 times', 'first 0 times', '0 times is none'],
    [
      PREFERRED,
      '  ranks before',
      '  on dissolution what is left belongs to units in proportion\n  ranks before',
      'it participates not',
    ],
    [FLOATING, 'before the end', 'before the beginning', 'is not known before its beginning'],
    [AMORTISING, 'until 2031-06-15', 'until 2031-06-01', 'say "until 2031-05-15" or "until 2031-06-15"'],
    [NOTE, 'holders of 25%', 'holders of 0%', 'say more than 0%'],
    [NOTE, 'repays 100%', 'repays 0%', 'nothing would be repaid'],
    [swapped(NOTE, 'DBFUFR', 'DBFSFR'), 'ranks as senior', 'ranks as senior secured', 'by what it is secured'],
    [swapped(NOTE, 'DBFUFR', 'DBFJFR'), 'ranks as senior', 'ranks as additional tier 1', 'has no maturity'],
    [swapped(NOTE, 'DBFUFR', 'DBFJFR'), 'ranks as senior', 'ranks as additional tier 1', 'is capital of a bank'],
  ])('is refused, and stands without it: %#', (text, from, to, told) => {
    const right = text.includes('DBFSFR') || text.includes('DBFJFR') ? NOTE : text;
    expect(toldOf(right)).toEqual([]);
    const found = toldOf(swapped(text, from, to)).filter((each) => each.includes('TERMS_CONTRADICT'));
    expect(found.join()).toContain(told);
  });

  test('by giving all back whatever happens and less below a barrier', () => {
    const kept = swapped(
      swapped(CERTIFICATE, 'DEDFXS', 'DSXXXS'),
      '  ranks',
      '  repays at least 100% whatever happens\n  ranks',
    );
    expect(toldOf(kept).join()).toContain('100% come back whatever happens, and below 70% less');
  });
});

describe('two securities of one text', () => {
  const other = swapped(swapped(PREFERRED, 'PREF@1', 'FOUNDERS@1'), '"P" in', '"F" in').replace(
    'SCRIP1057',
    'SCRIP1040',
  );

  test('have an ISIN each', () => {
    const same = other.replace('SCRIP1040', 'SCRIP1057').replace('before "F"', 'after "P"');
    expect(toldOf(`${PREFERRED}${same}`)).toEqual([expect.stringContaining('PREF has this ISIN already')]);
  });

  test('do not both rank before each other', () => {
    expect(toldOf(`${PREFERRED}${other.replace('before "F"', 'after "P"')}`)).toEqual([]);
    const round = toldOf(`${PREFERRED}${other.replace('before "F"', 'before "P"')}`);
    expect(round).toEqual([expect.stringContaining('PREF and FOUNDERS rank both before')]);
  });
});

describe('a number that looks like a slip of the decimal point', () => {
  const call = 'issuer may redeem all at 100% from 2030-06-15, on any day, notice 15 to 30 days';
  const callable = swapped(swapped(NOTE, 'DBFUFR', 'DBFUGR'), '  ranks', `  ${call}\n  ranks`);

  test.each([
    [callable, 'at 100% from', 'at 10% from'],
    [callable, 'at 100% from', 'at 1000% from'],
    [callable, 'pays 4%', 'pays 412.5%'],
    [callable, '2026-06-15 in', '2026-06-15 at 9.9487% in'],
  ])('is noted and refuses nothing: %#', (text, from, to) => {
    expect(compile(text)).toMatchObject({ problems: [], notes: [] });
    const { problems, notes, definitions } = compile(swapped(text, from, to));
    expect([problems, definitions.length]).toEqual([[], 1]);
    expect(notes).toMatchObject([{ code: 'VALUE_DOUBTFUL' }]);
    expect(notes[0]?.message).toContain('look at its decimal point');
  });
});
