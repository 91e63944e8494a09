import { describe, expect, test } from '@jest/globals';
import { problemLine } from './problem-line.js';
import { compile } from '../compile.js';
import { NOTE, toldOf } from '../test-support/mistakes.js';

/** The note of 1,000 units of 1,000 EUR, issued on 2026-06-15 and repaid on 2031-06-15, with rules. */
const withRules = (...sentences: readonly string[]): string =>
  `${NOTE}${sentences.map((each) => `  ${each}\n`).join('')}`;

describe('a rule that nobody can meet', () => {
  test.each([
    ['to hold receiver holds at least 2,000 units or none', 'there are 1000 units in all'],
    ['to transfer at least 2,000 units move', 'there are 1000 units in all'],
    ['to transfer units move in multiples of 2,000', 'there are 1000 units in all'],
    ['to transfer any of (sender has held for 1 year; at least 2,000 units move)', 'there are 1000 units in all'],
    ['to transfer at least 100,000 USD nominal move', 'one unit is 1000 EUR: say this in EUR'],
    ['to transfer at least 2,000,000 EUR nominal move', 'say less, or correct the size'],
    ['to hold one unit is at least 100,000 EUR nominal', 'one unit is 1000 EUR'],
    ['to subscribe receiver subscribes for at least 2,000,000 EUR at 1,000 a unit', 'all 1000 units cost less'],
    ['to hold receiver holds at most 0% of all units', 'where the most is none'],
    ['to transfer until 2026-01-01', 'units are issued on 2026-06-15'],
    ['to transfer from 2033-01-01', 'the security ends on 2031-06-15'],
    ['to transfer units acquired up to 2028-06-15 stay until 2027-06-15', 'exchange the two days'],
    ['to transfer units acquired up to 2026-06-01 stay until 2026-06-15', 'the lock-up is over by then'],
  ])('because of what the security is: %s', (sentence, told) => {
    expect(toldOf(withRules(sentence))).toEqual([expect.stringContaining('RULES_CONTRADICT nobody can meet "')]);
    expect(toldOf(withRules(sentence)).join()).toContain(told);
  });

  test.each([
    ['to hold all of (receiver holds at least 100 units or none; receiver holds at most 50 units)', 'can meet both'],
    ['to transfer all of (agreed on XLUX; agreed between the parties alone)', 'can meet both "agreed on XLUX"'],
    [
      'to subscribe all of (receiver invests at most 50,000 EUR at 1,000 a unit within 1 year; receiver subscribes for at least 100,000 EUR at 1,000 a unit)',
      'can meet both "receiver invests at most 50,000 EUR',
    ],
    [
      'to transfer all of (from 2030-01-01; until 2031-01-01; outside 2029-01-01 to 2032-01-01)',
      'every day that the rules around this leave is within "outside 2029-01-01 to 2032-01-01"',
    ],
  ])('because of another: %s', (sentence, told) => {
    expect(toldOf(withRules(sentence))).toEqual([expect.stringContaining(told)]);
  });

  test.each(['subscribe', 'transfer'])('because who can %s can never hold', (event) => {
    const asked = `to ${event} all of (receiver has claim kyc; claim us-person-status of receiver says NON-US-PERSON)`;
    const told = toldOf(withRules(asked, 'to hold claim us-person-status of receiver says US-PERSON'));
    expect(told).toEqual([expect.stringContaining('can never hold them')]);
    expect(told.join()).toContain('"claim us-person-status of receiver says NON-US-PERSON"');
    expect(toldOf(withRules(asked, 'to hold receiver has claim kyc'))).toEqual([]);
  });
});

describe('a rule that only an instruction can meet', () => {
  test.each([
    ['to subscribe issuer has approved', 'to subscribe ', 'that could be approved. Ask this "to transfer" alone'],
    ['to subscribe 2 days after the instruction', 'to subscribe ', 'after which a period could pass'],
    ['to subscribe or transfer registrar has approved', 'to subscribe or transfer ', 'a claim that says so'],
    ['to subscribe any of (receiver has claim kyc; broker has approved)', 'has claim kyc; ', 'a claim that says so'],
  ])('is noted of those who subscribe, where it stands, and refuses nothing: %s', (sentence, before, told) => {
    const column = 3 + sentence.indexOf(before) + before.length;
    const text = `compliance A@1 "a"\n  ${sentence}\n`;
    const [note, ...more] = compile(text).notes.map((each) => problemLine(text, each));
    expect([toldOf(text), more]).toEqual([[], []]);
    expect(note).toContain(`2:${String(column)} RULES_CONTRADICT nobody who subscribes can meet "`);
    expect(note).toContain(told);
  });

  test.each([
    'to transfer issuer has approved',
    'to transfer 2 days after the instruction',
    'to subscribe none of (issuer has approved)',
    'to subscribe instructions up to 2026-07-01 wait until 2026-07-03 is over',
  ])('is taken: %s', (sentence) => {
    expect(compile(`compliance A@1 "a"\n  ${sentence}\n`)).toMatchObject({ problems: [], notes: [] });
  });
});

describe('a rule that somebody can meet', () => {
  test.each([
    'to hold receiver holds at least 1,000 units or none',
    'to transfer at least 100,000 EUR nominal move',
    'to hold one unit is at least 1,000 EUR nominal',
    'to subscribe receiver subscribes for at least 1,000,000 EUR at 1,000 a unit',
    'to subscribe until 2026-06-01',
    'to transfer from 2031-06-15',
    'to transfer units acquired up to 2027-06-15 stay until 2028-06-15',
    'to hold all of (receiver holds at least 100 units or none; receiver holds at most 100 units)',
    'to transfer any of (agreed on XLUX; agreed between the parties alone)',
    'to transfer all of (from 2030-01-01; until 2031-01-01; outside 2030-02-01 to 2030-03-01)',
    'to transfer when receiver resides in US then receiver holds at most 0% of all units',
    'to transfer none of (at least 2,000 units move)',
  ])('is taken: %s', (sentence) => {
    expect(toldOf(withRules(sentence))).toEqual([]);
  });

  test('and counts money of another currency than the security is told to be looked at', () => {
    const foreign = withRules('to subscribe receiver subscribes for at least 10,000 USD at 1,050 a unit');
    expect(toldOf(foreign)).toEqual([]);
    expect(compile(foreign).notes).toMatchObject([{ code: 'VALUE_DOUBTFUL' }]);
    expect(compile(foreign.replace('USD', 'EUR')).notes).toEqual([]);
  });
});

describe('an alternative that adds nothing to a wider one', () => {
  test('is noted where it stands, once of several events', () => {
    const text =
      'compliance A@1 "a"\n  to subscribe or transfer any of (receiver resides in DE; receiver resides in DE or FR)\n';
    const { problems, notes } = compile(text);
    expect(problems).toEqual([]);
    expect(notes.map((each) => problemLine(text, each))).toEqual([
      '2:36 RULE_UNREACHABLE this adds nothing: whoever meets it meets "receiver resides in DE or FR" too. Leave one of the ' +
        'two out, or ask for both by "all of"',
    ]);
  });
});
