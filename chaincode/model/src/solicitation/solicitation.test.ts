import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate, type BusinessDate } from '../dates/business-date.js';
import type { MspId, OperatorId, PartyId, Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { SHARE } from '../test-support/register.js';
import { givenVote, requireVotable, talliedAs, voteRecord, type RecordedVote } from './holder-vote.js';
import { requireAskable } from './request.js';
import {
  decided,
  isDue,
  recordedDifferences,
  requireVoting,
  solicitationRecord,
  withdrawnSolicitation,
  type Solicitation,
} from './solicitation.js';
import type { ConsentTally } from './tally.js';

const on = (day: string): BusinessDate => parseBusinessDate(`2026-11-${day}`);
const HASH = 'd'.repeat(64) as Sha256;
const OPEN: Solicitation = {
  ...{ isin: SHARE.isin, number: 1, definition: 'Share@2', hash: HASH, grandfathers: false },
  ...{ previous: { name: 'Share@1', hash: HASH }, effectiveFrom: on('27') },
  ...{ differences: [{ path: '/title', kind: 'changed', text: 'title A → B' }], more: 0, closesEarly: false },
  needs: [{ topic: 'payments', percent: '75', of: 'votes-cast', quorumPercent: '50' }],
  ...{ by: ['IssuerMSP' as MspId], openedOn: on('19'), recordDate: on('20'), deadline: on('25'), state: 'open' },
};
const EARLY: Solicitation = { ...OPEN, closesEarly: true };
const tally = (yes: bigint, no = 0n, aside = 0n): ConsentTally => ({ yes, no, aside, votes: 2 });
const code = (call: () => unknown): unknown => {
  try {
    const result = call();
    return typeof result === 'object' && result !== null && 'state' in result ? result.state : 'done';
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

describe('the dates of a solicitation', () => {
  test.each([
    ['2026-11-20', '2026-11-23', 0, 'done'],
    ['2026-11-19', '2026-11-23', 0, 'SOLICITATION_DATES_INVALID'],
    ['2026-11-23', '2026-11-23', 0, 'SOLICITATION_DATES_INVALID'],
    ['2026-11-23', '2026-11-24', 4, 'done'],
    ['2026-11-23', '2026-11-24', 5, 'SOLICITATION_DATES_INVALID'],
    ['2026-11-23', '2027-11-21', 0, 'done'],
    ['2026-11-23', '2027-11-22', 0, 'SOLICITATION_DATES_INVALID'],
  ])('record date %s and deadline %s, asking for %i days at least: %s', (record, last, daysMin, expected) => {
    const dates = { recordDate: parseBusinessDate(record), deadline: parseBusinessDate(last) };
    expect(code(() => requireAskable(dates, on('20'), daysMin))).toBe(expected);
  });
});

describe('a solicitation', () => {
  test('is stored and read back', () => {
    const whole: Solicitation = {
      ...{ ...OPEN, state: 'withdrawn', endedOn: on('26'), withdrawal: HASH },
      decision: { ...tally(3n), total: 4n, on: on('26') },
    };
    expect(solicitationRecord.decode(solicitationRecord.encode(whole))).toEqual(whole);
  });

  test.each([
    ['20', 'RECORD_DATE_NOT_OVER'],
    ['21', 'done'],
    ['25', 'done'],
    ['26', 'SOLICITATION_CLOSED'],
  ])('is voted on the %sth: %s', (day, expected) => {
    expect(code(() => requireVoting(OPEN, on(day)))).toBe(expected);
  });

  test.each<[string, Solicitation, ConsentTally, string, string]>([
    ['agreed to', OPEN, tally(60n, 20n), '26', 'agreed'],
    ['agreed to by too few of those who vote', OPEN, tally(59n, 21n), '26', 'lapsed'],
    ['agreed to by too few to count', OPEN, tally(49n), '26', 'lapsed'],
    ['agreed to by all, before its deadline', OPEN, tally(100n), '25', 'SOLICITATION_RUNNING'],
    ['that closes early, sure to be agreed to', EARLY, tally(75n), '21', 'agreed'],
    ['that closes early, agreed to so far', EARLY, tally(74n), '21', 'SOLICITATION_RUNNING'],
    ['that closes early, sure to be refused', EARLY, tally(0n, 100n), '21', 'SOLICITATION_RUNNING'],
    ['that closes early, on its record date', EARLY, tally(100n), '20', 'SOLICITATION_RUNNING'],
    ['that has lapsed', { ...OPEN, state: 'lapsed' }, tally(100n), '26', 'SOLICITATION_CLOSED'],
  ])('%s, when it is counted', (_, of, votes, day, expected) => {
    expect(code(() => decided(of, votes, 100n, on(day)))).toBe(expected);
  });

  test('keeps what was counted', () => {
    expect(decided(OPEN, tally(60n, 20n, 10n), 100n, on('26')).decision).toEqual({
      ...{ yes: 60n, no: 20n, aside: 10n, votes: 2, total: 100n, on: on('26') },
    });
  });

  test.each([
    ['agreed', '26', false],
    ['agreed', '27', true],
    ['open', '27', false],
    ['effective', '27', false],
  ] as const)('that is %s counts on the %sth: %s', (state, day, expected) => {
    expect(isDue({ ...OPEN, state }, on(day))).toBe(expected);
  });

  test.each([
    ['open', 'withdrawn'],
    ['agreed', 'withdrawn'],
    ['effective', 'SOLICITATION_CLOSED'],
    ['lapsed', 'SOLICITATION_CLOSED'],
    ['withdrawn', 'SOLICITATION_CLOSED'],
  ] as const)('that is %s is taken back: %s', (state, expected) => {
    expect(code(() => withdrawnSolicitation({ ...OPEN, state }, HASH, on('26')))).toBe(expected);
  });

  test('has the first differences on record, cut to what a person reads, and the number of the others', () => {
    const long = { path: '/title', kind: 'changed', text: 'x'.repeat(2_000) } as const;
    const items = Array.from({ length: 60 }, () => long);
    const { differences, more } = recordedDifferences({ items, more: 7 });
    expect([differences.length, more]).toEqual([LIMITS.differencesPerSolicitationMax, 17]);
    expect(differences[0]?.text).toHaveLength(LIMITS.differenceCharactersMax);
    const { differences: kept } = solicitationRecord.decode(solicitationRecord.encode({ ...OPEN, differences, more }));
    expect(kept).toEqual(differences);
  });
});

describe('a vote', () => {
  test.each([
    [10n, 0n, 10n, false, 'done'],
    [0n, 10n, 10n, false, 'done'],
    [5n, 5n, 10n, false, 'VOTE_DIVIDED'],
    [5n, 0n, 10n, false, 'VOTE_DIVIDED'],
    [5n, 5n, 10n, true, 'done'],
    [5n, 0n, 10n, true, 'done'],
    [6n, 5n, 10n, true, 'VOTE_UNITS_EXCEEDED'],
    [11n, 0n, 10n, false, 'VOTE_UNITS_EXCEEDED'],
    [1n, 0n, 0n, true, 'VOTE_WITHOUT_UNITS'],
  ])('of %i yes and %i no with %i units, by a nominee: %s, is %s', (yes, no, held, isNominee, expected) => {
    expect(code(() => requireVotable({ yes, no }, held, isNominee))).toBe(expected);
  });

  test('says something', () => {
    const act = { isin: SHARE.isin, number: 1, hash: HASH, holderId: `P${'A'.repeat(32)}`, yes: '0', no: '0' };
    expect(code(() => givenVote({ act }, ''))).toBe('UNITS_INVALID');
    expect(givenVote({ act: { ...act, yes: '2' } }, '').act).toMatchObject({ yes: 2n, no: 0n });
  });

  test('is stored and read back, and counts once', () => {
    const vote: RecordedVote = {
      ...{ isin: SHARE.isin, number: 1, holderId: `P${'A'.repeat(32)}` as PartyId, units: 10n, yes: 6n, no: 3n },
      ...{ isAside: false, by: 'CustodianMSP' as MspId, operator: 'desk-1' as OperatorId, on: on('23') },
    };
    expect(voteRecord.decode(voteRecord.encode(vote))).toEqual(vote);
    expect(talliedAs(vote)).toEqual({ yes: 6n, no: 3n, aside: 0n, votes: 1 });
    expect(talliedAs({ ...vote, yes: 0n, no: 0n, isAside: true })).toEqual({ yes: 0n, no: 0n, aside: 10n, votes: 0 });
  });
});
