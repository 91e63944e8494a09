import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { peer } from '@hyperledger/fabric-protos';
import { LedgerFixture, type TestTransaction } from './ledger-fixture.js';
import type { Simulator } from './types.js';

const { VALID, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE } = peer.TxValidationCode;
const ONE = Buffer.from('1');
const TWO = Buffer.from('2');

type Body = (simulator: Simulator) => Promise<void> | void;

let fixture: LedgerFixture;

beforeEach(async () => {
  fixture = await LedgerFixture.create();
});

afterEach(async () => {
  await fixture.dispose();
});

const put =
  (...keys: readonly string[]): Body =>
  (simulator) => {
    for (const key of keys) {
      simulator.putState('cc', key, ONE);
    }
  };
const remove =
  (key: string): Body =>
  (simulator) =>
    simulator.deleteState('cc', key);
const get =
  (key: string): Body =>
  async (simulator) => {
    await simulator.getState('cc', key);
  };
const scan =
  (start: string, end: string): Body =>
  async (simulator) => {
    await simulator.range('cc', start, end).next();
  };

/** Verdicts of transactions simulated one after the other and committed in one block. */
async function verdicts(...bodies: readonly Body[]): Promise<number[]> {
  const transactions: TestTransaction[] = [];
  for (const body of bodies) {
    transactions.push(await fixture.simulate(body));
  }
  return [...(await fixture.commit(transactions)).flags];
}

/** Verdict of `reader` when `writer` commits in a block of its own after the reader's simulation. */
async function afterwards(reader: Body, writer: Body): Promise<number> {
  const pending = await fixture.simulate(reader);
  expect(await fixture.run(writer)).toBe(VALID);
  return (await fixture.commit([pending])).flags.readUInt8(0);
}

describe('reads', () => {
  test('of two transactions that read and write one key in one block, the first is valid', async () => {
    await fixture.run(put('a'));
    const readAndWrite: Body = async (simulator) => {
      await simulator.getState('cc', 'a');
      simulator.putState('cc', 'a', TWO);
    };
    expect(await verdicts(readAndWrite, readAndWrite)).toEqual([VALID, MVCC_READ_CONFLICT]);
  });

  test('blind writes of one key are both valid, and the last one counts with its version', async () => {
    expect(await verdicts(put('a'), (simulator) => simulator.putState('cc', 'a', TWO))).toEqual([VALID, VALID]);
    const state = fixture.ledger.state();
    expect(await state.get('cc', 'a')).toEqual({ value: TWO, metadata: undefined, version: { block: 1, tx: 1 } });
    state.release();
  });

  test('of an absent key conflict with its creation', async () => {
    expect(await afterwards(get('a'), put('a'))).toBe(MVCC_READ_CONFLICT);
  });

  test('of an absent key conflict with a delete of it in the same block', async () => {
    expect(await verdicts(remove('a'), get('a'))).toEqual([VALID, MVCC_READ_CONFLICT]);
  });

  test('of a key deleted and written again with the same value conflict', async () => {
    await fixture.run(put('a'));
    const pending = await fixture.simulate(get('a'));
    await fixture.run(remove('a'));
    await fixture.run(put('a'));
    expect((await fixture.commit([pending])).flags.readUInt8(0)).toBe(MVCC_READ_CONFLICT);
  });

  test('writes of refused transactions conflict with nobody', async () => {
    const transactions = [await fixture.simulate(put('a')), await fixture.simulate(get('a'))];
    const { flags } = await fixture.commit(transactions, { firstPass: [ENDORSEMENT_POLICY_FAILURE, VALID] });
    expect([...flags]).toEqual([ENDORSEMENT_POLICY_FAILURE, VALID]);
    expect(await fixture.value('cc', 'a')).toBeUndefined();
  });
});

describe('range queries', () => {
  beforeEach(async () => {
    await fixture.run(put('b', 'd'));
  });

  test('conflict with a key that appears, changes or goes inside them', async () => {
    expect(await afterwards(scan('a', 'e'), put('c'))).toBe(PHANTOM_READ_CONFLICT);
    expect(await afterwards(scan('a', 'e'), put('b'))).toBe(PHANTOM_READ_CONFLICT);
    expect(await afterwards(scan('a', 'e'), remove('d'))).toBe(PHANTOM_READ_CONFLICT);
  });

  test('do not conflict with what happens outside', async () => {
    expect(await afterwards(scan('b', 'd'), put('d', 'a', 'e'))).toBe(VALID);
  });

  test('see the other transactions of their block', async () => {
    expect(await verdicts(put('c'), scan('a', 'e'), scan('d', ''))).toEqual([VALID, PHANTOM_READ_CONFLICT, VALID]);
    expect(await verdicts(remove('c'), put('e'), scan('', 'b'), scan('', ''))).toEqual([
      VALID,
      VALID,
      VALID,
      PHANTOM_READ_CONFLICT,
    ]);
  });

  test('do not conflict with a delete of a key that was not there', async () => {
    expect(await verdicts(remove('c'), scan('a', 'e'))).toEqual([VALID, VALID]);
  });

  test('of hundreds of results give the same verdicts from their hashes', async () => {
    const rows = Array.from({ length: 240 }, (_, i) => `r${String(i).padStart(3, '0')}`);
    await fixture.run(put(...rows));
    const all: Body = async (simulator) => {
      const cursor = simulator.range('cc', 'r', 's');
      while ((await cursor.next()).hasMore) {
        await Promise.resolve();
      }
    };
    expect(await afterwards(all, put('s'))).toBe(VALID);
    expect(await afterwards(all, put('r120'))).toBe(PHANTOM_READ_CONFLICT);
    expect(await afterwards(all, put('r999'))).toBe(PHANTOM_READ_CONFLICT);
    expect(await verdicts(remove('r005'), all)).toEqual([VALID, PHANTOM_READ_CONFLICT]);
  });

  test('stopped early conflict up to the key read ahead, and not beyond', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `r${String(i).padStart(3, '0')}`);
    await fixture.run(put(...rows));
    expect(await afterwards(scan('r', 's'), put('r150'))).toBe(VALID);
    expect(await afterwards(scan('r', 's'), put('r100'))).toBe(PHANTOM_READ_CONFLICT);
    expect(await afterwards(scan('r', 's'), put('r0995'))).toBe(PHANTOM_READ_CONFLICT);
    expect(await afterwards(scan('r', 's'), put('r1005'))).toBe(VALID);
  });
});

describe('private reads', () => {
  beforeEach(async () => {
    fixture.collections.set('cc/secret', { member: true, blockToLive: 0 });
    await fixture.run((simulator) => simulator.putPrivate('cc', 'secret', 'a', ONE));
  });

  test('of a value or of its hash conflict with a write of it', async () => {
    const write: Body = (simulator) => simulator.putPrivate('cc', 'secret', 'a', TWO);
    const readValue: Body = async (simulator) => {
      await simulator.getPrivate('cc', 'secret', 'a');
    };
    const readHash: Body = async (simulator) => {
      await simulator.getPrivateHash('cc', 'secret', 'a');
    };
    expect(await afterwards(readValue, write)).toBe(MVCC_READ_CONFLICT);
    expect(await afterwards(readHash, write)).toBe(MVCC_READ_CONFLICT);
    expect(await verdicts(write, readHash)).toEqual([VALID, MVCC_READ_CONFLICT]);
    expect(await verdicts(readHash, write)).toEqual([VALID, VALID]);
  });
});

describe('metadata', () => {
  const policy = new Map([['VALIDATION_PARAMETER', Buffer.from('policy')]]);
  const setPolicy: Body = (simulator) => simulator.putStateMetadata('cc', 'a', policy);

  async function metadataOf(key: string): Promise<string[]> {
    let names: string[] = [];
    await fixture.simulate(async (simulator) => {
      names = [...(await simulator.getStateMetadata('cc', key)).keys()];
    });
    return names;
  }

  test('of an absent key is not stored', async () => {
    expect(await verdicts(setPolicy)).toEqual([VALID]);
    expect(await metadataOf('a')).toEqual([]);
    expect(await fixture.value('cc', 'a')).toBeUndefined();
  });

  test('stays when the value changes and goes when the key is deleted', async () => {
    await fixture.run(put('a'));
    await fixture.run(setPolicy);
    await fixture.run(put('a'));
    expect(await metadataOf('a')).toEqual(['VALIDATION_PARAMETER']);
    await fixture.run(remove('a'));
    await fixture.run(put('a'));
    expect(await metadataOf('a')).toEqual([]);
  });

  test('changed alone gives the key a new version', async () => {
    await fixture.run(put('a'));
    expect(await afterwards(get('a'), setPolicy)).toBe(MVCC_READ_CONFLICT);
    expect(await fixture.value('cc', 'a')).toBe('1');
  });

  test('set and value written by two transactions of one block are both kept', async () => {
    await fixture.run(put('a'));
    expect(await verdicts(setPolicy, (simulator) => simulator.putState('cc', 'a', TWO))).toEqual([VALID, VALID]);
    expect(await metadataOf('a')).toEqual(['VALIDATION_PARAMETER']);
    expect(await fixture.value('cc', 'a')).toBe('2');
  });

  test('may be taken away again', async () => {
    await fixture.run((simulator) => {
      simulator.putState('cc', 'a', ONE);
      simulator.putStateMetadata('cc', 'a', policy);
    });
    expect(await metadataOf('a')).toEqual(['VALIDATION_PARAMETER']);
    await fixture.run((simulator) => simulator.putStateMetadata('cc', 'a', new Map()));
    expect(await metadataOf('a')).toEqual([]);
  });
});
