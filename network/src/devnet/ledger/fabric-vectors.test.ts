import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../crypto/ecdsa.js';
import { LedgerFixture, type TestTransaction } from './ledger-fixture.js';
import type { QueryCursor, Simulator, StateReader, VersionedValue } from './types.js';

/**
 * A recorded run: random transactions over few keys (reads, writes, metadata, ranges with and without Merkle
 * summaries, pages, private data, purges, a `blockToLive`), some delayed, some with their private data withheld and
 * brought in later. The same run was executed by the ledger of Fabric 3.1.5 (`core/ledger/kvledger`), which produced
 * the same read-write sets, refusals, verdicts, commit hashes, final state and history.
 */
const RUN = new URL('../../../src/devnet/ledger/vectors/fabric-3.1.5.jsonl', import.meta.url);

type Metadata = Readonly<Record<string, string>>;
type Operation = readonly [name: string, namespace: string, ...rest: (string | number | Metadata)[]];

interface Simulated {
  readonly simulate: readonly Operation[];
  readonly reads?: readonly (string | null)[];
  readonly public?: string;
  readonly private?: string | null;
  readonly refused?: string;
}
interface Committed {
  readonly commit: readonly number[];
  readonly firstPass: readonly number[];
  readonly withheld: readonly number[];
  readonly flags: readonly number[];
  readonly commitHash: string;
}
interface Reconciled {
  readonly reconcile: number;
  readonly block: number;
  readonly index: number;
  readonly taken: boolean;
}
interface Final {
  readonly final: {
    readonly state: readonly (readonly [string, string, string, number, number, string])[];
    readonly history: readonly (readonly [string, string, readonly (readonly [string, boolean, number])[]])[];
    readonly private: readonly (readonly [string, string, readonly unknown[] | null, readonly unknown[] | null])[];
    readonly missing: readonly (readonly [number, number, string])[];
  };
}
type Step = Simulated | Committed | Reconciled | Final;

let fixture: LedgerFixture;
let steps: readonly Step[];

beforeAll(async () => {
  fixture = await LedgerFixture.create();
  fixture.collections.set('cc/secret', { member: true, blockToLive: 0 });
  fixture.collections.set('cc/brief', { member: true, blockToLive: 2 });
  fixture.collections.set('cc/third', { member: true, blockToLive: 5 });
  fixture.collections.set('cc/foreign', { member: false, blockToLive: 3 });
  steps = readFileSync(RUN, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Step);
});

afterAll(async () => {
  await fixture.dispose();
});

describe('the ledger of Fabric 3.1.5', () => {
  test('computes the same read-write sets, refusals, verdicts and commit hashes, step by step', async () => {
    const simulated: (TestTransaction | undefined)[] = [];
    for (const step of steps) {
      if ('simulate' in step) {
        simulated.push(await checkSimulation(step));
      } else if ('commit' in step) {
        await checkCommit(step, simulated);
      } else if ('reconcile' in step) {
        const set = simulated[step.reconcile]?.privateSet;
        const taken = set && (await fixture.reconcile({ block: step.block, tx: step.index }, set));
        expect(taken).toBe(step.taken);
      }
    }
    expect(simulated.length).toBeGreaterThan(150);
    expect(fixture.ledger.height).toBe(41);
  });

  test('ends in the same state', async () => {
    const end = steps.find((step) => 'final' in step)?.final;
    const state = fixture.ledger.state();
    for (const namespace of ['cc', 'aa', 'rows']) {
      const expected = end?.state.filter(([name]) => name === namespace).map((entry) => entry.slice(1));
      expect(await keysOf(state, namespace)).toEqual(expected);
    }
    for (const [collection, key, hash, value] of end?.private ?? []) {
      const keyHash = sha256(Buffer.from(key));
      const found = [await state.getHashed('cc', collection, keyHash), await state.getPrivate('cc', collection, key)];
      expect([hashEntry(found[0]), valueEntry(found[1])]).toEqual([hash, value]);
    }
    state.release();
    const missing = await fixture.ledger.missingPrivateData();
    expect(missing.map(({ block, tx, collection }) => [block, tx, collection])).toEqual(end?.missing);
  });

  test('has the same history', async () => {
    for (const [namespace, key, expected] of steps.find((step) => 'final' in step)?.final.history ?? []) {
      const entries: unknown[] = [];
      for await (const entry of fixture.ledger.history(namespace, key)) {
        const value = Buffer.from(entry.getValue_asU8()).toString('hex');
        entries.push([value, entry.getIsDelete(), entry.getTimestamp()?.getSeconds()]);
      }
      expect(entries).toEqual(expected);
    }
  });
});

async function checkSimulation(step: Simulated): Promise<TestTransaction | undefined> {
  const reads: (string | null)[] = [];
  const run = fixture.simulate(async (simulator) => {
    for (const operation of step.simulate) {
      const read = await perform(simulator, operation);
      if (read !== undefined) {
        reads.push(read);
      }
    }
  });
  if (step.refused !== undefined) {
    await expect(run).rejects.toThrow(step.refused);
    return undefined;
  }
  const transaction = await run;
  expect(transaction.publicBytes.toString('base64')).toBe(step.public);
  expect(transaction.privateSet ? Buffer.from(transaction.privateSet.serializeBinary()).toString('base64') : null).toBe(
    step.private,
  );
  expect(reads).toEqual(step.reads);
  return transaction;
}

async function checkCommit(step: Committed, simulated: readonly (TestTransaction | undefined)[]): Promise<void> {
  const transactions = step.commit.flatMap((index) => simulated[index] ?? []);
  for (const [position, index] of step.commit.entries()) {
    const transaction = transactions[position];
    if (transaction?.privateSet !== undefined && !step.withheld.includes(index)) {
      await fixture.keep(transaction.txId, transaction.privateSet);
    }
  }
  const { flags, commitHash } = await fixture.commit(transactions, { firstPass: step.firstPass });
  expect([...flags]).toEqual(step.flags);
  expect(commitHash.toString('hex')).toBe(step.commitHash);
}

/** Does one operation. @returns what it read, `null` for nothing found, undefined for a write */
async function perform(
  simulator: Simulator,
  [name, namespace, ...rest]: Operation,
): Promise<string | null | undefined> {
  const [a, b, c, d] = rest.map((part) => (typeof part === 'object' ? '' : String(part)));
  const [first = '', second = '', third = '', fourth = ''] = [a, b, c, d];
  const metadata = new Map(
    Object.entries(rest.find((part) => typeof part === 'object') ?? {}).map(([key, text]) => [key, Buffer.from(text)]),
  );
  const actions: Readonly<Record<string, () => unknown>> = {
    get: async () => hex(await simulator.getState(namespace, first)),
    put: () => simulator.putState(namespace, first, Buffer.from(second)),
    del: () => simulator.deleteState(namespace, first),
    putmd: () => simulator.putStateMetadata(namespace, first, metadata),
    getmd: async () => namesAndValues(await simulator.getStateMetadata(namespace, first)),
    range: () => keysIn(simulator.range(namespace, first, second), Number(third)),
    page: async () => {
      const range = { start: first, end: second };
      const { results, bookmark } = await simulator.rangePage(namespace, range, Number(third), fourth);
      return `${results.map(({ key }) => key).join()}|${bookmark}`;
    },
    phash: async () => hex(await simulator.getPrivateHash(namespace, first, second)),
    pget: async () => hex(await simulator.getPrivate(namespace, first, second)),
    pput: () => simulator.putPrivate(namespace, first, second, Buffer.from(third)),
    pdel: () => simulator.deletePrivate(namespace, first, second),
    ppurge: () => simulator.purgePrivate(namespace, first, second),
    ppmd: () => simulator.putPrivateMetadata(namespace, first, second, metadata),
    prange: async () => keysIn(await simulator.privateRange(namespace, first, { start: second, end: third }), 1),
  };
  const action = actions[name];
  if (action === undefined) {
    throw new Error(`unknown operation ${name}`);
  }
  return (await action()) as string | null | undefined;
}

async function keysIn(cursor: QueryCursor<{ readonly key: string }>, batches: number): Promise<string> {
  const keys: string[] = [];
  for (let more = true, i = 0; more && i < batches; i++) {
    const { results, hasMore } = await cursor.next();
    keys.push(...results.map(({ key }) => key));
    more = hasMore;
  }
  return keys.join();
}

function namesAndValues(metadata: ReadonlyMap<string, Buffer>): string {
  return [...metadata]
    .map(([name, value]) => `${name}=${value.toString()}`)
    .sort()
    .join();
}

function hex(bytes: Buffer | undefined): string | null {
  return bytes?.toString('hex') ?? null;
}

async function keysOf(state: StateReader, namespace: string): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const [key, { value, metadata, version }] of state.range(namespace, '', '')) {
    entries.push([key, value.toString('hex'), version.block, version.tx, metadata?.toString('hex') ?? '']);
  }
  return entries;
}

function hashEntry(found: VersionedValue | undefined): readonly unknown[] | null {
  const entry = valueEntry(found);
  return entry && [...entry, found?.metadata?.toString('hex') ?? ''];
}

function valueEntry(found: VersionedValue | undefined): readonly unknown[] | null {
  return found === undefined ? null : [found.value.toString('hex'), found.version.block, found.version.tx];
}
