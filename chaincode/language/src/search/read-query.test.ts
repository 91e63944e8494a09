import { LIMITS } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import { problemLine } from '../check/problem-line.js';
import { readQuery } from './read-query.js';

const found = (text: string): readonly string[] => readQuery(text).problems.map((each) => problemLine(text, each));

describe('mistakes in a question', () => {
  test('are found all at once, each at its place and with what to do', () => {
    const text = `find bond
  where curency is EUR and maturity > 2030-01-01 and rate > 2030-01-01
    and interest is floting and isin is DE1000011179 and maturity before 2030-02-30
    and currency iz USD and permits transfr to retail in DE
  show maturty order by yield at noon`;
    expect(found(text)).toEqual([
      '1:6 SUBJECT_UNKNOWN nothing is called "bond" here: did you mean "bonds"?',
      '2:9 FEATURE_UNKNOWN there is no feature "curency": did you mean "currency"?',
      '2:37 COMPARISON_INVALID maturity is a date: it is compared by "is", "is not", "is between", "before", "after", "by", "from", "in", not by ">"',
      '2:61 VALUE_INVALID rate is compared with a percentage such as 4.25%, not with 2030-01-01',
      '3:21 VALUE_INVALID interest is never "floting": did you mean "floating"?',
      '3:41 ISIN_INVALID The ISIN is not valid (ISO 6166)',
      '3:74 DATE_INVALID The date is not a calendar date (ISO 8601, year-month-day)',
      '4:18 SENTENCE_INCOMPLETE did you mean "is" after "currency"? "iz" cannot stand there',
      expect.stringMatching(
        /^4:37 SENTENCE_INCOMPLETE did you mean "transfer" after "permits"\? "transfr" cannot stand there/,
      ),
      '5:8 FEATURE_UNKNOWN there is no feature "maturty": did you mean "maturity"?',
      expect.stringMatching(/^5:25 FEATURE_UNKNOWN there is no feature "yield at noon": there are name, title, /),
    ]);
  });

  test.each([
    ['nothing', '', '1:1 SYNTAX_INVALID a question begins with "find"'],
    ['no question', 'security X@1 "x"', '1:1 SYNTAX_INVALID a question begins with "find"'],
    ['no subject', 'find where currency is EUR', '1:6 SYNTAX_INVALID'],
    ['a test that does not begin', 'find bonds where', '1:17 SYNTAX_INVALID'],
    [
      'a test that does not end',
      'find bonds where currency is',
      '1:29 SENTENCE_INCOMPLETE "stated", or "not", or "one", or "between", or a value is expected after "is"',
    ],
    [
      'values joined like tests',
      'find bonds where currency is EUR or USD',
      '1:37 FEATURE_UNKNOWN there is no feature "USD"',
    ],
    ['a parenthesis that is not closed', 'find bonds where (currency is EUR', '1:18 SYNTAX_INVALID this parenthesis'],
    ['a text that is not closed', 'find bonds where title contains "x', '1:33 CHARACTER_UNKNOWN this text has no end'],
    ['no word to look for', 'find bonds where text contains "-"', '1:32 VALUE_INVALID there is no word in this text'],
    [
      'money without a currency',
      'find bonds where denomination > 5',
      '1:33 VALUE_INVALID denomination is compared with an amount',
    ],
    ['a currency that is none', 'find bonds where currency is EUX', '1:30 CURRENCY_UNKNOWN'],
    [
      'too many answers',
      'find bonds limit 201',
      '1:18 LIMIT_EXCEEDED a question is answered with 1 to 200 definitions',
    ],
    ['half an answer', 'find bonds limit 1.5', '1:18 LIMIT_EXCEEDED'],
    ['a day that there is not', 'find bonds as of 2026-02-30', '1:18 DATE_INVALID'],
    ['the clauses in another order', 'find bonds order by maturity where currency is EUR', '1:30 SYNTAX_INVALID'],
  ])('%s', (_, text, expected) => {
    const [first = ''] = found(text);
    expect(first).toContain(expected);
    expect(readQuery(text).query).toBeUndefined();
  });
});

describe('a question', () => {
  const high = 'rate > 4%';

  test('has named bounds', () => {
    const many = (count: number): string => `find bonds where ${Array<string>(count).fill(high).join(' and ')}`;
    expect(found(many(LIMITS.questionTestsMax))).toEqual([]);
    expect(found(many(LIMITS.questionTestsMax + 1))).toEqual([
      expect.stringContaining('LIMIT_EXCEEDED a question has at most 50 tests'),
    ]);
    const deep = (depth: number): string => `find bonds where ${'not '.repeat(depth)}${high}`;
    expect(found(deep(LIMITS.questionDepthMax - 1))).toEqual([]);
    expect(found(deep(LIMITS.questionDepthMax))).toEqual([expect.stringContaining('LIMIT_EXCEEDED')]);
    expect(found(`find bonds where title is "${'x'.repeat(LIMITS.questionCharactersMax)}"`)).toEqual([
      expect.stringContaining('LIMIT_EXCEEDED a question has at most 2000 characters'),
    ]);
    expect(found(`find bonds where ${'('.repeat(900)}${high}${')'.repeat(900)}`)).toEqual([
      '1:58 LIMIT_EXCEEDED more than 40 levels are nested: give parts of this a definition of their own',
    ]);
    expect(found(`find bonds where ${high}`)).toEqual([]);
  });

  test('keeps the words of its structure usable as values', () => {
    const { query } = readQuery('find bonds where title contains "show" and (index is as or index is order) limit 2');
    expect(query).toMatchObject({ limit: 2, where: { is: 'all', of: [{}, { is: 'any' }] } });
  });
});
