import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import { commitHashOf } from './block-metadata.js';
import { headerHashOf } from './block-store.js';
import { configEnvelope, LedgerFixture } from './ledger-fixture.js';
import { CONFIG_KEY, CONFIG_NAMESPACE } from './transaction.js';
import type { PulledPieces, Simulator } from './types.js';

const { VALID, DUPLICATE_TXID, MVCC_READ_CONFLICT, NIL_TXACTION } = peer.TxValidationCode;

let fixture: LedgerFixture;

beforeEach(async () => {
  fixture = await LedgerFixture.create();
});

afterEach(async () => {
  await fixture.dispose();
});

const put =
  (key: string, value: string) =>
  (simulator: Simulator): void =>
    simulator.putState('cc', key, Buffer.from(value));

async function historyOf(key: string): Promise<[string, boolean, number | undefined][]> {
  const entries: [string, boolean, number | undefined][] = [];
  for await (const entry of fixture.ledger.history('cc', key)) {
    const value = Buffer.from(entry.getValue_asU8()).toString();
    entries.push([value, entry.getIsDelete(), entry.getTimestamp()?.getSeconds()]);
  }
  return entries;
}

/** Nobody has private data. */
const noPieces = (): Promise<PulledPieces> => Promise.resolve({ found: [], purged: [] });

describe('blocks', () => {
  test('are answered by number, header hash and transaction id, with verdicts and commit hash', async () => {
    const transaction = await fixture.simulate(put('a', '1'));
    const { flags, commitHash } = await fixture.commit([transaction]);
    const block = await fixture.ledger.block(1);
    expect(fixture.ledger.height).toBe(2);
    expect([...flags]).toEqual([VALID]);
    expect(block?.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER]).toEqual(flags);
    expect(block && commitHashOf(block)).toEqual(commitHash);
    expect(block && (await fixture.ledger.blockByHash(headerHashOf(block)))?.getHeader()?.getNumber()).toBe(1);
    expect((await fixture.ledger.blockByTxId(transaction.txId))?.getHeader()?.getNumber()).toBe(1);
    expect(await fixture.ledger.transaction(transaction.txId)).toMatchObject({ code: VALID, block: 1, index: 0 });
    expect(await fixture.ledger.transaction('unknown')).toBeUndefined();
    expect(await fixture.ledger.block(2)).toBeUndefined();
  });

  test("leave the orderer's block as it was", async () => {
    const block = fixture.nextBlock([configEnvelope('other')]);
    const before = Buffer.from(block.serializeBinary());
    await fixture.ledger.commit(block, Buffer.from([VALID]), noPieces, () => Promise.resolve(undefined));
    expect(Buffer.from(block.serializeBinary())).toEqual(before);
  });

  test('must follow from the last one', async () => {
    const nothing = (): Promise<undefined> => Promise.resolve(undefined);
    const skipping = fixture.nextBlock([configEnvelope()]);
    skipping.getHeader()?.setNumber(7);
    await expect(fixture.ledger.commit(skipping, Buffer.from([VALID]), noPieces, nothing)).rejects.toThrow(
      'unexpected block number 7',
    );
    const fork = fixture.nextBlock([configEnvelope()]);
    fork.getHeader()?.setPreviousHash(Buffer.alloc(32));
    await expect(fixture.ledger.commit(fork, Buffer.from([VALID]), noPieces, nothing)).rejects.toThrow(
      'does not follow',
    );
    const unjudged = fixture.nextBlock([configEnvelope()]);
    await expect(fixture.ledger.commit(unjudged, Buffer.alloc(0), noPieces, nothing)).rejects.toThrow(
      '1 transactions and 0 verdicts',
    );
    expect(fixture.ledger.height).toBe(1);
  });

  test('already committed are not applied again', async () => {
    const block = fixture.nextBlock([(await fixture.simulate(put('a', '1'))).envelope]);
    const nothing = (): Promise<undefined> => Promise.resolve(undefined);
    const first = await fixture.ledger.commit(block, Buffer.from([VALID]), noPieces, nothing);
    await fixture.run(put('a', '2'));
    expect(await fixture.ledger.commit(block, Buffer.from([VALID]), noPieces, nothing)).toEqual(first);
    expect(await fixture.value('cc', 'a')).toBe('2');
    const other = fixture.nextBlock([configEnvelope()]);
    other.getHeader()?.setNumber(1);
    await expect(fixture.ledger.commit(other, Buffer.from([VALID]), noPieces, nothing)).rejects.toThrow(
      'already has another block 1',
    );
  });

  test('with transactions that cannot be read refuse them', async () => {
    const header = new common.ChannelHeader();
    header.setType(common.HeaderType.ENDORSER_TRANSACTION);
    const payload = new common.Payload();
    const layers = new common.Header();
    layers.setChannelHeader(header.serializeBinary());
    payload.setHeader(layers);
    payload.setData(Buffer.from([0xff, 0xff]));
    const envelope = new common.Envelope();
    envelope.setPayload(payload.serializeBinary());
    const { flags } = await fixture.commitEnvelopes([Buffer.from(envelope.serializeBinary()), Buffer.from([0xff])]);
    expect([...flags]).toEqual([NIL_TXACTION, peer.TxValidationCode.INVALID_OTHER_REASON]);
  });
});

describe('configuration', () => {
  test('is kept in the state but not in the commit hash', async () => {
    expect(await fixture.value(CONFIG_NAMESPACE, CONFIG_KEY)).toBe('configuration');
    const [left, right] = [await LedgerFixture.create(), await LedgerFixture.create()];
    const first = await left.commitEnvelopes([configEnvelope('one')]);
    const second = await right.commitEnvelopes([configEnvelope('two')]);
    expect(first.commitHash).toEqual(second.commitHash);
    expect(await right.value(CONFIG_NAMESPACE, CONFIG_KEY)).toBe('two');
    await Promise.all([left.dispose(), right.dispose()]);
  });

  test('of block 0 has no commit hash', async () => {
    expect(fixture.ledger.commitHash).toHaveLength(0);
    await fixture.run(put('a', '1'));
    expect(fixture.ledger.commitHash).toHaveLength(32);
  });
});

describe('history', () => {
  test("is newest first, with the clients' times, deletes, and without refused transactions", async () => {
    await fixture.run(put('a', 'one'));
    const stale = await fixture.simulate(async (simulator) => {
      await simulator.getState('cc', 'a');
      put('a', 'never')(simulator);
    });
    await fixture.commit([await fixture.simulate(put('a', 'two')), await fixture.simulate(put('a', 'three'))]);
    expect([...(await fixture.commit([stale])).flags]).toEqual([MVCC_READ_CONFLICT]);
    await fixture.run((simulator) => simulator.deleteState('cc', 'a'));
    await fixture.run((simulator) => simulator.putStateMetadata('cc', 'a', new Map([['note', Buffer.from('x')]])));
    expect(await historyOf('a')).toEqual([
      ['', true, 5],
      ['three', false, 4],
      ['two', false, 3],
      ['one', false, 1],
    ]);
  });

  test('shows a delete of an absent key, and nothing of a neighbouring key', async () => {
    await fixture.run((simulator) => simulator.deleteState('cc', 'absent'));
    await fixture.run(put('absent\u0000more', 'x'));
    expect(await historyOf('absent')).toEqual([['', true, 1]]);
  });

  test('does not show what the transaction itself writes or what commits meanwhile', async () => {
    await fixture.run(put('a', 'one'));
    await fixture.simulate(async (simulator) => {
      put('a', 'mine')(simulator);
      await fixture.run(put('a', 'two'));
      const { results } = await simulator.history('cc', 'a').next();
      expect(results.map((entry) => Buffer.from(entry.getValue_asU8()).toString())).toEqual(['one']);
    });
  });
});

describe('transaction ids', () => {
  test('of two occurrences the first is kept, in one block or in two', async () => {
    const transaction = await fixture.simulate(put('a', '1'));
    await fixture.commit([transaction, transaction], { firstPass: [VALID, DUPLICATE_TXID] });
    await fixture.commit([transaction], { firstPass: [DUPLICATE_TXID] });
    expect(fixture.ledger.locate(transaction.txId)).toEqual({ block: 1, index: 0, code: VALID });
  });
});

describe('snapshots', () => {
  test('a view and a simulation see the state at their start', async () => {
    await fixture.run(put('a', 'old'));
    const view = fixture.ledger.state();
    const simulator = fixture.ledger.simulator('tx');
    await fixture.run(put('a', 'new'));
    await fixture.run(put('b', 'new'));
    expect((await view.get('cc', 'a'))?.value.toString()).toBe('old');
    expect((await simulator.getState('cc', 'a'))?.toString()).toBe('old');
    expect((await simulator.range('cc', '', '').next()).results.map(({ key }) => key)).toEqual(['a']);
    expect(view.height).toBe(2);
    view.release();
    simulator.release();
    expect(await fixture.value('cc', 'a')).toBe('new');
  });

  test('values of any size come back', async () => {
    const large = Buffer.alloc(100_000, 7);
    await fixture.run((simulator) => simulator.putState('cc', 'large', large));
    for (let i = 0; i < 2; i++) {
      await fixture.simulate(async (simulator) => {
        expect((await simulator.getState('cc', 'large'))?.equals(large)).toBe(true);
      });
    }
  });
});

describe('restart', () => {
  test('goes on with the same height, hashes and state', async () => {
    await fixture.run(put('a', '1'));
    await fixture.run((simulator) => {
      simulator.putStateMetadata('cc', 'a', new Map([['note', Buffer.from('x')]]));
    });
    const { height, commitHash, headerHash } = fixture.ledger;
    await fixture.reopen();
    expect([fixture.ledger.height, fixture.ledger.commitHash, fixture.ledger.headerHash]).toEqual([
      height,
      commitHash,
      headerHash,
    ]);
    await fixture.simulate(async (simulator) => {
      expect((await simulator.getState('cc', 'a'))?.toString()).toBe('1');
      expect([...(await simulator.getStateMetadata('cc', 'a')).keys()]).toEqual(['note']);
    });
    expect(await fixture.run(put('b', '2'))).toBe(VALID);
  });
});

describe('waiting', () => {
  test('for a height ends with its commit, and at once when it is there', async () => {
    const reached: number[] = [];
    const wait = fixture.ledger.waitForHeight(3).then(() => reached.push(fixture.ledger.height));
    await fixture.run(put('a', '1'));
    expect(reached).toEqual([]);
    await fixture.run(put('a', '2'));
    await wait;
    await fixture.ledger.waitForHeight(1);
    expect(reached).toEqual([3]);
  });

  test('can be ended', async () => {
    const controller = new AbortController();
    const wait = fixture.ledger.waitForHeight(9, controller.signal);
    controller.abort();
    await expect(wait).rejects.toThrow('the wait for a block was ended');
    await expect(fixture.ledger.waitForHeight(9, controller.signal)).rejects.toThrow('the wait for a block was ended');
  });

  test('listeners hear every commit in order until they stop', async () => {
    const heard: [number, string[]][] = [];
    const stop = fixture.ledger.onCommit(({ height, namespaces }) => heard.push([height, [...namespaces]]));
    await fixture.run(put('a', '1'));
    stop();
    await fixture.run(put('a', '2'));
    expect(heard).toEqual([[2, ['cc']]]);
  });
});
