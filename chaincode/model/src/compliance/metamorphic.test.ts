import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factsOf, type Described } from '../test-support/compliance.js';
import { RULES as R } from './catalogue.js';
import { all, any, none, type Expression } from './expression.js';
import { judgeExpression } from './judge.js';
import type { Outcome } from './outcome.js';

const TODAY = '2026-06-15';
const USD = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'USD' });

/** Rules over claims, residence, dates, lots and amounts, with small parameters: they fail and are met about equally. */
const small = fc.integer({ min: 1, max: 20 }).map(String);
const rule: fc.Arbitrary<Expression> = fc.oneof(
  fc.constantFrom<Expression>(
    R.hasClaim({ side: 'receiver', type: 'kyc' }),
    R.hasNoClaim({ side: 'receiver', type: 'pep' }),
    R.residesIn({ side: 'receiver', countries: ['FR', 'DE'] }),
    R.residesOutside({ side: 'sender', countries: ['US'] }),
    R.isOfKind({ side: 'receiver', kinds: ['person'] }),
    R.notBefore({ date: TODAY }),
    R.heldFor({ period: 'P6M' }),
    R.exitsInFull({}),
    R.approvedBy({ role: 'issuer' }),
  ),
  small.map((units) => R.holdingAtMost({ units })),
  small.map((units) => R.holdingAtLeast({ side: 'sender', units })),
  small.map((units) => R.movesAtLeast({ units })),
  small.map((units) => R.movesInMultiplesOf({ units })),
  fc.integer({ min: 1, max: 20 }).map((count) => R.holdersAtMost({ count, scope: 'security', of: {} })),
);

const party = fc.record({
  holds: fc.integer({ min: 0, max: 20 }),
  claims: fc.constantFrom(
    {},
    { kyc: true as const },
    { pep: true as const },
    { kyc: true as const, pep: true as const },
  ),
  kind: fc.constantFrom('person' as const, 'entity' as const),
  resides: fc.constantFrom('FR', 'US'),
});
const movement: fc.Arbitrary<Described> = fc.record({
  event: fc.constant('transfer' as const),
  today: fc.constantFrom('2026-06-14', TODAY),
  sender: party,
  receiver: party,
  units: fc.integer({ min: 1, max: 20 }),
  lots: fc.constantFrom([['2020-01-01', 30]] as const, [['2026-06-01', 30]] as const),
  holders: fc.integer({ min: 0, max: 20 }),
  approvals: fc.constantFrom([], ['issuer' as const]),
});

const outcomeOf = (expression: Expression, described: Described): Outcome =>
  judgeExpression(expression, factsOf(described, expression)).outcome;
const RANK: Readonly<Record<Outcome, number>> = { failed: 0, unknown: 1, met: 2 };
const rules = fc.array(rule, { minLength: 1, maxLength: 6 });

describe('of whatever rules and movements', () => {
  test('one rule more never lets through what was refused', () => {
    fc.assert(
      fc.property(rules, rule, movement, (some, more, described) => {
        const [before, after] = [outcomeOf(all(...some), described), outcomeOf(all(...some, more), described)];
        expect(RANK[after]).toBeLessThanOrEqual(RANK[before]);
      }),
    );
  });

  test('one way more never refuses what was let through', () => {
    fc.assert(
      fc.property(rules, rule, movement, (some, more, described) => {
        const [before, after] = [outcomeOf(any(...some), described), outcomeOf(any(...some, more), described)];
        expect(RANK[after]).toBeGreaterThanOrEqual(RANK[before]);
      }),
    );
  });

  test.each([
    ['all', all],
    ['any', any],
    ['none', none],
  ] as const)('the order within %s decides nothing: neither outcome nor reasons', (_, combined) => {
    fc.assert(
      fc.property(rules, fc.infiniteStream(fc.nat()), movement, (some, weights, described) => {
        const shuffled = some
          .map((each) => ({ each, weight: weights.next().value as number }))
          .sort((a, b) => a.weight - b.weight)
          .map(({ each }) => each);
        const judged = (order: readonly Expression[]): unknown => {
          const expression = combined(...order);
          const { outcome, reasons, curable } = judgeExpression(expression, factsOf(described, expression));
          return { outcome, reasons: [...reasons].sort(), curable };
        };
        expect(judged(shuffled)).toEqual(judged(some));
      }),
    );
  });

  test('a larger limit never refuses what a smaller one lets through', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), movement, (a, b, described) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        for (const limited of [
          (limit: number) => R.holdingAtMost({ units: String(limit) }),
          (limit: number) => R.holdersAtMost({ count: limit, scope: 'security', of: {} }),
        ]) {
          expect(RANK[outcomeOf(limited(more), described)]).toBeGreaterThanOrEqual(
            RANK[outcomeOf(limited(less), described)],
          );
        }
      }),
    );
  });
});

const transfer: Described = { event: 'transfer', today: TODAY };
const subscribe: Described = { event: 'subscribe', today: TODAY };
const PRICED = { price: '1', within: 'P1Y' } as const;

/** A rule with a number, and a movement in which just so much is reached. */
type Bounded = readonly [rule: Expression, at: (reached: number) => Described];

/** All of them have the limit 10. */
const AT_MOST: readonly Bounded[] = [
  [R.holdingAtMost({ units: '10' }), (reached) => ({ ...transfer, units: 1, receiver: { holds: reached - 1 } })],
  [
    R.holdersAtMost({ count: 10, scope: 'security', of: {} }),
    (reached) => ({ ...transfer, units: 1, sender: { holds: 5 }, holders: reached - 1 }),
  ],
  [
    R.holdersCountedAtMost({ by: 'record', count: 10, scope: 'security', of: {} }),
    (reached) => ({ ...transfer, units: 1, sender: { holds: 5 }, holders: reached - 1 }),
  ],
  [
    R.holdersCountedAtMost({ by: 'beneficial', count: 10, scope: 'security', of: {} }),
    (reached) => ({ ...transfer, units: 1, sender: { holds: 5 }, owners: reached - 1 }),
  ],
  [
    R.subscribersAtMost({ count: 10, within: 'P1Y', of: {} }),
    (reached) => ({ ...subscribe, subscribers: { count: reached - 1, includesReceiver: false } }),
  ],
  [
    R.subscribersPerCountryAtMost({ count: 10, within: 'P1Y', without: 'qualified' }),
    (reached) => ({
      ...{ ...subscribe, receiver: { resides: 'FR' } },
      subscribers: { count: reached - 1, includesReceiver: false },
    }),
  ],
  [R.shareAtMost({ percent: '10' }), (reached) => ({ ...transfer, units: reached, receiver: {}, outstanding: 100 })],
  [
    R.groupShareAtMost({ percent: '10' }),
    (reached) => ({ ...transfer, units: reached - 2, receiver: { affiliatesHold: 2 }, outstanding: 100 }),
  ],
  [R.partAtMost({ percent: '10' }), (reached) => ({ ...transfer, units: reached, sender: { holds: 100 } })],
  [
    R.volumeAtMost({ units: '10', within: 'P1M', group: false }),
    (reached) => ({ ...transfer, units: 1, sender: { transferred: reached - 1 } }),
  ],
  [
    R.volumeShareAtMost({ percent: '10', within: 'P1M', group: false }),
    (reached) => ({ ...transfer, units: 1, sender: { transferred: reached - 1 }, outstanding: 100 }),
  ],
  [R.raisesAtMost({ most: USD('10'), ...PRICED }), (reached) => ({ ...subscribe, units: 1, placed: reached - 1 })],
  [
    R.investsAtMost({ most: USD('10'), ...PRICED }),
    (reached) => ({ ...subscribe, units: 1, receiver: { subscribed: reached - 1 } }),
  ],
  [
    R.investsWithinBand({ type: 'income', bands: [{ value: 'A', most: USD('10') }], ...PRICED }),
    (reached) => ({ ...subscribe, units: 1, receiver: { claims: { income: 'A' }, subscribed: reached - 1 } }),
  ],
];
const BELOW: readonly Bounded[] = [
  [
    R.groupShareBelow({ percent: '10' }),
    (reached) => ({ ...transfer, units: reached, receiver: {}, outstanding: 100 }),
  ],
  [R.raisesBelow({ limit: USD('10'), ...PRICED }), (reached) => ({ ...subscribe, units: 1, placed: reached - 1 })],
];
const AT_LEAST: readonly Bounded[] = [
  [
    R.holdingAtLeast({ side: 'sender', units: '10' }),
    (reached) => ({ ...transfer, units: 1, sender: { holds: reached + 1 } }),
  ],
  [R.movesAtLeast({ units: '10' }), (reached) => ({ ...transfer, units: reached })],
  [R.costsAtLeast({ least: USD('10'), price: '1' }), (reached) => ({ ...subscribe, units: reached })],
  [R.nominalAtLeast({ least: USD('10') }), (reached) => ({ ...transfer, units: reached, denomination: USD('1') })],
  [
    R.denominationAtLeast({ least: USD('10') }),
    (reached) => ({ ...transfer, units: 1, denomination: USD(String(reached)) }),
  ],
];

describe('at limit - 1, limit and limit + 1', () => {
  const isMet = ([expression, at]: Bounded): readonly boolean[] =>
    [9, 10, 11].map((reached) => outcomeOf(expression, at(reached)) === 'met');
  const named = (bounded: readonly Bounded[]): (readonly [string, Bounded])[] =>
    bounded.map((each) => [each[0].is, each]);

  test.each(named(AT_MOST))('%s', (_, bounded) => {
    expect(isMet(bounded)).toEqual([true, true, false]);
  });
  test.each(named(BELOW))('%s', (_, bounded) => {
    expect(isMet(bounded)).toEqual([true, false, false]);
  });
  test.each(named(AT_LEAST))('%s', (_, bounded) => {
    expect(isMet(bounded)).toEqual([false, true, true]);
  });

  test('every rule with a limit is here', () => {
    const shown = new Set<string>([...AT_MOST, ...BELOW, ...AT_LEAST].map(([{ is }]) => is));
    const bounded = Object.values(R).filter(({ is }) => /(AtMost|AtLeast|Below|WithinBand)@/.test(is));
    expect(bounded.map(({ is }) => is).filter((is) => !shown.has(is))).toEqual([]);
  });
});
