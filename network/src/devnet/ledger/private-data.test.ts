import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ledger, peer } from '@hyperledger/fabric-protos';
import { LedgerFixture, type TestTransaction } from './ledger-fixture.js';
import type { Simulator } from './types.js';

const { VALID, MVCC_READ_CONFLICT } = peer.TxValidationCode;
const { TxPvtReadWriteSet } = ledger.rwset;

let fixture: LedgerFixture;

beforeEach(async () => {
  fixture = await LedgerFixture.create();
  fixture.collections.set('cc/secret', { member: true, blockToLive: 0 });
  fixture.collections.set('cc/brief', { member: true, blockToLive: 2 });
  fixture.collections.set('cc/foreign', { member: false, blockToLive: 0 });
});

afterEach(async () => {
  await fixture.dispose();
});

const put =
  (collection: string, key: string, value: string) =>
  (simulator: Simulator): Promise<void> =>
    simulator.putPrivate('cc', collection, key, Buffer.from(value));

type Body = (simulator: Simulator) => Promise<void> | void;

/** The value, or the text of the refusal, and whether a hash is known. */
async function read(collection: string, key: string): Promise<[string | undefined, boolean]> {
  let answer: [string | undefined, boolean] = [undefined, false];
  await fixture.simulate(async (simulator) => {
    const hash = await simulator.getPrivateHash('cc', collection, key);
    const value = await simulator.getPrivate('cc', collection, key).catch((error: unknown) => String(error));
    answer = [value?.toString(), hash !== undefined];
  });
  return answer;
}

async function storedKeys(block: number): Promise<string[]> {
  const set = await fixture.ledger.privateDataFor(block, 0);
  return (set?.getNsPvtRwsetList() ?? []).flatMap((namespace) =>
    namespace
      .getCollectionPvtRwsetList()
      .flatMap((part) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(part.getRwset_asU8()).getWritesList())
      .map((write) => write.getKey()),
  );
}

function privateSetOf(transaction: TestTransaction): ledger.rwset.TxPvtReadWriteSet {
  if (transaction.privateSet === undefined) {
    throw new Error('the transaction writes no private data');
  }
  return transaction.privateSet;
}

/** Commits a transaction whose private set this peer does not get. @returns the transaction */
async function withheld(body: (simulator: Simulator) => Promise<void>): Promise<TestTransaction> {
  const transaction = await fixture.simulate(body);
  expect([...(await fixture.commit([transaction])).flags]).toEqual([VALID]);
  return transaction;
}

/** Commits two transactions, of which this peer gets the private set of the first alone. */
async function inOneBlock(first: Body, second: Body): Promise<void> {
  const [kept, lost] = [await fixture.simulate(first), await fixture.simulate(second)];
  await fixture.keep(kept.txId, privateSetOf(kept));
  expect([...(await fixture.commit([kept, lost])).flags]).toEqual([VALID, VALID]);
}

/** Keys of the private values that this peer has. */
async function keysOf(collection: string): Promise<readonly string[]> {
  let keys: readonly string[] = [];
  await fixture.simulate(async (simulator) => {
    const cursor = await simulator.privateRange('cc', collection, { start: '', end: '' });
    keys = (await cursor.next()).results.map(({ key }) => key);
  });
  return keys;
}

describe('private values', () => {
  test('come from the transient store, which is then emptied', async () => {
    const transaction = await fixture.simulate(put('secret', 'a', 'one'));
    await fixture.keep(transaction.txId, privateSetOf(transaction));
    expect(fixture.ledger.keptPrivateSets(transaction.txId)).toHaveLength(1);
    await fixture.commit([transaction]);
    expect(await read('secret', 'a')).toEqual(['one', true]);
    expect(fixture.ledger.keptPrivateSets(transaction.txId)).toEqual([]);
    expect(await storedKeys(1)).toEqual(['a']);
  });

  test('come from other peers when they are not here', async () => {
    const transaction = await fixture.simulate(put('secret', 'a', 'one'));
    await fixture.commit([transaction], { fromPeers: new Map([[transaction.txId, privateSetOf(transaction)]]) });
    expect(await read('secret', 'a')).toEqual(['one', true]);
  });

  test('are deleted, and an empty value is a delete', async () => {
    await fixture.run(put('secret', 'a', 'one'));
    await fixture.run(put('secret', 'b', 'two'));
    await fixture.run((simulator) => simulator.deletePrivate('cc', 'secret', 'a'));
    await fixture.run(put('secret', 'b', ''));
    expect(await read('secret', 'a')).toEqual([undefined, false]);
    expect(await read('secret', 'b')).toEqual([undefined, false]);
  });

  test('are listed in byte order', async () => {
    await fixture.run(async (simulator) => {
      for (const key of ['b', '\u{10000}', 'a', '\ue000']) {
        await put('secret', key, key)(simulator);
      }
    });
    await fixture.simulate(async (simulator) => {
      const cursor = await simulator.privateRange('cc', 'secret', { start: 'b', end: '' });
      expect((await cursor.next()).results.map(({ key }) => key)).toEqual(['b', '\ue000', '\u{10000}']);
    });
  });

  test('of a collection of others stay with them: hash known, value refused', async () => {
    await fixture.run(put('foreign', 'a', 'one'));
    expect(await read('foreign', 'a')).toEqual([
      'SimulationError: private data matching public hash version is not available. Public hash version = {BlockNum: 1, TxNum: 0}, Private data version = <nil>',
      true,
    ]);
    expect(await fixture.ledger.privateDataFor(1, 0)).toBeUndefined();
    expect(await fixture.ledger.missingPrivateData()).toEqual([]);
  });

  test('read several at once, a value that is elsewhere is absent, and the transaction conflicts at commit', async () => {
    await fixture.run(put('foreign', 'a', 'one'));
    await fixture.run(put('secret', 'a', 'two'));
    const readBoth = (collection: string) => async (simulator: Simulator) => {
      const values = await simulator.getPrivateMultiple('cc', collection, ['a', 'none']);
      simulator.putState('cc', collection, Buffer.from(values.map(String).join()));
    };
    const [own, foreign] = [await fixture.simulate(readBoth('secret')), await fixture.simulate(readBoth('foreign'))];
    expect([...(await fixture.commit([own, foreign])).flags]).toEqual([VALID, MVCC_READ_CONFLICT]);
    await fixture.simulate(async (simulator) => {
      expect(String(await simulator.getState('cc', 'secret'))).toBe('two,undefined');
      expect(await simulator.getState('cc', 'foreign')).toBeUndefined();
    });
  });

  test('keep the version of their hash when only metadata changes', async () => {
    await fixture.run(put('secret', 'a', 'one'));
    await fixture.run((simulator) =>
      simulator.putPrivateMetadata('cc', 'secret', 'a', new Map([['VALIDATION_PARAMETER', Buffer.from('policy')]])),
    );
    expect(await read('secret', 'a')).toEqual(['one', true]);
    const { writtenKeys } = await fixture.simulate(async (simulator) => {
      const metadata = await simulator.getPrivateMetadata('cc', 'secret', 'a');
      expect([...metadata.keys()]).toEqual(['VALIDATION_PARAMETER']);
      await put('secret', 'a', 'two')(simulator);
    });
    expect(writtenKeys.map(({ key, validationParameter }) => [key, validationParameter?.toString()])).toEqual([
      ['a', 'policy'],
    ]);
  });

  test('survive a restart, those waiting for their block too', async () => {
    await fixture.run(put('secret', 'a', 'one'));
    const waiting = await fixture.simulate(put('secret', 'b', 'two'));
    await fixture.keep(waiting.txId, privateSetOf(waiting));
    await fixture.reopen();
    await fixture.commit([waiting]);
    expect(await read('secret', 'a')).toEqual(['one', true]);
    expect(await read('secret', 'b')).toEqual(['two', true]);
  });
});

describe('private data that is withheld or altered', () => {
  test('does not stop the block and is noted as missing', async () => {
    await withheld(put('secret', 'a', 'one'));
    expect((await read('secret', 'a'))[0]).toContain('Private data version = <nil>');
    expect(await fixture.ledger.missingPrivateData()).toEqual([
      { namespace: 'cc', collection: 'secret', block: 1, tx: 0 },
    ]);
  });

  test('is never stored with a wrong hash', async () => {
    const transaction = await fixture.simulate(put('secret', 'a', 'one'));
    const forged = privateSetOf(await fixture.simulate(put('secret', 'a', 'forged')));
    await fixture.keep(transaction.txId, forged);
    await fixture.commit([transaction], { fromPeers: new Map([[transaction.txId, forged]]) });
    expect((await read('secret', 'a'))[0]).toContain('Private data version = <nil>');
    expect(await fixture.ledger.missingPrivateData()).toHaveLength(1);
  });

  test('is used when an honest set is among those received', async () => {
    const transaction = await fixture.simulate(put('secret', 'a', 'one'));
    await fixture.keep(transaction.txId, privateSetOf(await fixture.simulate(put('secret', 'a', 'forged'))));
    await fixture.keep(transaction.txId, privateSetOf(transaction));
    await fixture.commit([transaction]);
    expect(await read('secret', 'a')).toEqual(['one', true]);
  });

  test('is taken in later', async () => {
    const transaction = await withheld(put('secret', 'a', 'one'));
    const at = { block: 1, tx: 0 };
    const forged = privateSetOf(await fixture.simulate(put('secret', 'a', 'forged')));
    expect(await fixture.reconcile(at, forged)).toBe(false);
    expect(await fixture.reconcile(at, new TxPvtReadWriteSet())).toBe(false);
    expect(await fixture.reconcile(at, privateSetOf(transaction))).toBe(true);
    expect(await read('secret', 'a')).toEqual(['one', true]);
    expect(await fixture.ledger.missingPrivateData()).toEqual([]);
    expect(await fixture.reconcile(at, privateSetOf(transaction))).toBe(false);
    await fixture.reopen();
    expect(await read('secret', 'a')).toEqual(['one', true]);
  });

  test('does not overwrite what came after it', async () => {
    const late = await withheld(put('secret', 'a', 'one'));
    await fixture.run(put('secret', 'a', 'two'));
    expect(await fixture.reconcile({ block: 1, tx: 0 }, privateSetOf(late))).toBe(true);
    expect(await read('secret', 'a')).toEqual(['two', true]);
  });

  test('does not bring back what was purged', async () => {
    const late = await withheld(async (simulator) => {
      await put('secret', 'a', 'one')(simulator);
      await put('secret', 'b', 'two')(simulator);
    });
    await fixture.run((simulator) => simulator.purgePrivate('cc', 'secret', 'a'));
    expect(await fixture.reconcile({ block: 1, tx: 0 }, privateSetOf(late))).toBe(true);
    expect(await read('secret', 'a')).toEqual([undefined, false]);
    expect(await read('secret', 'b')).toEqual(['two', true]);
    expect(await storedKeys(1)).toEqual(['b']);
  });
});

describe('blockToLive', () => {
  test('of 2 leaves a value for two blocks after its own; with the third it and its hash go', async () => {
    await fixture.run(put('brief', 'a', 'one'));
    await fixture.advance(2);
    expect(await read('brief', 'a')).toEqual(['one', true]);
    expect(await storedKeys(1)).toEqual(['a']);
    await fixture.advance(1);
    expect(await read('brief', 'a')).toEqual([undefined, false]);
    expect(await storedKeys(1)).toEqual([]);
  });

  test('starts again with every write', async () => {
    await fixture.run(put('brief', 'a', 'one'));
    await fixture.advance(1);
    await fixture.run(put('brief', 'a', 'two'));
    await fixture.advance(2);
    expect(await read('brief', 'a')).toEqual(['two', true]);
    await fixture.advance(1);
    expect(await read('brief', 'a')).toEqual([undefined, false]);
  });

  test('does not take a value that is written again in the very block', async () => {
    await fixture.run(put('brief', 'a', 'one'));
    await fixture.advance(2);
    await fixture.run(put('brief', 'a', 'two'));
    expect(await read('brief', 'a')).toEqual(['two', true]);
  });

  test('takes the hash also where the value never came, and stops asking for it', async () => {
    await withheld(put('brief', 'a', 'one'));
    await fixture.advance(3);
    expect(await read('brief', 'a')).toEqual([undefined, false]);
    expect(await fixture.ledger.missingPrivateData()).toEqual([]);
  });

  test('takes a value whose deletion in the same block never came', async () => {
    await inOneBlock(put('brief', 'a', 'one'), (simulator) => simulator.deletePrivate('cc', 'brief', 'a'));
    expect(await keysOf('brief')).toEqual(['a']);
    await fixture.advance(3);
    expect(await keysOf('brief')).toEqual([]);
  });

  test('leaves a hash whose value never came after a deletion in the same block', async () => {
    await inOneBlock((simulator) => simulator.deletePrivate('cc', 'brief', 'a'), put('brief', 'a', 'one'));
    await fixture.advance(3);
    expect((await read('brief', 'a'))[1]).toBe(true);
  });

  test('also takes a value that came late', async () => {
    const late = await withheld(put('brief', 'a', 'one'));
    await fixture.reconcile({ block: 1, tx: 0 }, privateSetOf(late));
    expect(await read('brief', 'a')).toEqual(['one', true]);
    await fixture.advance(3);
    expect(await read('brief', 'a')).toEqual([undefined, false]);
  });

  test('makes a read of the value conflict once it is gone', async () => {
    await fixture.run(put('brief', 'a', 'one'));
    const pending = await fixture.simulate(async (simulator) => {
      await simulator.getPrivate('cc', 'brief', 'a');
    });
    await fixture.advance(3);
    expect([...(await fixture.commit([pending])).flags]).toEqual([MVCC_READ_CONFLICT]);
  });
});

describe('purge', () => {
  test('erases every earlier value, a delete only the current one', async () => {
    await fixture.run(put('secret', 'a', 'one'));
    await fixture.run(put('secret', 'a', 'two'));
    await fixture.run(put('secret', 'b', 'kept'));
    await fixture.run((simulator) => simulator.deletePrivate('cc', 'secret', 'b'));
    await fixture.run((simulator) => simulator.purgePrivate('cc', 'secret', 'a'));
    expect(await read('secret', 'a')).toEqual([undefined, false]);
    expect(await Promise.all([1, 2, 3, 4, 5].map(storedKeys))).toEqual([[], [], ['b'], ['b'], []]);
  });

  test('leaves the other keys of the same transaction', async () => {
    await fixture.run(async (simulator) => {
      await put('secret', 'a', 'one')(simulator);
      await put('secret', 'b', 'two')(simulator);
    });
    await fixture.run((simulator) => simulator.purgePrivate('cc', 'secret', 'a'));
    expect(await storedKeys(1)).toEqual(['b']);
    expect(await read('secret', 'b')).toEqual(['two', true]);
  });

  test('reaches values of its own block, but not those written after it', async () => {
    await fixture.run(put('secret', 'a', 'long before'));
    const transactions = [
      await fixture.simulate(put('secret', 'a', 'before')),
      await fixture.simulate((simulator) => simulator.purgePrivate('cc', 'secret', 'a')),
      await fixture.simulate(put('secret', 'a', 'after')),
    ];
    for (const transaction of transactions) {
      await fixture.keep(transaction.txId, privateSetOf(transaction));
    }
    await fixture.commit(transactions);
    expect(await read('secret', 'a')).toEqual(['after', true]);
    expect([await storedKeys(1), await storedKeys(2)]).toEqual([[], []]);
    expect(await fixture.ledger.privateDataFor(2, 2)).toBeDefined();
  });

  test('removes the value also where the purging private set never came', async () => {
    await fixture.run(put('secret', 'a', 'one'));
    await withheld((simulator) => simulator.purgePrivate('cc', 'secret', 'a'));
    expect(await read('secret', 'a')).toEqual([undefined, false]);
    expect(await storedKeys(1)).toEqual([]);
  });
});
