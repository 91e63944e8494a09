import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChaincodeDefinition } from '../engine.js';
import { Deployments, nextDefinition, type Deployment } from './deployments.js';

const definition: ChaincodeDefinition = {
  name: 'ledger',
  version: '1.0',
  sequence: 0,
  collections: [],
  initRequired: false,
};

describe('the next definition of a chaincode', () => {
  test('starts with sequence 1', () => {
    expect(nextDefinition(definition, undefined, 0)).toEqual({ ...definition, sequence: 1 });
  });

  test('keeps its sequence when nothing changed', () => {
    const known = { ...definition, sequence: 3 };
    expect(nextDefinition(definition, known, 3)).toEqual(known);
  });

  test.each([
    ['another version', { version: '1.1' }],
    ['another policy', { endorsementPolicy: "OR('A.peer')" }],
  ])('takes the next sequence with %s', (_what, change) => {
    const known = { ...definition, sequence: 3 };
    expect(nextDefinition({ ...definition, ...change }, known, 3).sequence).toBe(4);
  });

  test('takes the next sequence when the channel moved on without us', () => {
    expect(nextDefinition(definition, { ...definition, sequence: 1 }, 2).sequence).toBe(3);
    expect(nextDefinition(definition, undefined, 2).sequence).toBe(3);
  });
});

describe('the deployments of a data directory', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-deployments-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const deployment = (name: string, channel: string): Deployment => ({
    name,
    path: '/chaincode',
    version: '1.0',
    inProcess: false,
    ports: { AMSP: 1 },
    definitions: { [channel]: { ...definition, name, sequence: 1 } },
  });

  test('survive a restart, the latest on each channel last', async () => {
    const first = await Deployments.open(folder);
    expect(first.latestOn('c1')).toBe('');
    await first.put(deployment('a', 'c1'));
    await first.put(deployment('b', 'c1'));
    await first.put(deployment('a', 'c1'));
    const second = await Deployments.open(folder);
    expect(second.all()).toEqual([deployment('b', 'c1'), deployment('a', 'c1')]);
    expect(second.latestOn('c1')).toBe('a');
    expect(second.latestOn('c2')).toBe('');
  });
});
