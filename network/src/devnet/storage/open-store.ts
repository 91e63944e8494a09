import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { NetworkError } from '../../network-error.js';
import { ChecksummedDatabase } from './checksummed-database.js';
import { DamagedStore } from './damaged-store.js';
import type { Database } from './database.js';
import { LevelDatabase } from './level-database.js';
import { levelError } from './level-error.js';

/** Marks the layout of all records; another one needs another number. */
const FORMAT = { key: Buffer.from('\0format'), value: Buffer.from('2') };
/** All records of a store, its format included. */
export const EVERYTHING = { gte: Buffer.alloc(0), lt: Buffer.from([0xff]) };

/**
 * Opens the store in `directory`, creating it when it is not there; its name is the directory's. Damage that is met
 * later, while the network runs, is noted beside it and found at the next opening.
 *
 * @param onDamage called when damage is met after the opening
 * @throws DamagedStore when the store cannot be trusted; NetworkError when it is in use or of another version
 */
export async function openStore(
  directory: string,
  onDamage: (error: DamagedStore) => void = () => undefined,
): Promise<Database> {
  const name = basename(directory);
  const noted = notedDamage(directory);
  if (noted !== undefined) throw new DamagedStore(name, noted);
  const database = new ChecksummedDatabase(await openLevel(directory, name), name, (error) => {
    writeFileSync(noteOf(directory), error.damage);
    onDamage(error);
  });
  try {
    await requireFormat(database, directory);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Forgets damage that was met, because the store has been made anew. */
export async function forgetDamage(directory: string): Promise<void> {
  await rm(noteOf(directory), { force: true });
}

function noteOf(directory: string): string {
  return `${directory}.damage`;
}

function notedDamage(directory: string): string | undefined {
  const note = noteOf(directory);
  return existsSync(note) ? readFileSync(note, 'utf8') : undefined;
}

async function openLevel(directory: string, name: string): Promise<LevelDatabase> {
  try {
    return await LevelDatabase.open(directory);
  } catch (error) {
    const failure = levelError(error);
    if (failure === undefined) throw error;
    if (failure.kind === 'corrupt') throw new DamagedStore(name, failure.text, { cause: error });
    throw new NetworkError(`${directory} is in use by another process; nothing was started`, 'end that process', {
      cause: error,
    });
  }
}

async function requireFormat(database: Database, directory: string): Promise<void> {
  const format = database.get(FORMAT.key);
  if (format?.equals(FORMAT.value) === true) return;
  if (format === undefined && (await isEmpty(database))) {
    await database.write([FORMAT], 'buffered');
    return;
  }
  throw new NetworkError(
    `${directory} was written by another version of this program; nothing was started`,
    'use that version, or reset the network',
  );
}

async function isEmpty(database: Database): Promise<boolean> {
  for await (const portion of database.scan(EVERYTHING)) return portion.length === 0;
  return true;
}
