import { beforeEach, describe, expect, test } from '@jest/globals';
import { InstructionQueue, type Batch } from './instruction-queue.js';
import type { StoredOperation } from './operation-store.js';

const BOUNDS = { itemsMax: 3, charactersMax: 100_000 };
/** The shares are attested by one registrar, the bonds by another; nothing is known of other securities. */
const ATTESTORS: Readonly<Record<string, string>> = { share: 'first', shareB: 'first', bond: 'second' };

let queue: InstructionQueue;
beforeEach(() => {
  queue = new InstructionQueue((isin) => ATTESTORS[isin]);
});

function give(id: string, isin: string, fromHolderId: string, toHolderId = `to-${id}`): void {
  const dates = { tradeDate: '2026-11-23', settlementDate: '2026-11-23' };
  const request = { isin, fromHolderId, toHolderId, units: '1', ...dates };
  const rest = { problem: undefined, transactionId: undefined, block: undefined } as const;
  queue.push({ id, channel: 'c', operator: 'ann', request, state: 'accepted', ...rest } satisfies StoredOperation);
}

const idsOf = (batch: Batch | undefined): readonly string[] | undefined =>
  batch?.entries.map(({ operation }) => operation.id);

describe('a batch', () => {
  test('takes what has the same attestors, in its order, up to its bound', () => {
    for (const [id, isin] of [
      ['a', 'share'],
      ['b', 'bond'],
      ['c', 'shareB'],
      ['d', 'other'],
      ['e', 'share'],
      ['f', 'share'],
    ] as const) {
      give(id, isin, `from-${id}`);
    }
    const batches = [1, 2, 3, 4].map(() => queue.take(BOUNDS, []));
    expect(batches.map(idsOf)).toEqual([['a', 'c', 'e'], ['b'], ['d'], ['f']]);
    expect(batches.map((batch) => batch?.attestors)).toEqual(['first', 'second', undefined, 'first']);
    expect([queue.length, queue.take(BOUNDS, [])]).toEqual([0, undefined]);
  });

  test('takes no party of a batch that is under way, nor what would overtake one that waits for it', () => {
    give('a', 'share', 'ada', 'bob');
    const first = queue.take(BOUNDS, []);
    if (first === undefined) throw new Error('there was a batch to take');
    give('b', 'share', 'ada', 'cy');
    give('c', 'share', 'cy', 'dan');
    give('d', 'share', 'eve', 'fay');
    expect(idsOf(queue.take(BOUNDS, [first]))).toEqual(['d']);
    expect(queue.take(BOUNDS, [first])).toBeUndefined();
    expect(idsOf(queue.take(BOUNDS, []))).toEqual(['b', 'c']);
  });

  test('lets nothing of its parties overtake what other attestors have to wait for', () => {
    give('a', 'share', 'ada');
    give('b', 'bond', 'bob');
    give('c', 'share', 'bob');
    expect(idsOf(queue.take(BOUNDS, []))).toEqual(['a']);
    expect(idsOf(queue.take(BOUNDS, []))).toEqual(['b']);
    expect(idsOf(queue.take(BOUNDS, []))).toEqual(['c']);
  });

  test('holds one instruction of any length, and no second one beyond its bound', () => {
    give('a', 'share', 'ada');
    give('b', 'share', 'bob');
    expect(idsOf(queue.take({ ...BOUNDS, charactersMax: 10 }, []))).toEqual(['a']);
    expect(queue.length).toBe(1);
  });
});
