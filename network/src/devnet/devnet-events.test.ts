import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChaincodeEvent, type Contract, type Network } from '@hyperledger/fabric-gateway';

import { TestDevnet } from './devnet.fixture.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

let devnet: TestDevnet;
let network: Network;
let contract: Contract;

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all');
  network = devnet.connect('AlphaMSP').getNetwork('all');
  contract = network.getContract('probe');
});

afterAll(async () => {
  await devnet.remove();
});

async function emit(name: string): Promise<{ readonly txId: string; readonly block: bigint }> {
  const proposal = contract.newProposal('event', { arguments: [name, `payload of ${name}`] });
  const { blockNumber, transactionId } = await (await (await proposal.endorse()).submit()).getStatus();
  return { txId: transactionId, block: blockNumber };
}

async function take<T>(source: AsyncIterable<T> & { close(): void }, count: number): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) {
    items.push(item);
    if (items.length === count) break;
  }
  source.close();
  return items;
}

describe('chaincode events', () => {
  test('from a block on, with payload and transaction', async () => {
    const first = await emit('one');
    await emit('two');
    const events = await take(await network.getChaincodeEvents('probe', { startBlock: first.block }), 2);
    expect(events.map(({ eventName }) => eventName)).toEqual(['one', 'two']);
    expect(events[0]).toMatchObject({ chaincodeName: 'probe', transactionId: first.txId, blockNumber: first.block });
    expect(text(events[0]?.payload ?? new Uint8Array())).toBe('payload of one');
  });

  test('resume after a transaction, inside its block', async () => {
    const first = await emit('before');
    await emit('after');
    const resumed = await network.getChaincodeEvents('probe', {
      checkpoint: { getBlockNumber: () => first.block, getTransactionId: () => first.txId },
    });
    const [next] = await take(resumed, 1);
    expect(next?.eventName).toBe('after');
  });

  test('live: what comes after the stream was opened', async () => {
    const live = await network.getChaincodeEvents('probe');
    const received: Promise<ChaincodeEvent[]> = take(live, 1);
    await emit('live');
    expect((await received)[0]?.eventName).toBe('live');
  });

  test('none for an invalid transaction', async () => {
    const commit = await contract.submitAsync('event', {
      arguments: ['invalid', ''],
      endorsingOrganizations: ['AlphaMSP'],
    });
    const { blockNumber } = await commit.getStatus();
    const valid = await emit('valid');
    const [event] = await take(await network.getChaincodeEvents('probe', { startBlock: blockNumber }), 1);
    expect(event?.transactionId).toBe(valid.txId);
  });
});

describe('block events', () => {
  test('full blocks from genesis, chained by their hashes', async () => {
    await emit('x');
    const blocks = await take(await network.getBlockEvents({ startBlock: 0n }), 3);
    expect(blocks.map((block) => block.getHeader()?.getNumber())).toEqual([0, 1, 2]);
    expect(blocks[1]?.getMetadata()?.getMetadataList()).toHaveLength(5);
  });

  test('filtered blocks name transactions and events, without payload', async () => {
    const { block, txId } = await emit('filtered');
    const [filtered] = await take(await network.getFilteredBlockEvents({ startBlock: block }), 1);
    const transaction = filtered?.getFilteredTransactionsList().find((candidate) => candidate.getTxid() === txId);
    expect(filtered?.getChannelId()).toBe('all');
    expect(transaction?.getTxValidationCode()).toBe(0);
    const event = transaction?.getTransactionActions()?.getChaincodeActionsList()[0]?.getChaincodeEvent();
    expect(event?.getEventName()).toBe('filtered');
    expect(event?.getPayload_asU8()).toHaveLength(0);
  });

  test('private data of a collection that is not member-only goes to everybody who may read the peer’s blocks', async () => {
    const collection = '_implicit_org_AlphaMSP';
    const proposal = contract.newProposal('putPrivate', {
      arguments: [collection, 'k'],
      transientData: { value: 'mine' },
    });
    const { blockNumber } = await (await (await proposal.endorse()).submit()).getStatus();
    const own = await network.getBlockAndPrivateDataEvents({ startBlock: blockNumber });
    expect((await take(own, 1))[0]?.getPrivateDataMapMap().getLength()).toBe(1);
    const foreign = devnet.connect('BetaMSP', 'user1', 'AlphaMSP').getNetwork('all');
    const other = await foreign.getBlockAndPrivateDataEvents({ startBlock: blockNumber });
    expect((await take(other, 1))[0]?.getPrivateDataMapMap().getLength()).toBe(1);
  });
});
