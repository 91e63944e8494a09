import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StagedEntry } from './overlay.js';
import type { CommittedRange } from './state-range.js';
import type { StateStub } from './state-stub.js';
import { WorldState } from './world-state.js';

/** A stub over a map that counts what is asked and keeps what is sent. */
class RecordingStub {
  readonly sent: string[] = [];
  readonly asked: string[] = [];

  constructor(private readonly committed: ReadonlyMap<string, string> = new Map()) {}

  async getState(key: string): Promise<Uint8Array> {
    this.asked.push(key);
    return Promise.resolve(Buffer.from(this.committed.get(key) ?? ''));
  }

  async range(start: string, end: string, entriesMax: number): Promise<CommittedRange> {
    this.asked.push(`${start}..${end}`);
    const keys = [...this.committed.keys()].filter((key) => key >= start && key < end).sort();
    const entries = keys.map((key) => ({ key, value: Buffer.from(this.committed.get(key) ?? '') }));
    return Promise.resolve({ entries: entries.slice(0, entriesMax), isCut: entries.length > entriesMax });
  }

  async getStates(keys: readonly string[]): Promise<readonly Uint8Array[]> {
    this.asked.push(keys.join(' '));
    return Promise.resolve(keys.map((key) => Buffer.from(this.committed.get(key) ?? '')));
  }

  async send(changes: readonly StagedEntry[]): Promise<void> {
    for (const { key, change } of changes) {
      if (change.kind !== 'put') this.sent.push(`delete ${key}`);
      else this.sent.push(`put ${key}=${change.value}`);
      if (change.kind === 'put' && change.policy !== undefined) {
        this.sent.push(`policy ${key}=${Buffer.from(change.policy).toString('hex')}`);
      }
    }
    return Promise.resolve();
  }
}

function stateOver(committed: Readonly<Record<string, string>> = {}): { state: WorldState; stub: RecordingStub } {
  const stub = new RecordingStub(new Map(Object.entries(committed)));
  return { state: new WorldState(stub as unknown as StateStub), stub };
}

/** A piece of work that stages one value. */
const staging = (state: WorldState, key: string): (() => Promise<void>) => {
  return () => {
    state.put(key, '1');
    return Promise.resolve();
  };
};

const refusal = (): Promise<never> => Promise.reject(new Error('refused'));

describe('reads', () => {
  test('answer with what the transaction itself has done', async () => {
    const { state } = stateOver({ 'a/1': 'old', 'a/2': 'old' });
    state.put('a/1', 'new');
    state.delete('a/2');
    state.put('a/3', 'new');
    expect([await state.get('a/1'), await state.get('a/2'), await state.get('a/3')]).toEqual(['new', undefined, 'new']);
    expect(await state.range('a/', 10)).toEqual([
      { key: 'a/1', value: 'new' },
      { key: 'a/3', value: 'new' },
    ]);
  });

  test('ask the peer once for each key and each range, and not for a key that a range has given', async () => {
    const { state, stub } = stateOver({ 'a/1': 'x' });
    await state.range('a/', 10);
    await state.range('a/', 10);
    await state.get('a/1');
    await state.get('b');
    await state.get('b');
    expect(stub.asked).toEqual(['a/..a0', 'b']);
  });

  test('ask together for what is known to be read, once', async () => {
    const { state, stub } = stateOver({ a: 'x', c: 'y' });
    await state.get('c');
    await state.prefetch(['a', 'b', 'c', 'a']);
    expect([await state.get('a'), await state.get('b'), await state.get('c')]).toEqual(['x', undefined, 'y']);
    await state.prefetch(['a', 'b']);
    expect(stub.asked).toEqual(['c', 'a b']);
  });

  test('a range ends where its prefix ends', async () => {
    const { state } = stateOver({ 'a/1': 'x', a0: 'x', 'a/': 'x', ab: 'x', 'a/~': 'x' });
    expect((await state.range('a/', 10)).map((entry) => entry.key)).toEqual(['a/', 'a/1', 'a/~']);
  });

  test('a range over its maximum is refused', async () => {
    const { state, stub } = stateOver({ 'a/1': 'x', 'a/2': 'x', 'a/3': 'x' });
    await expect(state.range('a/', 2)).rejects.toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    expect(stub.asked).toEqual(['a/..a0']);
    expect(await stateOver({ 'a/1': 'x', 'a/2': 'x' }).state.range('a/', 2)).toHaveLength(2);
  });

  test('a prefix without its end is a mistake of the program', async () => {
    await expect(stateOver().state.range('a', 2)).rejects.toThrow('prefix');
  });
});

describe('writes', () => {
  test('are sent at the end, in the order of keys, a policy beside its value', async () => {
    const { state, stub } = stateOver({ c: 'x' });
    state.put('b', '1');
    state.put('a', '2', Uint8Array.of(255));
    state.delete('c');
    state.put('b', '3');
    expect(stub.sent).toEqual([]);
    await state.flush();
    expect(stub.sent).toEqual(['put a=2', 'policy a=ff', 'put b=3', 'delete c']);
  });
});

describe('what is new to the ledger and goes again', () => {
  test('is never sent, and is not read either', async () => {
    const { state, stub } = stateOver({ 'a/1': 'x' });
    state.create('a/2', '1', Buffer.from('p'));
    await state.attempt(() => {
      state.delete('a/2');
      return Promise.resolve();
    });
    state.delete('a/1');
    expect(await state.get('a/2')).toBeUndefined();
    expect(await state.range('a/', 10)).toEqual([]);
    await state.flush();
    expect(stub.sent).toEqual(['delete a/1']);
  });

  test('is there again when its end is taken back', async () => {
    const { state, stub } = stateOver();
    state.create('a/2', '1', Buffer.from('p'));
    const failing = state.attempt(() => {
      state.delete('a/2');
      return Promise.reject(new Error('taken back'));
    });
    await expect(failing).rejects.toThrow('taken back');
    await state.flush();
    expect(stub.sent).toEqual(['put a/2=1', 'policy a/2=70']);
  });
});

describe('savepoints', () => {
  test('what throws leaves nothing, what does not stays', async () => {
    const { state, stub } = stateOver({ a: 'old' });
    await state.attempt(staging(state, 'kept'));
    await expect(
      state.attempt(async () => {
        state.put('a', 'new');
        state.delete('kept');
        await refusal();
      }),
    ).rejects.toThrow('refused');
    expect([await state.get('a'), await state.get('kept')]).toEqual(['old', '1']);
    await state.flush();
    expect(stub.sent).toEqual(['put kept=1']);
  });

  test('nest: an outer one takes inner ones with it', async () => {
    const { state } = stateOver();
    const outer = state.attempt(async () => {
      await state.attempt(staging(state, 'inner'));
      expect(await state.get('inner')).toBe('1');
      await refusal();
    });
    await expect(outer).rejects.toThrow('refused');
    expect(await state.get('inner')).toBeUndefined();
    expect(state.isChanged).toBe(false);
  });

  test('property: the overlay agrees with a map that is copied at each savepoint', async () => {
    const keys = fc.constantFrom('k/a', 'k/b', 'k/c', 'k/d');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), key: keys, value: fc.stringMatching(/^[a-z]{1,3}$/) }),
      fc.record({ kind: fc.constant('delete' as const), key: keys }),
    );
    const batches = fc.array(fc.record({ steps: fc.array(step, { maxLength: 6 }), fails: fc.boolean() }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        const committed = { 'k/a': '1', 'k/c': '2' };
        const { state } = stateOver(committed);
        let expected = new Map(Object.entries(committed));
        for (const { steps, fails } of given) {
          const copy = new Map(expected);
          const attempt = state.attempt(async () => {
            for (const change of steps) {
              if (change.kind === 'put') state.put(change.key, change.value);
              else state.delete(change.key);
              if (change.kind === 'put') copy.set(change.key, change.value);
              else copy.delete(change.key);
            }
            if (fails) await refusal();
          });
          await attempt.catch(() => undefined);
          if (!fails) expected = copy;
          const range = (await state.range('k/', 10)).map(({ key, value }) => [key, value]);
          expect(range).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)));
        }
      }),
    );
  });
});
