import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConsentNeed } from '../definition/amendment.js';
import type { MspId } from '../identifiers/names.js';
import { addTally, NO_VOTES, outcomesOf, sumOfTallies, tallyRecord, type ConsentTally } from './tally.js';

const need = (percent: string, of: ConsentNeed['of'], quorumPercent: string): ConsentNeed => ({
  ...{ topic: 'payments', percent, of, quorumPercent },
});
const tally = (yes: bigint, no: bigint, aside = 0n): ConsentTally => ({ yes, no, aside, votes: 1 });

/** Met, enough take part, and certain. */
const outcome = (of: ConsentNeed, votes: ConsentTally, total: bigint): string =>
  outcomesOf([of], votes, total)
    .map(({ isMet, isQuorate, isCertain }) =>
      [isMet ? 'met' : 'not met', isQuorate ? 'quorate' : 'too few', isCertain ? 'certain' : 'open'].join(', '),
    )
    .join();

describe('a need', () => {
  test.each<[percent: string, of: ConsentNeed['of'], quorum: string, yes: bigint, no: bigint, aside: bigint, string]>([
    // exactly reached is reached; one unit less is not
    ['75', 'votes-cast', '66.67', 75n, 25n, 0n, 'met, quorate, certain'],
    ['75', 'votes-cast', '66.67', 74n, 26n, 0n, 'not met, quorate, open'],
    ['75', 'votes-cast', '50', 45n, 15n, 0n, 'met, quorate, open'],
    ['75', 'votes-cast', '66.67', 66n, 0n, 0n, 'not met, too few, open'],
    ['75', 'votes-cast', '66.67', 67n, 0n, 0n, 'met, quorate, open'],
    ['75', 'votes-outstanding', '0', 75n, 0n, 0n, 'met, quorate, certain'],
    ['75', 'votes-outstanding', '0', 74n, 0n, 0n, 'not met, quorate, open'],
    // nobody has said anything: nobody has agreed
    ['0', 'votes-cast', '0', 0n, 0n, 0n, 'not met, quorate, open'],
    ['75', 'votes-cast', '0', 0n, 0n, 0n, 'not met, quorate, open'],
    // units of the issuer count neither way
    ['100', 'votes-outstanding', '100', 80n, 0n, 20n, 'met, quorate, certain'],
    ['100', 'votes-outstanding', '100', 79n, 0n, 20n, 'not met, too few, open'],
    ['75', 'votes-outstanding', '0', 60n, 0n, 20n, 'met, quorate, certain'],
    ['100', 'votes-outstanding', '100', 0n, 0n, 100n, 'met, quorate, certain'],
    ['33.333333333333', 'votes-outstanding', '0', 34n, 0n, 0n, 'met, quorate, certain'],
    ['33.333333333334', 'votes-outstanding', '0', 33n, 0n, 0n, 'not met, quorate, open'],
  ])('of %s %% of %s, quorum %s %%, by %i yes and %i no of 100 with %i aside: %s', (...row) => {
    const [percent, of, quorum, yes, no, aside, expected] = row;
    expect(outcome(need(percent, of, quorum), tally(yes, no, aside), 100n)).toBe(expected);
  });

  test('is told for each of several', () => {
    const needs = [need('50', 'votes-cast', '0'), need('90', 'votes-outstanding', '0')];
    expect(outcomesOf(needs, tally(60n, 10n), 100n).map(({ isMet }) => isMet)).toEqual([true, false]);
  });
});

const part = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => (hundredths / 100).toString());
const needs = fc.record({
  topic: fc.constant('rights' as const),
  percent: part,
  of: fc.constantFrom('votes-cast' as const, 'votes-outstanding' as const),
  quorumPercent: part,
});
/** Accounts with what they have, and what is said of each; the order in which that is brought in means nothing. */
const accounts = fc.array(
  fc.record({
    units: fc.bigInt(1n, 10n ** 27n),
    says: fc.constantFrom('yes', 'no', 'divided', 'aside', 'nothing'),
    by: fc.constantFrom('AMSP' as MspId, 'BMSP' as MspId, 'CMSP' as MspId),
  }),
  { minLength: 1, maxLength: 12 },
);
type Account = { readonly units: bigint; readonly says: string; readonly by: MspId };
const saidBy = ({ units, says }: Account): ConsentTally => {
  const half = units / 2n;
  if (says === 'yes') return { ...NO_VOTES, yes: units, votes: 1 };
  if (says === 'no') return { ...NO_VOTES, no: units, votes: 1 };
  if (says === 'divided') return { ...NO_VOTES, yes: half, no: units - half, votes: 1 };
  return says === 'aside' ? { ...NO_VOTES, aside: units } : NO_VOTES;
};
const totalOf = (all: readonly Account[]): bigint => all.reduce((sum, { units }) => sum + units, 0n);

describe('a tally', () => {
  test('is the same however many organisations bring votes in, and in whatever order', () => {
    fc.assert(
      fc.property(accounts, (all) => {
        const byOrganisation = new Map<MspId, ConsentTally>();
        for (const each of [...all].reverse()) {
          byOrganisation.set(each.by, addTally(byOrganisation.get(each.by) ?? NO_VOTES, saidBy(each)));
        }
        expect(sumOfTallies([...byOrganisation.values()])).toEqual(sumOfTallies(all.map(saidBy)));
      }),
    );
  });

  test('never counts more than there is, and what is met by exact fractions is met', () => {
    fc.assert(
      fc.property(accounts, needs, (all, of) => {
        const total = totalOf(all);
        const { yes, no, aside, votes } = sumOfTallies(all.map(saidBy));
        expect(yes + no + aside <= total).toBe(true);
        const [found] = outcomesOf([of], { yes, no, aside, votes }, total);
        const [voting, cast] = [total - aside, yes + no];
        const hundredths = (percent: string): bigint => BigInt(Math.round(Number(percent) * 100));
        const base = of.of === 'votes-cast' ? cast : voting;
        const isAgreed = yes * 10_000n >= hundredths(of.percent) * base && (of.of === 'votes-outstanding' || cast > 0n);
        const isQuorate = cast * 10_000n >= hundredths(of.quorumPercent) * voting;
        expect(found?.isMet).toBe(voting === 0n || (isAgreed && isQuorate));
      }),
    );
  });

  test('that is certain stays met whatever is said by those who have said nothing', () => {
    fc.assert(
      fc.property(
        accounts,
        needs,
        fc.array(fc.constantFrom('yes', 'no', 'divided', 'aside'), { minLength: 12, maxLength: 12 }),
        (all, of, later) => {
          const total = totalOf(all);
          const now = sumOfTallies(all.map(saidBy));
          fc.pre(outcomesOf([of], now, total)[0]?.isCertain === true);
          const then = all.map((each, index) =>
            each.says === 'nothing' ? { ...each, says: later[index] ?? 'no' } : each,
          );
          expect(outcomesOf([of], sumOfTallies(then.map(saidBy)), total)[0]?.isMet).toBe(true);
        },
      ),
    );
  });

  test('is stored and read back', () => {
    const stored = { mspId: 'AMSP' as MspId, ...tally(10n ** 27n, 0n, 5n) };
    expect(tallyRecord.decode(tallyRecord.encode(stored))).toEqual(stored);
  });
});
