import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { History, type Step } from '../test-support/authority-history.js';
import { PARTIES } from '../test-support/plain-authority.js';

// mostly the first one, so that what needs several steps with the same party comes about
const party = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(PARTIES - 1) });
const by = fc.constantFrom('custodian', 'regulator');
const which = fc.nat(20);
const of = <const K extends string>(...kinds: readonly K[]): { readonly kind: fc.Arbitrary<K> } => ({
  kind: fc.constantFrom(...kinds),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...of('act'),
      forWhom: party,
      // whose signatures, counted from the party itself: mostly others', which need a mandate
      signers: fc.constantFrom([0], [1], [2], [1], [2], [1, 2], [0, 1]),
      units: fc.constantFrom(1, 1, 10, 11),
      byOldKey: fc.nat(9).map((number) => number === 0),
    }),
  },
  { weight: 4, arbitrary: fc.record({ ...of('settle'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...of('rotate', 'askRecovery', 'cancelRecovery', 'completeRecovery'),
      whose: party,
    }),
  },
  { weight: 3, arbitrary: fc.record({ ...of('restrict'), whose: party, by, outlasting: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ ...of('restore'), whose: party, by }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...of('grant', 'appoint', 'appoint'),
      whose: party,
      by,
      days: fc.nat(4),
      needed: fc.constantFrom(1, 1, 1, 2),
      unitsMax: fc.constantFrom(10, 1_000, 1_000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ ...of('revoke', 'withdraw', 'resign', 'resign'), which, whose: party }) },
  { weight: 2, arbitrary: fc.record({ ...of('advance') }) },
);

/** Two organisations restrict the same party, one of them appoints in between, and one lifts: rare among single steps. */
const restrictedTwice: fc.Arbitrary<readonly Step[]> = fc
  .record({ whose: party, first: by, second: by, appoints: by, lifts: by, advances: fc.boolean() })
  .map(({ whose, first, second, appoints, lifts, advances }) => {
    const act: Step = { kind: 'act', forWhom: whose, signers: [1], units: 1, byOldKey: false };
    return [
      { kind: 'restrict', whose, by: first, outlasting: false },
      { kind: 'appoint', whose, by: appoints, days: 4, needed: 1, unitsMax: 1_000 },
      ...(advances ? [{ kind: 'advance' } as const] : []),
      { kind: 'restrict', whose, by: second, outlasting: false },
      act,
      { kind: 'restore', whose, by: lifts },
      act,
    ];
  });

const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.oneof({ weight: 25, arbitrary: step.map((each) => [each]) }, { weight: 1, arbitrary: restrictedTwice }), {
    minLength: 30,
    maxLength: 40,
  })
  .map((parts) => parts.flat());

describe('property: authority', () => {
  test('nobody acts whom plain rules would refuse, and nobody is refused whom they would let act', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const history = await History.begin();
        for (const each of taken) {
          const { expected, happened } = await history.take(each);
          expect({ step: each, outcome: happened }).toEqual({ step: each, outcome: expected });
        }
      }),
      { numRuns: 50 },
    );
  }, 600_000);
});
