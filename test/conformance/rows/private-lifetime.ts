import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS } from '../../support/consortium.js';
import { privateValuesOf } from '../../support/private-block.js';
import type { Outcome, Step } from '../../support/probe.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 8c20';

/** Rows 41 and 42: how long private values live, and what erases them. */
export function privateLifetime(record: RowRecord, scene: Scene): void {
  const endorsers = [AURORA, BOREALIS, CIRRUS];
  const put = (collection: string, key: string): Step => ({ op: 'privatePut', collection, key, transient: 'secret' });
  const submit = (...steps: Step[]): Promise<Outcome> =>
    scene.probe().submitValid(steps, { transient: { secret: SECRET }, endorsers });

  /** Value and whether a hash is known, at Aurora's peer. */
  async function seen(collection: string, key: string): Promise<unknown> {
    const steps = [
      { op: 'privateGet', collection, key },
      { op: 'privateHash', collection, key },
    ];
    const [value, hash] = await scene.probe().evaluate(steps, { endorsers: [AURORA] });
    return { value, hashed: hash !== '' };
  }

  record.row(41, 'a value that may live two blocks is gone with the third, and its hash too', async () => {
    const key = scene.key('short-lived');
    const written = await submit(put('shortLived', key));
    for (const age of [1n, 2n]) {
      expect(await seen('shortLived', key)).toEqual({ value: SECRET, hashed: true });
      const next = await scene.given([scene.key('next'), 'v']);
      expect(next.status.blockNumber).toBe(written.status.blockNumber + age);
    }
    expect(await seen('shortLived', key)).toEqual({ value: SECRET, hashed: true });
    await scene.given([scene.key('next'), 'v']);
    expect(await seen('shortLived', key)).toEqual({ value: '', hashed: false });
  });

  record.row(42, 'a delete removes the current value and leaves what earlier blocks brought', async () => {
    const key = scene.key('deleted');
    const written = await submit(put('open', key));
    await submit({ op: 'privateDelete', collection: 'open', key });
    expect(await seen('open', key)).toEqual({ value: '', hashed: false });
    const { network } = scene.consortium.at(AURORA);
    expect(await privateValuesOf(network, written.status, 'open')).toEqual([[key, SECRET]]);
  });

  record.row(42, 'a purge erases the earlier versions from the private stores too', async () => {
    const key = scene.key('purged');
    const written = await submit(put('open', key));
    const { network } = scene.consortium.at(AURORA);
    expect(await privateValuesOf(network, written.status, 'open')).toEqual([[key, SECRET]]);
    await submit({ op: 'privatePurge', collection: 'open', key });
    expect(await seen('open', key)).toEqual({ value: '', hashed: false });
    expect(await privateValuesOf(network, written.status, 'open')).toEqual([]);
  });
}
