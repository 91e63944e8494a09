import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../crypto/ecdsa.js';
import { LedgerFixture, type TestTransaction } from './ledger-fixture.js';
import { VALIDATION_PARAMETER } from './metadata.js';
import { parsePrivateWrites, parseReadWriteSet, type NamespaceSet } from './read-write-set.js';
import type { Simulator, StateReader } from './types.js';

const COLLECTION = { member: true, blockToLive: 0 };

let fixture: LedgerFixture;

beforeAll(async () => {
  fixture = await LedgerFixture.create();
  fixture.collections.set('cc/secret', COLLECTION);
  await fixture.run((simulator) => {
    for (let i = 0; i < 250; i++) {
      simulator.putState('rows', `row${String(i).padStart(3, '0')}`, Buffer.from(`${i}`));
    }
    for (const key of ['b', 'a', '\u{10000}', '\ue000', '\u0000composite']) {
      simulator.putState('cc', key, Buffer.from(key));
    }
  });
});

afterAll(async () => {
  await fixture.dispose();
});

function setOf(transaction: TestTransaction, namespace = 'cc'): NamespaceSet {
  const set = parseReadWriteSet(transaction.publicBytes).find((candidate) => candidate.namespace === namespace);
  if (set === undefined) {
    throw new Error(`no reads or writes in ${namespace}`);
  }
  return set;
}

function refusal(body: (simulator: Simulator) => Promise<void> | void): Promise<TestTransaction> {
  return fixture.simulate(body);
}

describe('reads and writes', () => {
  test('a transaction does not see its own writes', async () => {
    await fixture.simulate(async (simulator) => {
      simulator.putState('cc', 'a', Buffer.from('changed'));
      simulator.deleteState('cc', 'b');
      expect((await simulator.getState('cc', 'a'))?.toString()).toBe('a');
      expect((await simulator.getState('cc', 'b'))?.toString()).toBe('b');
      simulator.putState('cc', 'new', Buffer.from('new'));
      const { results } = await simulator.range('cc', 'a', 'z').next();
      expect(results.map(({ key }) => key)).toEqual(['a', 'b']);
    });
  });

  test('are sorted by UTF-8 bytes, keep the last write, and record the version read or its absence', async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      for (const key of ['\u{10000}', 'b', '\ue000', 'absent']) {
        await simulator.getState('cc', key);
        simulator.putState('cc', key, Buffer.from('first'));
        simulator.putState('cc', key, Buffer.from('second'));
      }
    });
    const { reads, writes } = setOf(transaction);
    expect(reads.map(({ key }) => key)).toEqual(['absent', 'b', '\ue000', '\u{10000}']);
    expect(reads.map(({ version }) => version)).toEqual([
      undefined,
      ...['b', '\ue000', '\u{10000}'].map(() => ({ block: 1, tx: 0 })),
    ]);
    expect(writes.map(({ value }) => value.toString())).toEqual(['second', 'second', 'second', 'second']);
  });

  test('an empty value is a delete', async () => {
    const { writes } = setOf(await fixture.simulate((simulator) => simulator.putState('cc', 'a', Buffer.alloc(0))));
    expect(writes).toEqual([{ key: 'a', value: Buffer.alloc(0), isDelete: true }]);
  });

  test('namespaces are sorted and keys may hold any character', async () => {
    const transaction = await fixture.simulate((simulator) => {
      simulator.putState('z', '\u0000', Buffer.from('1'));
      simulator.putState('a\u0000', '', Buffer.from('2'));
      simulator.putState('a', '\u0000', Buffer.from('3'));
    });
    expect(transaction.namespaces).toEqual(['a', 'a\u0000', 'z']);
    expect(parseReadWriteSet(transaction.publicBytes).map(({ namespace }) => namespace)).toEqual(
      transaction.namespaces,
    );
  });

  test('the planner learns the committed policy of every written key', async () => {
    const policy = new Map([[VALIDATION_PARAMETER, Buffer.from('policy')]]);
    await fixture.run((simulator) => {
      simulator.putState('policies', 'guarded', Buffer.from('1'));
      simulator.putStateMetadata('policies', 'guarded', policy);
    });
    const { writtenKeys } = await fixture.simulate((simulator) => {
      simulator.putState('policies', 'guarded', Buffer.from('2'));
      simulator.putStateMetadata('policies', 'free', policy);
    });
    expect(writtenKeys.map(({ key, validationParameter }) => [key, validationParameter?.toString()])).toEqual([
      ['free', undefined],
      ['guarded', 'policy'],
    ]);
  });

  test('nothing may be done after the end', async () => {
    const simulator = fixture.ledger.simulator('ended');
    await simulator.done();
    expect(() => simulator.putState('cc', 'a', Buffer.from('1'))).toThrow('should not be used after calling Done()');
    await expect(simulator.getState('cc', 'a')).rejects.toThrow('should not be used after calling Done()');
    await expect(simulator.done()).rejects.toThrow('should not be used after calling Done()');
  });

  test('reads on behalf of the peer are recorded', async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      await simulator.recordingReader().get('_lifecycle', 'namespaces/fields/cc/Sequence');
    });
    expect(setOf(transaction, '_lifecycle').reads).toEqual([
      { key: 'namespaces/fields/cc/Sequence', version: undefined },
    ]);
  });
});

describe('range queries', () => {
  test('include the start, exclude the end, follow UTF-8 byte order, and an empty bound is open', async () => {
    await fixture.simulate(async (simulator) => {
      const keys = async (start: string, end: string): Promise<string[]> =>
        (await simulator.range('cc', start, end).next()).results.map(({ key }) => key);
      expect(await keys('a', 'b')).toEqual(['a']);
      expect(await keys('', '')).toEqual(['\u0000composite', 'a', 'b', '\ue000', '\u{10000}']);
      expect(await keys('\u0001', '')).toEqual(['a', 'b', '\ue000', '\u{10000}']);
      expect(await keys('b', 'a')).toEqual([]);
    });
  });

  test("read to the end are recorded with the caller's end", async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      await simulator.range('cc', 'a', 'c').next();
    });
    expect(setOf(transaction).ranges).toEqual([
      {
        start: 'a',
        end: 'c',
        exhausted: true,
        reads: [
          { key: 'a', version: { block: 1, tx: 0 } },
          { key: 'b', version: { block: 1, tx: 0 } },
        ],
        merkle: undefined,
      },
    ]);
  });

  test('hand out 100 results and have then read one more', async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      const cursor = simulator.range('rows', '', '');
      const { results, hasMore } = await cursor.next();
      expect([results.length, hasMore]).toEqual([100, true]);
    });
    const [range] = setOf(transaction, 'rows').ranges;
    expect([range?.end, range?.exhausted]).toEqual(['row100', false]);
    expect(range?.merkle?.hashes).toHaveLength(2);
  });

  test('go on where they stopped, to the last batch', async () => {
    await fixture.simulate(async (simulator) => {
      const cursor = simulator.range('rows', '', '');
      const batches = [await cursor.next(), await cursor.next(), await cursor.next()];
      expect(batches.map(({ results, hasMore }) => [results.length, results[0]?.key, hasMore])).toEqual([
        [100, 'row000', true],
        [100, 'row100', true],
        [50, 'row200', false],
      ]);
    });
  });

  test('asked for twice are recorded once', async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      await simulator.range('cc', 'a', 'c').next();
      await simulator.range('cc', 'a', 'b').next();
      await simulator.range('cc', 'a', 'c').next();
    });
    expect(setOf(transaction).ranges.map(({ end }) => end)).toEqual(['c', 'b']);
  });
});

describe('paged queries', () => {
  const page = async (simulator: Simulator, size: number, bookmark: string): Promise<[string[], string]> => {
    const answer = await simulator.rangePage('cc', { start: 'a', end: '' }, size, bookmark);
    return [answer.results.map(({ key }) => key), answer.bookmark];
  };

  test('start at the bookmark and end with an empty one', async () => {
    await fixture.simulate(async (simulator) => {
      expect(await page(simulator, 2, '')).toEqual([['a', 'b'], '\ue000']);
      expect(await page(simulator, 2, '\ue000')).toEqual([['\ue000', '\u{10000}'], '']);
      expect(await page(simulator, 3, 'b')).toEqual([['b', '\ue000', '\u{10000}'], '']);
      expect(await page(simulator, 0, 'b')).toEqual([['b', '\ue000', '\u{10000}'], '']);
    });
  });

  test('that fill their page are recorded up to its last key', async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      await page(simulator, 1, '');
      await page(simulator, 9, 'b');
    });
    const ranges = setOf(transaction).ranges.map(({ start, end, exhausted }) => [start, end, exhausted]);
    expect(ranges).toEqual([
      ['a', 'a', false],
      ['b', '', true],
    ]);
  });

  test('and writes exclude each other', async () => {
    await expect(
      refusal(async (simulator) => {
        await page(simulator, 2, '');
        simulator.putState('cc', 'a', Buffer.from('1'));
      }),
    ).rejects.toThrow(
      /^txid \[[0-9a-f]{64}\]: unsuppored transaction\. Transaction has already performed a paginated query\. Writes are not allowed$/,
    );
    await expect(
      refusal(async (simulator) => {
        simulator.putState('cc', 'a', Buffer.from('1'));
        await page(simulator, 2, '');
      }),
    ).rejects.toThrow('unsuppored transaction. Paginated queries are supported only in a read-only transaction');
  });
});

describe('rich queries', () => {
  test('are refused as on LevelDB', async () => {
    await expect(refusal((simulator) => simulator.query('cc', '{}'))).rejects.toThrow(
      'ExecuteQuery not supported for leveldb',
    );
    await expect(refusal((simulator) => simulator.query('cc', '{}', true))).rejects.toThrow(
      'ExecuteQueryWithMetadata not supported for leveldb',
    );
  });
});

describe('private data', () => {
  test('only hashes are public, and the private set hashes to what the public one says', async () => {
    const transaction = await fixture.simulate(async (simulator) => {
      await simulator.putPrivate('cc', 'secret', 'name', Buffer.from('value'));
      await simulator.deletePrivate('cc', 'secret', 'gone');
      await simulator.purgePrivate('cc', 'secret', 'purged');
    });
    const [collection] = setOf(transaction).collections;
    const part = transaction.privateSet?.getNsPvtRwsetList()[0]?.getCollectionPvtRwsetList()[0];
    const bytes = Buffer.from(part?.getRwset_asU8() ?? []);
    expect(transaction.publicBytes.includes('value')).toBe(false);
    expect(collection?.privateSetHash).toEqual(sha256(bytes));
    expect(parsePrivateWrites(bytes).writes.map(({ key, isDelete }) => [key, isDelete])).toEqual([
      ['gone', true],
      ['name', false],
      ['purged', true],
    ]);
    expect(collection?.writes.map(({ key, isDelete, isPurge }) => [key, isDelete, isPurge])).toEqual([
      [sha256(Buffer.from('gone')).toString('hex'), true, false],
      [sha256(Buffer.from('name')).toString('hex'), false, false],
      [sha256(Buffer.from('purged')).toString('hex'), true, true],
    ]);
    expect(transaction.privateWrites).toEqual([{ namespace: 'cc', collection: 'secret' }]);
  });

  test('a read adds a hashed read, and only reading the value counts as a private read', async () => {
    const hashOnly = await fixture.simulate(async (simulator) => {
      expect(await simulator.getPrivateHash('cc', 'secret', 'nothing')).toBeUndefined();
    });
    const value = await fixture.simulate(async (simulator) => {
      expect(await simulator.getPrivate('cc', 'secret', 'nothing')).toBeUndefined();
    });
    const read = { key: sha256(Buffer.from('nothing')).toString('hex'), version: undefined };
    expect(setOf(hashOnly).collections[0]?.reads).toEqual([read]);
    expect(setOf(value).collections[0]?.reads).toEqual([read]);
    expect([hashOnly.privateReads, value.privateReads]).toEqual([[], [{ namespace: 'cc', collection: 'secret' }]]);
  });

  test('queries are for transactions that write nothing and are not recorded', async () => {
    const query = await fixture.simulate(async (simulator) => {
      await (await simulator.privateRange('cc', 'secret', { start: '', end: '' })).next();
    });
    expect(parseReadWriteSet(query.publicBytes)).toEqual([]);
    await expect(
      refusal(async (simulator) => {
        await simulator.privateRange('cc', 'secret', { start: '', end: '' });
        simulator.putState('cc', 'a', Buffer.from('1'));
      }),
    ).rejects.toThrow(
      'unsuppored transaction. Transaction has already performed queries on pvt data. Writes are not allowed',
    );
    await expect(
      refusal(async (simulator) => {
        await simulator.putPrivate('cc', 'secret', 'a', Buffer.from('1'));
        await simulator.privateRange('cc', 'secret', { start: '', end: '' });
      }),
    ).rejects.toThrow('unsuppored transaction. Queries on pvt data is supported only in a read-only transaction');
  });

  test('a collection is checked before its first use, and what the check reads is recorded', async () => {
    let checks = 0;
    const options = {
      checkCollection: async (namespace: string, collection: string, reader: StateReader): Promise<void> => {
        checks++;
        await reader.get('_lifecycle', namespace);
        if (collection === 'unknown') {
          throw new Error('collection [unknown] not defined in the collection config for chaincode [cc]');
        }
      },
    };
    const transaction = await fixture.simulate(async (simulator) => {
      await simulator.getPrivateHash('cc', 'secret', 'x');
      await simulator.putPrivate('cc', 'secret', 'x', Buffer.from('1'));
    }, options);
    expect(checks).toBe(1);
    expect(setOf(transaction, '_lifecycle').reads.map(({ key }) => key)).toEqual(['cc']);
    await expect(
      fixture.simulate(async (simulator) => {
        await simulator.getPrivate('cc', 'unknown', 'x');
      }, options),
    ).rejects.toThrow('collection [unknown] not defined in the collection config for chaincode [cc]');
  });
});
