import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Isin } from '../identifiers/isin.js';
import type { InstructionId, PartyId } from '../identifiers/names.js';
import { bound, delivers, ISIN, on, party } from '../test-support/joint.js';
import { resolveGridlock, type Available, type NettingCandidate } from './gridlock.js';
import { deliveriesOf, type DeliveryLeg } from './leg.js';
import { netMovements } from './netting.js';
import { nettingObstacle, nettingSet, settleInSet } from './netting-set.js';
import { expireJoint, reserveJoint } from './joint-lifecycle.js';

const PARTIES = ['A', 'B', 'C', 'D'].map(party);
const BOUNDS = { instructions: 20, legs: 60 };
const leg = (from: number, to: number, units: bigint, isin = ISIN): DeliveryLeg => ({
  ...{ kind: 'delivery', isin: isin as Isin, units },
  ...{ from: PARTIES[from] as PartyId, to: PARTIES[to] as PartyId },
});
const candidate = (index: number, ...legs: readonly DeliveryLeg[]): NettingCandidate => ({
  ...{ instructionId: `j-${String(index)}` as InstructionId, legs },
});
const NOTHING: Available = () => 0n;
const RING = [candidate(0, leg(0, 1, 5n)), candidate(1, leg(1, 2, 5n)), candidate(2, leg(2, 0, 5n))];

describe('gridlock resolution', () => {
  test('settles a ring in which nobody holds anything', () => {
    expect(resolveGridlock(RING, NOTHING, BOUNDS)).toEqual([['j-0', 'j-1', 'j-2']]);
  });

  test('leaves out the last instruction of who lacks units, and keeps those that do not need it', () => {
    const more = [...RING, candidate(3, leg(0, 3, 1n))];
    expect(resolveGridlock(more, NOTHING, BOUNDS)).toEqual([['j-0', 'j-1', 'j-2']]);
    const broken = [candidate(0, leg(0, 1, 6n)), ...RING.slice(1)];
    expect(resolveGridlock(broken, NOTHING, BOUNDS)).toEqual([]);
    expect(resolveGridlock(broken, (_, of) => (of === PARTIES[0] ? 1n : 0n), BOUNDS)).toHaveLength(1);
  });

  test('splits what no holding joins, and cuts what is too large', () => {
    const other = [candidate(5, leg(0, 1, 2n, 'DE0001102580')), candidate(6, leg(1, 0, 2n, 'DE0001102580'))];
    expect(resolveGridlock([...RING, ...other], NOTHING, BOUNDS)).toEqual([
      ['j-0', 'j-1', 'j-2'],
      ['j-5', 'j-6'],
    ]);
    const pairs = Array.from({ length: 6 }, (_, index) =>
      candidate(index, index % 2 === 0 ? leg(0, 1, 1n) : leg(1, 0, 1n)),
    );
    expect(resolveGridlock(pairs, NOTHING, { instructions: 4, legs: 60 })).toEqual([['j-0', 'j-1', 'j-2', 'j-3']]);
    expect(resolveGridlock(pairs, NOTHING, { instructions: 20, legs: 2 })).toEqual([['j-0', 'j-1']]);
  });

  const legs = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.bigInt(1n, 20n))
    .map(([from, by, units]) => leg(from, (from + by) % 4, units));
  const market = fc.record({
    given: fc.array(fc.array(legs, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
    held: fc.array(fc.bigInt(0n, 15n), { minLength: 4, maxLength: 4 }),
  });

  test('property: the net of a set is what its legs give in any order, and nobody delivers what it lacks', () => {
    fc.assert(
      fc.property(market, ({ given, held }) => {
        const candidates = given.map((each, index) => candidate(index, ...each));
        const available: Available = (_, of) => held[PARTIES.indexOf(of)] ?? 0n;
        const balances = [...held];
        for (const set of resolveGridlock(candidates, available, BOUNDS)) {
          const all = candidates
            .filter(({ instructionId }) => set.includes(instructionId))
            .flatMap((each) => each.legs);
          const gross = new Map<PartyId, bigint>();
          for (const { from, to, units } of [...deliveriesOf(all)].reverse()) {
            gross.set(from, (gross.get(from) ?? 0n) - units);
            gross.set(to, (gross.get(to) ?? 0n) + units);
          }
          const net = new Map<PartyId, bigint>();
          for (const { from, to, units } of netMovements(all)) {
            balances[PARTIES.indexOf(from)] = (balances[PARTIES.indexOf(from)] ?? 0n) - units;
            balances[PARTIES.indexOf(to)] = (balances[PARTIES.indexOf(to)] ?? 0n) + units;
            net.set(from, (net.get(from) ?? 0n) - units);
            net.set(to, (net.get(to) ?? 0n) + units);
          }
          for (const [of, units] of gross) expect(net.get(of) ?? 0n).toBe(units);
        }
        expect(balances.every((units) => units >= 0n)).toBe(true);
        expect(balances.reduce((sum, units) => sum + units, 0n)).toBe(held.reduce((sum, units) => sum + units, 0n));
      }),
    );
  });
});

describe('a netting set', () => {
  const agreed = bound([delivers('5')], { netting: 'allowed' });

  test('has each instruction once, at least two, in the order of their ids', () => {
    expect(nettingSet({ instructionIds: ['b', 'a'] }, '').instructionIds).toEqual(['a', 'b']);
    for (const instructionIds of [['a'], ['a', 'a'], Array.from({ length: 21 }, (_, index) => `j-${String(index)}`)]) {
      expect(() => nettingSet({ instructionIds }, '')).toThrow();
    }
  });

  test.each([
    [bound([delivers('5')]), 'NETTING_NOT_AGREED'],
    [{ ...agreed, status: 'proposed' } as const, 'INSTRUCTION_NOT_AFFIRMED'],
    [expireJoint(agreed, on('2027-01-04').businessDate), 'INSTRUCTION_NOT_PENDING'],
    [agreed, undefined],
    [reserveJoint(agreed), undefined],
  ])('takes what is bound and agreed: %#', (instruction, code) => {
    expect(nettingObstacle(instruction)).toBe(code);
  });

  test('is on the record of each of its instructions', () => {
    const set = nettingSet({ instructionIds: ['j-2', 'j-1', 'j-3'] }, '');
    for (const each of [agreed, reserveJoint(agreed)]) {
      expect(settleInSet(each, set, on('2026-11-24'))).toMatchObject({ status: 'settled', nettedWith: ['j-2', 'j-3'] });
    }
  });
});
