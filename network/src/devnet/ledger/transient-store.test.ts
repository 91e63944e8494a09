import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ledger } from '@hyperledger/fabric-protos';
import { type PrivateSetWithConfig, withConfig } from '../privdata/private-set.js';
import { OrganizationStore } from './store.js';
import { TRANSIENT_RETENTION, TransientStore } from './transient-store.js';

let directory: string;
let store: OrganizationStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scrip-transient-'));
  store = await OrganizationStore.open(directory);
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

function setNamed(namespace: string): PrivateSetWithConfig {
  const part = new ledger.rwset.NsPvtReadWriteSet();
  part.setNamespace(namespace);
  const set = new ledger.rwset.TxPvtReadWriteSet();
  set.addNsPvtRwset(part);
  return withConfig(set, new Map(), 1);
}

describe('transient store', () => {
  test('keeps equal sets once, different ones of a transaction side by side', async () => {
    const transient = await TransientStore.open(store, 'c');
    await transient.put('tx', setNamed('a'), 1);
    await transient.put('tx', setNamed('a'), 2);
    await transient.put('tx', setNamed('b'), 2);
    expect(transient.get('tx')).toHaveLength(2);
    expect(transient.get('other')).toEqual([]);
  });

  test('says that an equal set is kept only once the first one is on disk', async () => {
    let synchronised = (): void => undefined;
    const disk = new Promise<void>((resolve) => (synchronised = resolve));
    jest.spyOn(store, 'writeSynced').mockReturnValueOnce(disk);
    const transient = await TransientStore.open(store, 'c');
    const said: string[] = [];
    const puts = ['first', 'second'].map(async (name) => {
      await transient.put('tx', setNamed('a'), 1);
      said.push(name);
    });
    await setImmediate();
    expect(said).toEqual([]);
    synchronised();
    await Promise.all(puts);
    expect(said).toHaveLength(2);
  });

  test('has what was put when it is opened again, for each channel its own', async () => {
    await (await TransientStore.open(store, 'c')).put('tx', setNamed('a'), 1);
    const names = (await TransientStore.open(store, 'c'))
      .get('tx')
      .map((set) => set.getPvtRwset()?.getNsPvtRwsetList()[0]?.getNamespace());
    expect(names).toEqual(['a']);
    expect((await TransientStore.open(store, 'cc')).get('tx')).toEqual([]);
  });

  test('removes committed transactions', async () => {
    const transient = await TransientStore.open(store, 'c');
    await transient.put('tx', setNamed('a'), 1);
    await transient.put('waiting', setNamed('a'), 1);
    const leaving = transient.leaving(['tx', 'without private data'], 2);
    await store.write(leaving.map(({ key }) => ({ key, value: undefined })));
    transient.forget(leaving);
    expect([transient.get('tx'), transient.get('waiting').length]).toEqual([[], 1]);
    expect((await TransientStore.open(store, 'c')).get('tx')).toEqual([]);
  });

  test('drops what has waited too long, and only that', async () => {
    const transient = await TransientStore.open(store, 'c');
    await transient.put('tx', setNamed('old'), TRANSIENT_RETENTION - 1);
    await transient.put('tx', setNamed('young'), TRANSIENT_RETENTION);
    expect(transient.leaving([], TRANSIENT_RETENTION)).toEqual([]);
    expect(transient.leaving([], 2 * TRANSIENT_RETENTION - 1)).toEqual([]);
    transient.forget(transient.leaving([], 2 * TRANSIENT_RETENTION));
    const left = transient.get('tx').flatMap((set) => set.getPvtRwset()?.getNsPvtRwsetList() ?? []);
    expect(left.map((part) => part.getNamespace())).toEqual(['young']);
  });
});
