import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, integer } from './database.js';
import { lockDirectory } from './directory-lock.js';

describe('storage', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scrip-storage-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('work that throws undoes itself alone in a shared transaction', async () => {
    const database = new Database(join(directory, 'a.sqlite'), 'durable');
    database.execute('CREATE TABLE number (value INTEGER PRIMARY KEY) STRICT');
    const insert = (value: number, fails = false): Promise<number> =>
      database.shared(() => {
        database.run('INSERT INTO number VALUES (?)', value);
        if (fails) throw new Error('no');
        return value;
      });
    const results = await Promise.allSettled([insert(1), insert(2, true), insert(3), insert(1)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    const rows = database.all('SELECT value FROM number ORDER BY value').map((row) => integer(row, 'value'));
    expect(rows).toEqual([1, 3]);
    database.close();
  });

  test('a transaction that throws leaves nothing', () => {
    const database = new Database(join(directory, 'a.sqlite'), 'durable');
    database.execute('CREATE TABLE number (value INTEGER) STRICT');
    const failing = (): never => {
      database.run('INSERT INTO number VALUES (1)');
      throw new Error('no');
    };
    expect(() => database.transaction(failing)).toThrow('no');
    expect(database.all('SELECT * FROM number')).toEqual([]);
    database.close();
  });

  test('a folder belongs to one living process, and what a killed one left is cleared', () => {
    const pid = join(directory, 'gateway.pid');
    writeFileSync(pid, `${process.ppid}\n`);
    expect(() => lockDirectory(directory)).toThrow('already serves');
    writeFileSync(pid, '999999999\n');
    mkdirSync(join(directory, 'a.sqlite.lock'));
    const unlock = lockDirectory(directory);
    expect(existsSync(join(directory, 'a.sqlite.lock'))).toBe(false);
    expect(() => lockDirectory(directory)).toThrow('already serves');
    unlock();
    lockDirectory(directory)();
    expect(existsSync(pid)).toBe(false);
  });
});
