import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IdempotencyStore, IDEMPOTENCY_RETENTION_DAYS } from '../operations/idempotency-store.js';
import { Database } from '../storage/database.js';
import { Idempotency, readIdempotencyKey, type KeyedCommand } from './idempotency.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ledgerProblem } from './ledger-problems.js';
import { Problem } from './problem.js';
import type { Reply } from './route.js';

const REPLY: Reply = { status: 201, headers: { Location: '/x' }, body: { done: '1' } };
const command = (content = 'body', key = 'key-00001', operator = 'mia'): KeyedCommand => ({
  mspId: 'TestMSP',
  operator,
  key,
  content,
});

describe('idempotency', () => {
  let directory = '';
  let database: Database;
  let now = 1_000_000_000_000;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scrip-idempotency-'));
    database = new Database(join(directory, 'operations.sqlite'), 'durable');
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });
  const open = (): Idempotency => new Idempotency(new IdempotencyStore(database, () => now));

  test('a repetition gets the stored answer without doing the work again, also in another process', async () => {
    let works = 0;
    const work = (): Promise<Reply> => Promise.resolve({ ...REPLY, body: { works: String((works += 1)) } });
    const first = await open().run(command(), work);
    const second = await open().run(command(), work);
    expect(first.replayed).toBe(false);
    expect(second).toEqual({ replayed: true, reply: first.reply });
    expect(works).toBe(1);
  });

  test('a key is bound to its content and to its operator', async () => {
    const idempotency = open();
    await idempotency.run(command('one'), () => Promise.resolve(REPLY));
    await expect(idempotency.run(command('two'), () => Promise.resolve(REPLY))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const other = await idempotency.run(command('two', 'key-00001', 'bob'), () => Promise.resolve(REPLY));
    expect(other.replayed).toBe(false);
  });

  test('of two simultaneous requests one works and the other is told to come back', async () => {
    const idempotency = open();
    let finish: (reply: Reply) => void = () => undefined;
    const first = idempotency.run(command(), () => new Promise((resolve) => (finish = resolve)));
    await expect(idempotency.run(command(), () => Promise.resolve(REPLY))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_IN_FLIGHT',
      headers: { 'Retry-After': '1' },
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    finish(REPLY);
    expect((await first).reply).toEqual(REPLY);
  });

  test('work that broke off is done again under the same identity', async () => {
    const seen: string[] = [];
    const work =
      (fails: boolean) =>
      (identity: { commandId: string; seed: Uint8Array }): Promise<Reply> => {
        seen.push(`${identity.commandId} ${Buffer.from(identity.seed).toString('hex')}`);
        return fails ? Promise.reject(Problem.of('LEDGER_UNREACHABLE')) : Promise.resolve(REPLY);
      };
    await expect(open().run(command(), work(true))).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
    expect((await open().run(command(), work(false))).replayed).toBe(false);
    expect(seen[1]).toBe(seen[0]);
    expect(seen[0]).toMatch(/^[0-9a-f]{40} [0-9a-f]{64}$/);
  });

  test.each([
    ['of the gateway', ledgerProblem('SECURITY_EXISTS')],
    ['of the ledger', new LedgerRefusal('SECURITY_EXISTS', 'A security with this ISIN is there.')],
  ])('a definite refusal %s is kept, with its problem', async (_, refusal) => {
    const refuse = (): Promise<Reply> => Promise.reject(refusal);
    await expect(open().run(command(), refuse)).rejects.toMatchObject({ code: 'SECURITY_EXISTS' });
    const again = await open().run(command(), () => Promise.resolve(REPLY));
    expect(again).toMatchObject({ replayed: true, reply: { status: 409, body: { code: 'SECURITY_EXISTS' } } });
  });

  test('answers are forgotten after the retention, not before', async () => {
    await open().run(command(), () => Promise.resolve(REPLY));
    const store = new IdempotencyStore(database, () => now);
    now += IDEMPOTENCY_RETENTION_DAYS * 86_400_000;
    expect(store.prune()).toBe(0);
    now += 1;
    expect(store.prune()).toBe(1);
  });

  test('the file holds no content', async () => {
    await open().run(command('{"name":"Ada Example"}'), () => Promise.resolve(REPLY));
    const rows = JSON.stringify(database.all('SELECT * FROM idempotency').map((row) => Object.values(row).map(String)));
    expect(rows).not.toContain('Ada');
  });
});

describe('the Idempotency-Key header', () => {
  test.each([
    [['Idempotency-Key', 'abcdefgh'], 'abcdefgh'],
    [['idempotency-key', '7f8b.-_:x'], '7f8b.-_:x'],
  ])('is read from %j', (raw, key) => expect(readIdempotencyKey(raw)).toBe(key));

  test.each([
    [[], 'IDEMPOTENCY_KEY_REQUIRED'],
    [['Idempotency-Key', ''], 'IDEMPOTENCY_KEY_INVALID'],
    [['Idempotency-Key', 'short'], 'IDEMPOTENCY_KEY_INVALID'],
    [['Idempotency-Key', 'a'.repeat(129)], 'IDEMPOTENCY_KEY_INVALID'],
    [['Idempotency-Key', 'with space'], 'IDEMPOTENCY_KEY_INVALID'],
    [['Idempotency-Key', 'abcdefgh', 'IDEMPOTENCY-KEY', 'abcdefgh'], 'IDEMPOTENCY_KEY_INVALID'],
  ])('%j is refused', (raw, code) => expect(() => readIdempotencyKey(raw)).toThrow(expect.objectContaining({ code })));
});
