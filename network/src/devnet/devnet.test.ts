import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { ORGANIZATIONS, TestDevnet } from './devnet.fixture.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('a devnet with an in-process chaincode', () => {
  let devnet: TestDevnet;

  beforeAll(async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    await devnet.deployProbe('all');
  });

  afterAll(async () => {
    await devnet.remove();
  });

  test('commits a put at every organisation, with equal commit hashes', async () => {
    const contract = devnet.contract('AlphaMSP');
    expect(text(await contract.submitTransaction('put', 'key', 'value'))).toBe('key');
    for (const mspId of ORGANIZATIONS) {
      expect(text(await devnet.contract(mspId).evaluateTransaction('get', 'key'))).toBe('value');
    }
    const [status] = await devnet.engine.status();
    expect(new Set(status?.commitHashes.values()).size).toBe(1);
    expect(status?.definitions).toEqual([expect.objectContaining({ name: 'probe', version: '1.0', sequence: 1 })]);
  });
});
