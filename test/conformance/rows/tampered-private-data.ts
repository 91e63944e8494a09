import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { commitHashOf } from '../../support/block.js';
import { eventually } from '../../support/eventually.js';
import { privateValuesOf } from '../../support/private-block.js';
import type { Outcome } from '../../support/probe.js';
import { VALID } from '../codes.js';
import { PrivateValues } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt b1d6';
const NOT_AVAILABLE = 'private data matching public hash version is not available';

/** Row 40: a peer that gives others something else than it endorsed, or nothing. A real peer cannot be made to do so. */
export function tamperedPrivateData(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);

  const deliveredAt = (mspId: string, { status }: Outcome, collection: string): Promise<unknown> =>
    privateValuesOf(scene.consortium.at(mspId).network, status, collection);

  /** Borealis commits the block as everybody does, and does not have the value that Aurora endorsed. */
  async function expectMissing(collection: string, key: string, written: Outcome): Promise<void> {
    expect(written.status.code).toBe(VALID);
    const blocks = await Promise.all(
      scene.allMembers.map((mspId) => scene.consortium.block(written.status.blockNumber, mspId)),
    );
    const hashes = new Set(blocks.map((block) => commitHashOf(block).toString('hex')));
    expect(hashes.size).toBe(1);
    expect(await values.failureAt(BOREALIS, values.get(collection, key))).toContain(NOT_AVAILABLE);
    expect(await deliveredAt(BOREALIS, written, collection)).toEqual([]);
    expect(await values.readAt(BOREALIS, values.hashStep(collection, key))).toBe(values.hash);
    expect(await values.readAt(AURORA, values.get(collection, key))).toBe(SECRET);
  }

  /** What is right is taken in as soon as somebody sends it. */
  async function expectReconciled(collection: string, key: string, written: Outcome): Promise<void> {
    await scene.consortium.network.heal();
    const value = await eventually(async () => {
      const step = { op: 'attempt', step: values.get(collection, key) };
      return ((await values.readAt(BOREALIS, step)) as { readonly value?: string }).value;
    });
    expect(value).toBe(SECRET);
    expect(await deliveredAt(BOREALIS, written, collection)).toEqual([[key, SECRET]]);
    for (const outsider of [CIRRUS, DELTA]) {
      expect(await values.failureAt(outsider, values.get(collection, key))).toContain(NOT_AVAILABLE);
    }
  }

  for (const [what, collection, kind] of [
    ['an altered value that is sent before the block', 'strict', 'alter-private-data'],
    ['an altered value that is given on request', 'silent', 'alter-private-data'],
    ['a value that is withheld while it is said to be sent', 'strict', 'withhold-private-data'],
  ] as const) {
    record.devnetRow(40, `${what} is missing, and nobody else notices`, async () => {
      const key = scene.key(collection);
      await scene.consortium.network.fault(kind, '--peer', AURORA);
      try {
        const written = await values.submit([values.put(collection, key)], [AURORA]);
        await expectMissing(collection, key, written);
        await expectReconciled(collection, key, written);
      } finally {
        await scene.consortium.network.heal();
      }
    });
  }

  record.devnetRow(40, 'an altered value harms no other collection of its transaction', async () => {
    const [altered, right] = [scene.key('strict'), scene.key('pair')];
    await scene.consortium.network.fault('alter-private-data', '--peer', AURORA, '--collection', 'strict');
    try {
      const written = await values.submit([values.put('strict', altered), values.put('pair', right)], [AURORA]);
      expect(await values.readAt(BOREALIS, values.get('pair', right))).toBe(SECRET);
      await expectMissing('strict', altered, written);
    } finally {
      await scene.consortium.network.heal();
    }
  });
}
