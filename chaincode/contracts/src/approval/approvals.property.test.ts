import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodyHashOf } from '@scrip/model';
import type { Channel } from '../test-support/channel.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  ISSUER,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
const FIRST_DAY = Date.UTC(2026, 10, 20);
const dateOf = (day: number): string => new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10);

/** Who acts in the histories, by what each may do. */
const ROLES = { ann: ['maker'], ben: ['maker', 'checker'], cat: ['checker'], dan: ['viewer'] } as const;
type Name = keyof typeof ROLES;
const NAMES = ['ann', 'ben', 'cat', 'dan'] as const satisfies readonly Name[];
const ACTS = 4;

type Step =
  | { readonly kind: 'propose' | 'approve' | 'reject' | 'withdraw'; readonly by: Name; readonly act: number }
  | { readonly kind: 'dismiss'; readonly by: Name }
  | { readonly kind: 'pass'; readonly days: number };

interface Act {
  readonly maker: Name;
  readonly until: number;
  isOpen: boolean;
}

/** The rules again, in plain words: who may, on what, until when. */
class Expectation {
  today = 0;
  issued = 0;
  private readonly dismissed = new Set<Name>();
  private readonly acts = new Map<number, Act>();

  /** Whether a step is done; it then is. */
  take(step: Step): boolean {
    if (step.kind === 'pass') this.today += step.days;
    if (step.kind === 'pass') return true;
    const isGone = this.dismissed.has(step.by);
    if (step.kind === 'dismiss') this.dismissed.add(step.by);
    if (step.kind === 'dismiss' || isGone) return !isGone;
    return step.kind === 'propose' ? this.propose(step.by, step.act) : this.decide(step.kind, step.by, step.act);
  }

  private propose(by: Name, id: number): boolean {
    if (!this.is('maker', by)) return false;
    const known = this.acts.get(id);
    // the same command again is answered as the first time, by whichever operator of the same client
    if (known === undefined) this.acts.set(id, { maker: by, until: this.today + 7, isOpen: true });
    return true;
  }

  private decide(how: 'approve' | 'reject' | 'withdraw', by: Name, id: number): boolean {
    const act = this.acts.get(id);
    if (act === undefined || !act.isOpen || this.today > act.until) return false;
    const isMaker = act.maker === by;
    const isAllowed = how === 'withdraw' ? isMaker : !isMaker && this.is('checker', by);
    if (!isAllowed || (how === 'approve' && this.dismissed.has(act.maker))) return false;
    act.isOpen = false;
    if (how === 'approve') this.issued += 1;
    return true;
  }

  private is(role: 'maker' | 'checker', name: Name): boolean {
    return ROLES[name].some((held) => held === role);
  }
}

let decisions = 0;

function carryOut(channel: Channel, holderId: string, step: Step, today: number): Promise<unknown> {
  if (step.kind === 'pass') return advanceTo(channel, dateOf(today + step.days));
  if (step.kind === 'dismiss') return channel.submit(ISSUER, 'operator:dismiss', { operatorId: step.by });
  const approvalId = `act-${String(step.act)}`;
  const { by: operator } = step;
  const body = { isin, allocations: [{ holderId, units: '1' }] };
  if (step.kind === 'propose') {
    return channel.send(ISSUER, 'register:issue', body, { operator, commandId: approvalId });
  }
  decisions += 1;
  const options = { operator, commandId: `decision-${String(decisions)}` };
  const decision = { approvalId, bodyHash: bodyHashOf('register:issue', body) };
  if (step.kind === 'approve') return channel.send(ISSUER, 'approval:approve', decision, options);
  const reason = step.kind === 'withdraw' ? 'withdrawn' : 'other';
  return channel.send(ISSUER, 'approval:reject', { ...decision, reason }, options);
}

const by = fc.constantFrom(...NAMES);
const act = fc.integer({ min: 0, max: ACTS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('propose' as const), by, act }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('approve', 'approve', 'reject', 'withdraw'), by, act }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dismiss' as const), by }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 4 }) }) },
);

describe('property: maker and checker', () => {
  test('nothing is issued but what two persons who may have agreed on, after any history', async () => {
    let [done, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        const channel = await channelWithShare(FOUNDING_WITHOUT_WEEKENDS);
        const holderId = await takeOn(channel, CUSTODIAN, 'Ada');
        const operators = NAMES.map((name) => ({ operatorId: name, roles: ROLES[name] }));
        await channel.submit(ISSUER, 'operator:appoint', { operators });
        const expected = new Expectation();
        for (const taken of steps) {
          const call = carryOut(channel, holderId, taken, expected.today);
          const isDone = await call.then(
            () => true,
            () => false,
          );
          expect([taken, isDone]).toEqual([taken, expected.take(taken)]);
          if (isDone) done += 1;
          else refused += 1;
          const register = await channel.evaluate(REGULATOR, 'register:holders', [isin]);
          expect(register).toMatchObject({ issued: String(expected.issued) });
        }
      }),
      { numRuns: 25 },
    );
    expect(Math.min(done, refused)).toBeGreaterThan(40);
  });
});
