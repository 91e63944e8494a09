import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChecksummedDatabase } from './checksummed-database.js';
import { DamagedStore } from './damaged-store.js';
import { LevelDatabase } from './level-database.js';

const KEY = Buffer.from('key');
const OTHER = Buffer.from('other key');

describe('a database with checksums', () => {
  let directory: string;
  let level: LevelDatabase;
  let database: ChecksummedDatabase;
  const damage: DamagedStore[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scrip-checksums-'));
    level = await LevelDatabase.open(directory);
    database = new ChecksummedDatabase(level, 'trial', (error) => damage.push(error));
  });
  afterAll(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });

  const put = (key: Buffer, value: Buffer): Promise<void> => database.write([{ key, value }], 'buffered');

  test('gives back what was written', async () => {
    const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 16 }), bytes, async (name, value) => {
        const key = Buffer.from(name);
        await put(key, value);
        expect(database.get(key)).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  // What is left of a private set after a purge: the protobuf library makes such a buffer.
  test.each([
    ['allocated', Buffer.alloc(0)],
    ['over an empty array', Buffer.from(new Uint8Array(0).buffer)],
    ['a part of another', Buffer.from('abcd').subarray(0, 0)],
  ])('gives back an empty value, %s', async (_, value) => {
    await put(KEY, value);
    expect(database.get(KEY)).toHaveLength(0);
  });

  test('refuses a value that was altered, cut short, or written for another key', async () => {
    await put(KEY, Buffer.from('value'));
    const stored = level.get(KEY) ?? Buffer.alloc(0);
    const flipped = Buffer.from(stored);
    flipped.writeUInt8(flipped.readUInt8(1) ^ 1, 1);
    const broken = [
      { key: KEY, value: flipped },
      { key: KEY, value: stored.subarray(1) },
      { key: KEY, value: Buffer.alloc(3) },
      { key: OTHER, value: stored },
    ];
    for (const write of broken) {
      damage.length = 0;
      await level.write([write], 'buffered');
      expect(() => database.get(write.key)).toThrow(DamagedStore);
      expect(damage.map(({ store }) => store)).toEqual(['trial']);
    }
  });
});
