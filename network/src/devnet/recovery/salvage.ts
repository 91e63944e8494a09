import { ClassicLevel } from 'classic-level';
import { readPieceAddress } from '../ledger/piece-address.js';
import { COLUMN, type Column, KeyReader, recordsUnder } from '../ledger/record-key.js';
import type { OrganizationStore } from '../ledger/store.js';
import { transactionId } from '../ledger/transaction.js';
import { transientRecord } from '../ledger/transient-store.js';
import type { BlockStore } from '../orderer/block-store.js';
import { asBuffer } from '../../proto/decode.js';
import { withoutChecksum } from '../storage/checksummed-database.js';
import { setOf, withConfig } from '../privdata/private-set.js';
import type { Database, Entry } from '../storage/database.js';
import { LevelDatabase } from '../storage/level-database.js';

/**
 * Takes private data out of a damaged store into a new one, where the commit of its block finds it: no block can give
 * it back, and other members may not have it. Nothing has to be believed: a set without the hash that its block names
 * is not used.
 *
 * @param damaged directory of the damaged store, which LevelDB repairs as far as it can
 * @returns number of private sets that could be read
 */
export async function salvagePrivateData(
  damaged: string,
  into: OrganizationStore,
  blocks: BlockStore,
  channels: readonly string[],
): Promise<number> {
  await ClassicLevel.repair(damaged);
  const database = await LevelDatabase.open(damaged);
  try {
    let salvaged = 0;
    for (const channel of channels) {
      const waiting = await readable(database, COLUMN.transient, channel);
      const committed = await readable(database, COLUMN.privateSet, channel);
      await into.writeSynced([
        ...waiting.map(([key, value]) => ({ key, value })),
        ...committed.flatMap(([key, value]) => asTransient(channel, blocks, key, value)),
      ]);
      salvaged += waiting.length + committed.length;
    }
    return salvaged;
  } finally {
    await database.close();
  }
}

/** The records of a column that are as they were written, as far as they can be reached. */
async function readable(database: Database, column: Column, channel: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const portion of database.scan(recordsUnder(column, [channel]))) {
      for (const [key, stored] of portion) {
        const value = withoutChecksum(key, stored);
        if (value !== undefined) entries.push([key, value]);
      }
    }
  } catch {
    // What lies behind an unreadable place cannot be reached; other members are asked for it.
  }
  return entries;
}

/** A committed private set as one whose block has yet to come; how its collection was configured is not known any more. */
function asTransient(
  channel: string,
  blocks: BlockStore,
  key: Buffer,
  bytes: Buffer,
): ReturnType<typeof transientRecord>[] {
  const reader = new KeyReader(key);
  reader.bytes();
  const address = readPieceAddress(reader);
  const { block, tx } = address;
  const envelope = blocks.block(channel, block)?.getData()?.getDataList_asU8()[tx];
  if (envelope === undefined) return [];
  const kept = withConfig(setOf({ ...address, bytes }), new Map(), 0);
  return [transientRecord(channel, transactionId(envelope), asBuffer(kept.serializeBinary()), block)];
}
