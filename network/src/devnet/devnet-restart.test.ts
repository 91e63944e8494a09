import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from '@jest/globals';
import { peer } from '@hyperledger/fabric-protos';

import type { CollectionDefinition } from '../engine.js';
import type { Topology } from '../topology.js';
import { ORGANIZATIONS, TestDevnet } from './devnet.fixture.js';

const EVERYBODY: CollectionDefinition = {
  name: 'everybody',
  policy: `OR(${ORGANIZATIONS.map((mspId) => `'${mspId}.member'`).join(', ')})`,
  requiredPeerCount: 0,
  maxPeerCount: 3,
  blockToLive: 0,
  memberOnlyRead: false,
  memberOnlyWrite: false,
};

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('a devnet that stops and starts again', () => {
  let devnet: TestDevnet | undefined;

  afterEach(async () => {
    await devnet?.remove();
  });

  test('resumes with its state, its blocks and its definitions', async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    await devnet.deployProbe('all');
    await devnet.contract('AlphaMSP').submitTransaction('put', 'kept', 'value');
    await devnet.settled();
    const [before] = await devnet.engine.status();
    await devnet.stop();

    await devnet.start();
    await devnet.deployProbe('all');
    expect((await devnet.engine.status())[0]).toEqual(before);
    expect(text(await devnet.contract('DeltaMSP').evaluateTransaction('get', 'kept'))).toBe('value');
    await devnet.contract('BetaMSP').submitTransaction('put', 'kept', 'changed');
    await devnet.settled();
    expect(text(await devnet.contract('DeltaMSP').evaluateTransaction('get', 'kept'))).toBe('changed');
  });

  test('transactions that were accepted before a stop are committed', async () => {
    devnet = await TestDevnet.create({ timeoutMs: 2000 });
    await devnet.start();
    await devnet.deployProbe('all');
    const contract = devnet.contract('AlphaMSP');
    const transactions = await Promise.all(
      ORGANIZATIONS.map((name) => contract.newProposal('put', { arguments: [name, 'x'] }).endorse()),
    );
    await Promise.all(transactions.map((transaction) => transaction.submit()));
    await devnet.stop();

    await devnet.start();
    await devnet.deployProbe('all');
    const qscc = devnet.connect('DeltaMSP').getNetwork('all').getContract('qscc');
    for (const transaction of transactions) {
      const answer = await qscc.evaluateTransaction('GetTransactionByID', 'all', transaction.getTransactionId());
      const code = peer.ProcessedTransaction.deserializeBinary(answer).getValidationcode();
      expect(code).toBe(peer.TxValidationCode.VALID);
    }
  });

  test('a peer that lost its ledger takes the blocks from the orderer, and private data from other members', async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    await devnet.contract('AlphaMSP').submit('putPrivate', {
      arguments: ['everybody', 'k'],
      transientData: { value: 'private' },
    });
    await devnet.contract('AlphaMSP').submitTransaction('put', 'k', 'public');
    await devnet.settled();
    const [before] = await devnet.engine.status();
    await devnet.stop();
    await rm(join(devnet.directory, 'ledger', 'DeltaMSP'), { recursive: true });

    await devnet.start();
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    expect((await devnet.engine.status())[0]).toEqual(before);
    const contract = devnet.contract('DeltaMSP');
    expect(text(await contract.evaluateTransaction('get', 'k'))).toBe('public');
    expect(text(await contract.evaluateTransaction('getPrivate', 'everybody', 'k'))).toBe('private');
  });

  test('an ordering service that lost its blocks is told from peers that are behind', async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    await devnet.deployProbe('all');
    await devnet.stop();
    await rm(join(devnet.directory, 'ledger', 'orderer'), { recursive: true });
    await expect(devnet.start()).rejects.toThrow('blocks of the ordering service are lost');
  });

  test('a port that is taken is named, and nothing stays open', async () => {
    devnet = await TestDevnet.create();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [first, ...others] = devnet.topology.organizations;
    const taken = {
      ...devnet.topology,
      organizations: [{ ...first, ports: { ...first?.ports, peer: port } }, ...others],
    };
    await expect(devnet.start(taken as Topology)).rejects.toThrow(`AlphaMSP cannot serve on port ${port}`);
    server.close();
    await devnet.start();
  });

  test('four organisations and two channels start together', async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    expect((await devnet.engine.status()).map(({ channel, heights }) => [channel, heights.size])).toEqual([
      ['all', 4],
      ['three', 3],
    ]);
  });
});
