import { describe, expect, test } from '@jest/globals';
import {
  LIMITS,
  lotIdOf,
  ownerOf,
  parseBusinessDate,
  parseIsin,
  type Lot,
  type MspId,
  type PartyId,
} from '@scrip/model';
import fc from 'fast-check';
import type { CommittedRange } from '../world-state/state-range.js';
import type { StateStub } from '../world-state/state-stub.js';
import { WorldState } from '../world-state/world-state.js';
import { consumeLot, createLot, marksPrefix, readHeldFor, registerPrefix } from './lot-records.js';
import { holdersOfRecord, owners } from './register-count.js';

const ISIN = parseIsin('US0378331005');
const POLICY = Uint8Array.of(1);
const party = (letter: string): PartyId => `P${letter.repeat(32)}` as PartyId;
const [ADA, BOB, CLEO] = [party('A'), party('B'), party('C')];

/** A peer's ranges over some keys; counts what it is asked. */
class Ranges {
  asked = 0;

  constructor(private readonly keys: readonly string[]) {}

  getState(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array());
  }

  range(start: string, end: string, entriesMax: number): Promise<CommittedRange> {
    this.asked += 1;
    const keys = this.keys.filter((key) => key >= start && key < end);
    const entries = keys.slice(0, entriesMax).map((key) => ({ key, value: Buffer.from('{}') }));
    return Promise.resolve({ entries, isCut: keys.length > entriesMax });
  }
}

function lot(holderId: PartyId, index: number, designation: readonly PartyId[] = [], transaction = 'a'): Lot {
  return {
    lotId: lotIdOf(transaction.repeat(64), index),
    isin: ISIN,
    holderId,
    ...(designation.length === 0 ? {} : { designation }),
    units: 1n,
    acquiredOn: parseBusinessDate('2026-11-20'),
    origin: 'issue',
    sources: [],
    attestors: ['AMSP', 'BMSP'] as unknown as readonly MspId[],
  };
}

const keysOf = (lots: readonly Lot[]): readonly string[] =>
  lots.flatMap((each) => {
    const named = `${each.holderId}/${each.lotId}`;
    const key = `${registerPrefix(ISIN)}${named}`;
    return each.designation === undefined ? [key] : [key, `${marksPrefix(ISIN)}${ownerOf(each)}/${named}`];
  });

function register(lots: readonly Lot[]): { readonly state: WorldState; readonly ranges: Ranges } {
  const ranges = new Ranges([...keysOf(lots)].sort());
  return { state: new WorldState(ranges as unknown as StateStub), ranges };
}

describe('who is counted', () => {
  test('of a register with more lots than one read of it answers', async () => {
    const many = Array.from({ length: 2 * LIMITS.recordsPerQueryMax + 3 }, (_, index) => lot(ADA, index));
    const { state, ranges } = register([...many, lot(BOB, 0), lot(CLEO, 0)]);
    expect((await holdersOfRecord(state, ISIN)).size).toBe(3);
    createLot(state, lot(party('D'), 0, [], 'b'), POLICY);
    consumeLot(state, lot(BOB, 0));
    expect(await holdersOfRecord(state, ISIN)).toEqual(new Set([ADA, CLEO, party('D')]));
    expect(ranges.asked).toBe(4);
  });

  test('a nominee counts of record, and for itself only with what is pooled', async () => {
    const { state } = register([lot(ADA, 0, [BOB]), lot(ADA, 1, [CLEO, BOB])]);
    expect(await holdersOfRecord(state, ISIN)).toEqual(new Set([ADA]));
    expect(await owners(state, ISIN)).toEqual(new Set([BOB]));
    createLot(state, lot(ADA, 2, [], 'b'), POLICY);
    expect(await owners(state, ISIN)).toEqual(new Set([ADA, BOB]));
  });

  test('what is undone does not count', async () => {
    const { state } = register([lot(ADA, 0)]);
    const rehearsed = state.attempt(async () => {
      createLot(state, lot(BOB, 0, [], 'b'), POLICY);
      expect((await holdersOfRecord(state, ISIN)).size).toBe(2);
      throw new Error('rehearsed');
    });
    await expect(rehearsed).rejects.toThrow('rehearsed');
    expect((await holdersOfRecord(state, ISIN)).size).toBe(1);
  });

  test('a mark of a lot that is not there is told, with the mark', async () => {
    const { state } = register([]);
    const mark = `${marksPrefix(ISIN)}${BOB}/${ADA}/${'a'.repeat(64)}/0`;
    state.put(mark, '{}');
    await expect(readHeldFor(state, ISIN, BOB)).rejects.toMatchObject({
      ...{ code: 'REGISTER_INCONSISTENT', details: { isin: ISIN, mark } },
    });
  });

  test('too many lots are refused, not cut off', async () => {
    const { state } = register([]);
    const endless = { keys: Array<string>(LIMITS.recordsPerQueryMax).fill(`${registerPrefix(ISIN)}x`), isCut: true };
    state.firstKeys = () => Promise.resolve(endless);
    await expect(holdersOfRecord(state, ISIN)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  test('are always those of all lots that are left', async () => {
    const parties = fc.constantFrom(ADA, BOB, CLEO);
    const placed = fc.record({
      holder: parties,
      owner: fc.option(parties, { nil: undefined }),
      consumed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(placed), fc.array(placed), async (before, during) => {
        const committed = before.map(({ holder, owner }, index) =>
          lot(holder, index, owner === undefined ? [] : [owner]),
        );
        const { state } = register(committed);
        const staged = during.map(({ holder, owner }, index) =>
          lot(holder, index, owner === undefined ? [] : [owner], 'b'),
        );
        for (const each of staged) createLot(state, each, POLICY);
        const all = [...committed, ...staged];
        const isConsumed = [...before, ...during].map(({ consumed }) => consumed);
        all.filter((_, index) => isConsumed[index]).forEach((each) => consumeLot(state, each));
        const left = all.filter((_, index) => !isConsumed[index]);
        expect(await holdersOfRecord(state, ISIN)).toEqual(new Set(left.map(({ holderId }) => holderId)));
        expect(await owners(state, ISIN)).toEqual(new Set(left.map(ownerOf)));
      }),
    );
  });
});
