import { describe, expect, test } from '@jest/globals';
import { NOTE, note, toldOf } from './test-support/mistakes.js';

const withSentence = (...sentences: readonly string[]): readonly string[] =>
  toldOf(`${NOTE}${sentences.map((each) => `  ${each}\n`).join('')}`);

describe('a sentence that no definition says', () => {
  test.each([
    ['withholding tax 26% for the account of the holder', 'where holders bear it, say nothing'],
    ['grace period 12 months', 'of repayment say its first day'],
    ['par call 3 months before maturity', '"par call" is said so: issuer may redeem all at 100% from'],
    ['deemed liquidation on sale', 'LiquidityEvent means "'],
    ['minimum denomination 100,000 EUR', 'is said so: to hold one unit is at least 100,000 EUR nominal'],
    ['leverage at most 50%', 'of a fund leave it to the terms on paper'],
    ['dividends at most 50% of profit', 'DividendBreach means "'],
    ['purchases by the issuer are allowed', 'is said so: issuer may buy units back'],
    ['claims lapse after 10 years', 'as in: claims lapse 10 years after principal is due'],
    ['trade date 2027-03-01', 'the day of issue stands in the first sentence'],
    ['market disruption postponed by up to 8 days', 'prevails over this text'],
    ['make-whole at Bund plus 30 basis points', 'is said so: issuer may redeem all at make-whole by'],
    ['amounts rounded to the nearest cent', 'is said so: payments for each holding are rounded'],
    ['bearer global note', 'is said so: bond of a state issued 2026-06-15 in bearer form'],
    ['glorious sunsets everywhere', 'say it as an event in words'],
  ])('is told what to do about, and never the contrary: %s', (sentence, told) => {
    expect(withSentence(sentence)).toEqual([expect.stringContaining(told)]);
    expect(withSentence(sentence).join()).not.toContain('did you mean');
  });
});

describe('what is said twice', () => {
  const covenant = (ratio: string): string =>
    `issuer keeps "${ratio}" at most 3.5 every 6 months, otherwise CovenantBreach`;

  test('may be two covenants that lead to one event', () => {
    const two = [covenant('net debt to EBITDA'), covenant('debt to equity')];
    expect(withSentence(...two, 'if CovenantBreach lasts 30 days, holders of 25% may declare all due')).toEqual([]);
    expect(withSentence(...two, 'CovenantBreach means "a breach"')).toEqual([
      expect.stringContaining('NAME_DEFINED_TWICE'),
    ]);
  });

  test('tells how both are said', () => {
    const again = 'pays 4% per year, every 1 year from 2027-06-15';
    expect(toldOf(note(again, `${again}\n  ${again}`)).join()).toContain('Say several rates in one sentence');
  });
});
