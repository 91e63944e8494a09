import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '@scrip/model';
import fc from 'fast-check';
import type { Channel } from '../test-support/channel.js';
import { claimOf, record, type TestClaim } from '../test-support/claims.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
const OTHER_SECURITY = 'US5949181045';
const FIRST_DAY = Date.UTC(2026, 10, 20);
const dateOf = (day: number): string => new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10);

/** A claim in the histories: days are counted from the first one. */
interface Draft {
  readonly issuer: string;
  readonly isElsewhere: boolean;
  readonly from: number;
  readonly until: number;
  readonly grace: number;
}

interface TrustDraft {
  readonly issuer: string;
  readonly from: number;
  readonly lastDay?: number;
  readonly honours: boolean;
}

type Step =
  | { readonly kind: 'record' | 'publish' | 'revoke' | 'announce'; readonly claim: number }
  | { readonly kind: 'pass'; readonly days: number }
  | { readonly kind: 'trust'; readonly trusts: readonly TrustDraft[] };

/** What the rules say in plain words, written without the code under test. */
class Expectation {
  today = 0;
  trusts: readonly TrustDraft[] = [];
  readonly recorded = new Set<number>();
  readonly revoked = new Set<number>();
  readonly announced = new Set<number>();
  readonly publishedOn = new Map<number, number>();

  constructor(readonly drafts: readonly Draft[]) {}

  /** Takes a step, or says that it must be refused. */
  take(step: Step): boolean {
    if (step.kind === 'pass') {
      this.today += step.days;
      return true;
    }
    if (step.kind === 'trust') {
      if (this.trusts.some(({ issuer }) => !step.trusts.some((each) => each.issuer === issuer))) return false;
      this.trusts = step.trusts;
      return true;
    }
    return this.takeClaimStep(step.kind, step.claim);
  }

  isCleared(): boolean {
    return [...this.publishedOn].some(([claim, day]) => !this.revoked.has(claim) && this.counts(claim, day));
  }

  private takeClaimStep(kind: 'record' | 'publish' | 'revoke' | 'announce', claim: number): boolean {
    const isRecorded = this.recorded.has(claim);
    const isPublished = this.publishedOn.has(claim);
    const isRevoked = this.revoked.has(claim);
    const isAllowed = {
      record: !isRecorded,
      publish: isRecorded && !isRevoked && !isPublished,
      revoke: isRecorded && !isRevoked,
      announce: isPublished && isRevoked && !this.announced.has(claim),
    }[kind];
    if (!isAllowed) return false;
    if (kind === 'record') this.recorded.add(claim);
    if (kind === 'publish') this.publishedOn.set(claim, this.today);
    if (kind === 'revoke') this.revoked.add(claim);
    if (kind === 'announce') this.announced.add(claim);
    return true;
  }

  private counts(claim: number, publishedOn: number): boolean {
    const draft = this.drafts[claim];
    const trust = this.trusts.find(({ issuer }) => issuer === draft?.issuer);
    if (draft === undefined || draft.isElsewhere || trust === undefined || this.today < trust.from) return false;
    const hasEnded = trust.lastDay !== undefined && this.today > trust.lastDay;
    if (hasEnded && !(trust.honours && publishedOn <= trust.lastDay)) return false;
    return draft.from <= this.today && this.today <= draft.until + draft.grace;
  }
}

const CLAIMS = 3;
const days = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const draft: fc.Arbitrary<Draft> = fc
  .record({
    issuer: fc.constantFrom(CUSTODIAN, REGISTRAR),
    isElsewhere: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    from: days(3),
    length: days(20),
    grace: days(3),
  })
  .map(({ length, ...rest }) => ({ ...rest, until: rest.from + length }));
const trustOf = (issuer: string): fc.Arbitrary<TrustDraft> =>
  fc.record(
    { issuer: fc.constant(issuer), from: days(3), lastDay: days(10), honours: fc.boolean() },
    { requiredKeys: ['issuer', 'from', 'honours'] },
  );
/** Claims are made more often than they are revoked, so that some stand. */
const KINDS = ['record', 'record', 'record', 'publish', 'publish', 'publish', 'revoke', 'announce'] as const;
const claimStep = fc.record({
  kind: fc.constantFrom(...KINDS),
  claim: days(CLAIMS - 1),
});
const trustStep = fc
  .tuple(trustOf(CUSTODIAN), trustOf(REGISTRAR), fc.integer({ min: 1, max: 3 }))
  .map(([one, other, which]) => ({
    kind: 'trust' as const,
    trusts: which === 1 ? [one] : which === 2 ? [other] : [one, other],
  }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: claimStep },
  { weight: 2, arbitrary: trustStep },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 3 }) }) },
);

/** The same step on the ledger. */
function carryOut(channel: Channel, claims: readonly TestClaim[], taken: Step, today: number): Promise<unknown> {
  if (taken.kind === 'pass') {
    const date = dateOf(today + taken.days);
    return advanceTo(channel, date);
  }
  if (taken.kind === 'trust') {
    const issuers = taken.trusts.map(({ issuer, from, lastDay, honours }) => ({
      mspId: issuer,
      from: dateOf(from),
      ...(lastDay === undefined ? {} : { end: { lastDay: dateOf(lastDay), honoursEarlier: honours } }),
    }));
    const body = { isin, type: 'kyc', effect: 'requires', sides: 'receiver', issuers };
    return channel.submit(ISSUER, 'trust:adopt', body);
  }
  const claim = claims[taken.claim];
  if (claim === undefined) throw new Error('no such claim');
  const { claimId, stated } = claim;
  const { issuer } = stated;
  const calls = {
    record: () => record(channel, claim),
    publish: () => channel.submit(issuer, 'claim:publish', stated),
    revoke: () => channel.submit(issuer, 'claim:revoke', { claimId }),
    announce: () => channel.submit(REGULATOR, 'claim:announceRevocation', { issuer, claimId }),
  };
  return calls[taken.kind]();
}

const succeeds = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );

describe('property: claims', () => {
  test('decide a movement as plain rules say, after any history of claims, revocations, trust and time', async () => {
    let [cleared, refused] = [0, 0];
    const history = fc.tuple(
      fc.array(draft, { minLength: CLAIMS, maxLength: CLAIMS }),
      fc.array(step, { minLength: 15, maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(history, async ([drafts, steps]) => {
        const channel = await channelWithShare(FOUNDING_WITHOUT_WEEKENDS);
        const [from, to] = [await takeOn(channel, CUSTODIAN, 'Ada'), await takeOn(channel, CUSTODIAN, 'Bob')];
        await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: from, units: '1' }] });
        const claims = drafts.map(({ issuer, isElsewhere, from: first, until, grace }, index) => {
          const securities = isElsewhere ? { securities: [OTHER_SECURITY] } : {};
          const dates = { validFrom: dateOf(first), validUntil: dateOf(until), graceDays: grace };
          return claimOf(to, { issuer, ...dates, ...securities }, `claim ${String(index)}`);
        });
        const expected = new Expectation(drafts);
        for (const taken of steps) {
          const done = await succeeds(carryOut(channel, claims, taken, expected.today));
          expect(done).toBe(expected.take(taken));
          if (expected.trusts.length === 0) continue;
          const verdict = await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [
            canonicalJson(instructionOf('i', from, to, '1')),
          ]);
          expect((verdict as { readonly allowed: boolean }).allowed).toBe(expected.isCleared());
          if (expected.isCleared()) cleared += 1;
          else refused += 1;
        }
      }),
      { numRuns: 40 },
    );
    expect(cleared).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  });
});
