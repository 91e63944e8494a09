import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import type { Isin } from '../identifiers/isin.js';
import type { MspId, PartyId, Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import {
  holderStandingRecord,
  progressBy,
  progressWith,
  rescreeningRecord,
  resumeAfter,
  statusOf,
  verdictHashOf,
  type HolderStanding,
  type HolderStatus,
} from './holder-standing.js';
import { judgeStandings } from './standing-rule.js';

const [ADA, BOB] = [`P${'A'.repeat(32)}` as PartyId, `P${'B'.repeat(32)}` as PartyId];
const TODAY = parseBusinessDate('2026-11-20');
const standingOf = (holderId: PartyId, status: HolderStatus, ...reasons: readonly ErrorCode[]): HolderStanding => ({
  ...{ isin: 'US0378331005' as Isin, holderId, status, reasons, rulesVersion: 1 },
  ...{ verdictHash: 'a'.repeat(64) as Sha256, since: TODAY, by: 'RegistrarMSP' as MspId },
});

describe('what a verdict makes of a holder', () => {
  test.each([
    ['met', true, 'good'],
    ['met', false, 'good'],
    ['failed', true, 'suspended'],
    ['unknown', true, 'suspended'],
    ['failed', false, 'blocked'],
    ['unknown', false, 'blocked'],
  ] as const)('%s, curable: %s', (outcome, curable, status) => {
    expect(statusOf({ outcome, curable })).toBe(status);
  });

  test('is named by the hash of the verdict', () => {
    const verdict = { outcome: 'met', reasons: [], curable: true, trace: [] } as const;
    expect(verdictHashOf(verdict)).not.toBe(verdictHashOf(undefined));
    expect(verdictHashOf({ ...verdict })).toBe(verdictHashOf(verdict));
  });

  test('is kept with all that it rests on', () => {
    const standing = standingOf(ADA, 'suspended', 'CLAIM_ABSENT');
    expect(holderStandingRecord.decode(holderStandingRecord.encode(standing))).toEqual(standing);
    const progress = { isin: standing.isin, businessDate: TODAY, after: ADA };
    expect(rescreeningRecord.decode(rescreeningRecord.encode(progress))).toEqual(progress);
    const unknown = (): string => holderStandingRecord.encode({ ...standing, reasons: ['NO_SUCH_CODE' as ErrorCode] });
    expect(unknown).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
  });
});

describe('how somebody stands decides', () => {
  const both = { sender: ADA, receiver: BOB };
  const said = (...standings: readonly HolderStanding[]): readonly string[] =>
    judgeStandings(both, standings).map(({ side, reason }) => `${side} ${reason ?? 'allowed'}`);

  test.each<[string, readonly HolderStanding[], readonly string[]]>([
    ['nobody was found unfit', [], []],
    ['a suspended sender', [standingOf(ADA, 'suspended', 'CLAIM_ABSENT')], ['sender HOLDER_SUSPENDED']],
    ['a suspended receiver', [standingOf(BOB, 'suspended', 'CLAIM_ABSENT')], ['receiver HOLDER_SUSPENDED']],
    ['a blocked sender', [standingOf(ADA, 'blocked', 'CLAIM_BLOCKS')], ['sender HOLDER_BLOCKED']],
    ['a sender with too much', [standingOf(ADA, 'suspended', 'HOLDING_ABOVE_MAXIMUM')], ['sender allowed']],
    ['a sender with too little', [standingOf(ADA, 'suspended', 'HOLDING_BELOW_MINIMUM')], ['sender allowed']],
    ['a sender with too large a part', [standingOf(ADA, 'suspended', 'SHARE_EXCEEDED')], ['sender allowed']],
    ['one holder too many', [standingOf(ADA, 'suspended', 'HOLDERS_EXCEEDED')], ['sender allowed']],
    [
      'a sender with too much and a claim too few',
      [standingOf(ADA, 'suspended', 'HOLDING_ABOVE_MAXIMUM', 'CLAIM_ABSENT')],
      ['sender HOLDER_SUSPENDED'],
    ],
    [
      'a receiver with too much',
      [standingOf(BOB, 'suspended', 'HOLDING_ABOVE_MAXIMUM')],
      ['receiver HOLDER_SUSPENDED'],
    ],
    [
      'both',
      [standingOf(ADA, 'suspended', 'CLAIM_ABSENT'), standingOf(BOB, 'blocked', 'CLAIM_BLOCKS')],
      ['sender HOLDER_SUSPENDED', 'receiver HOLDER_BLOCKED'],
    ],
  ])('%s', (_, standings, expected) => {
    expect(said(...standings)).toEqual(expected);
  });

  test('of nobody who takes no part', () => {
    expect(judgeStandings({ receiver: BOB }, [standingOf(ADA, 'blocked', 'CLAIM_BLOCKS')])).toEqual([]);
  });
});

describe('looking again goes on', () => {
  const before = { isin: 'US0378331005' as Isin, businessDate: TODAY, rulesVersion: 2, after: ADA };

  test.each([
    ['where it stopped', before, { businessDate: TODAY, rulesVersion: 2 }, ADA],
    ['anew on another day', before, { businessDate: parseBusinessDate('2026-11-23'), rulesVersion: 2 }, undefined],
    ['anew under other rules', before, { businessDate: TODAY, rulesVersion: 3 }, undefined],
    ['anew when it was finished', { ...before, after: undefined }, { businessDate: TODAY, rulesVersion: 2 }, undefined],
    ['from the beginning', undefined, { businessDate: TODAY, rulesVersion: 2 }, undefined],
  ])('%s', (_, last, now, expected) => {
    const { after, ...finished } = last ?? { after: undefined };
    const known = last === undefined ? undefined : after === undefined ? finished : { ...finished, after };
    expect(resumeAfter(known as Parameters<typeof resumeAfter>[0], now)).toBe(expected);
  });

  const now = { isin: before.isin, businessDate: TODAY, rulesVersion: 2 };
  const [CLEO, DORA] = [`P${'C'.repeat(32)}` as PartyId, `P${'D'.repeat(32)}` as PartyId];

  test('past who is passed over, who stays named until it is looked at', () => {
    const passed = progressBy(before, now, { missed: [BOB] });
    expect(passed).toEqual({ ...now, after: BOB, missed: [BOB] });
    const others = progressBy(passed, now, { holders: [CLEO] });
    expect(others).toEqual({ ...now, after: CLEO, missed: [BOB] });
    const all = progressWith(others, now, { holders: [DORA], isCut: false });
    expect(all).toEqual({ ...now, missed: [BOB] });
    expect(rescreeningRecord.decode(rescreeningRecord.encode(all))).toEqual(all);
    expect(progressBy(all, now, { holders: [BOB] })).toEqual(now);
    expect(progressWith(all, now, { holders: [ADA, BOB], isCut: true })).toEqual({ ...now, after: BOB });
  });

  test('and forgets who was passed over in an earlier round', () => {
    const passed = progressBy(before, now, { missed: [BOB] });
    const tomorrow = { ...now, businessDate: parseBusinessDate('2026-11-23') };
    expect(progressBy(passed, tomorrow, { holders: [ADA] })).toEqual({ ...tomorrow, after: ADA });
  });

  test('past so many at most', () => {
    const many = Array.from({ length: LIMITS.holdersMissedMax }, (_, index) => `P${String(index)}` as PartyId);
    const full = progressBy(undefined, now, { missed: many });
    expect(full.missed).toHaveLength(LIMITS.holdersMissedMax);
    expect(() => progressBy(full, now, { missed: [BOB] })).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });
});
