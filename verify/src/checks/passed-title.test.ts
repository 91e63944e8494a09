import { describe, expect, test } from '@jest/globals';
import { checkPassedTitle } from './passed-title.js';

const ISIN = 'DE000A283WZ3';
const HASH = 'a'.repeat(64);
const STANDING = { role: 'registrar', voter: 'BMSP', mode: 'standing', decision: 'yes', on: '2026-11-20', vote: HASH };
const CAST = { role: 'notary', voter: 'DMSP', decision: 'yes', operator: 'desk-1' };
const VOTED = { ...CAST, mode: 'ballot', on: '2026-11-21' };
const passed = (...votes: readonly object[]): object => ({ protocol: 'Voted@1', protocolHash: HASH, votes });
const read = { block: 1, transaction: 0 };

/** What the transaction read and wrote that let it pass. */
function setOf(ballot: object = {}, ...unread: readonly string[]): Parameters<typeof checkPassedTitle>[0] {
  const keys = ['definition/Voted@1', `standing-vote/${ISIN}/registrar/BMSP`].filter((key) => !unread.includes(key));
  const ended = { isin: ISIN, end: 'passed', votes: [{ ...CAST, castOn: '2026-11-21' }], ...ballot };
  return {
    reads: new Map([...keys.map((key) => [key, read] as const), ...unread.map((key) => [key, undefined] as const)]),
    writes: new Map([['ballot/i-1', JSON.stringify(ended)]]),
  };
}

describe('by what title passed', () => {
  test('is what peers have read, and how the ballot has ended', () => {
    expect(checkPassedTitle(setOf(), ISIN, passed(STANDING, VOTED))).toEqual(passed(STANDING, VOTED));
  });

  test.each<[string, object, object, readonly string[], RegExp]>([
    ['a protocol that nobody has read', passed(), {}, ['definition/Voted@1'], /did not read definition/],
    [
      'a standing vote that nobody has read',
      passed({ ...STANDING, voter: 'CMSP' }),
      {},
      [],
      /did not read standing-vote/,
    ],
    [
      'a standing vote that is not there',
      passed(STANDING),
      {},
      [`standing-vote/${ISIN}/registrar/BMSP`],
      /did not read/,
    ],
    ['the vote of somebody else', passed({ ...VOTED, voter: 'CMSP' }), {}, [], /is in no ballot/],
    ['a vote by another person', passed({ ...VOTED, operator: 'desk-2' }), {}, [], /is in no ballot/],
    ['a vote that says otherwise', passed({ ...VOTED, decision: 'no' }), {}, [], /is in no ballot/],
    ['a vote of another day', passed({ ...VOTED, on: '2026-11-22' }), {}, [], /is in no ballot/],
    ['a ballot that was voted down', passed(VOTED), { end: 'votedDown' }, [], /is in no ballot/],
    ['a ballot on another security', passed(VOTED), { isin: 'US0378331005' }, [], /is in no ballot/],
    ['two votes from one place', passed(STANDING, STANDING), {}, [], /two votes from one place/],
    ['no votes at all', { protocol: 'Voted@1', protocolHash: HASH }, {}, [], /no list/],
  ])('is not %s', (_, title, ballot, unread, words) => {
    expect(() => checkPassedTitle(setOf(ballot, ...unread), ISIN, title)).toThrow(words);
  });
});
