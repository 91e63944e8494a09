import type { CollectionCatalog } from './collection-facts.js';
import type { PrivateUpdates } from './private-updates.js';
import { COLUMN, KeyReader, recordKey, recordsUnder } from './record-key.js';
import type { RecordWrite } from '../storage/database.js';
import type { OrganizationStore } from './store.js';
import type { CollectionName } from './types.js';
import type { UpdateBatch } from './update-batch.js';
import type { ChannelView } from './world-state.js';

/** Notes that something goes with the commit of `block`: most blocks need not look for what expires. */
export function expiryMark(channel: string, block: number): RecordWrite {
  return { key: recordKey(COLUMN.expiryMark, [channel], block), value: Buffer.alloc(0) };
}

/** Whether anything goes with the commit of `block`. */
export function expiresWith(store: OrganizationStore, channel: string, block: number): boolean {
  return store.get(expiryMark(channel, block).key) !== undefined;
}

/** A hash to remove because its collection's `blockToLive` is over; `keyHash` in hexadecimal. */
export interface ExpiredHash extends CollectionName {
  readonly keyHash: string;
}

/** A scheduled removal of a private value and its hash. */
interface Scheduled extends ExpiredHash {
  /** `''` where this peer does not have the value. */
  readonly key: string;
  readonly committing: number;
}

/**
 * Schedules the removal of what the block writes to collections with a `blockToLive`
 * (`pvtstatepurgemgmt/expiry_schedule_builder.go`). A value counts by itself, because pieces of a block may be missing: what
 * was written goes although its hash is deleted, and what was deleted leaves a hash that a missing piece wrote.
 */
export async function scheduleExpiry(
  channel: string,
  block: number,
  updates: { readonly hashes: UpdateBatch; readonly values: PrivateUpdates },
  catalog: CollectionCatalog,
): Promise<RecordWrite[]> {
  const values = updates.values.values();
  const known = new Set(values.map(({ namespace, collection, keyHash }) => nameOf(namespace, collection, keyHash)));
  const hashes = [...updates.hashes.hashes()].filter(
    ({ namespace, collection, keyHash }) => !known.has(nameOf(namespace, collection, keyHash)),
  );
  const writes: RecordWrite[] = [];
  for (const { value, ...written } of [...values, ...hashes.map((hash) => ({ ...hash, key: '' }))]) {
    const expiry = value === undefined ? undefined : await catalog.expiryOf(written, block);
    if (expiry !== undefined) {
      writes.push(expiryMark(channel, expiry), expiryWrite(channel, expiry, { ...written, committing: block }));
    }
  }
  return writes;
}

function nameOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Schedules the removal of one private value that came after its block. */
export function expiryWrite(channel: string, expiry: number, scheduled: Scheduled): RecordWrite {
  const { namespace, collection, keyHash, key, committing } = scheduled;
  const leading = [channel, expiry, committing, namespace, collection];
  return { key: recordKey(COLUMN.stateExpiry, leading, Buffer.from(keyHash, 'hex')), value: Buffer.from(key) };
}

/**
 * What goes from the state with the commit of `block` (`pvtstatepurgemgmt/purge_mgr.go`): hashes and values that no
 * later block, this one included, has written again. Values are added to `values`; the hashes are not part of the
 * commit hash, which is why they are answered apart from the block's updates.
 */
export async function expireState(
  channel: string,
  block: number,
  view: ChannelView,
  updates: { readonly hashes: UpdateBatch; readonly values: PrivateUpdates },
): Promise<{ readonly hashes: ExpiredHash[]; readonly writes: RecordWrite[] }> {
  const hashes: ExpiredHash[] = [];
  const writes: RecordWrite[] = [];
  for await (const [recorded, value] of view.records(recordsUnder(COLUMN.stateExpiry, [channel, block]))) {
    writes.push({ key: recorded, value: undefined });
    const { namespace, collection, keyHash, key, committing } = readScheduled(recorded, value);
    const current = view.readHashed(namespace, collection, keyHash);
    if (
      current?.version.block === committing &&
      updates.hashes.getHashed(namespace, collection, keyHash) === undefined
    ) {
      hashes.push({ namespace, collection, keyHash });
    }
    const valueIsOld = view.readPrivate(namespace, collection, key)?.version.block === committing;
    if (key !== '' && valueIsOld && updates.values.get({ namespace, collection }, key) === undefined) {
      updates.values.remove({ namespace, collection }, key, { block, tx: 0 });
    }
  }
  return { hashes, writes };
}

function readScheduled(recorded: Buffer, value: Buffer): Scheduled {
  const reader = new KeyReader(recorded);
  reader.bytes();
  reader.number();
  return {
    committing: reader.number(),
    namespace: reader.text(),
    collection: reader.text(),
    keyHash: reader.rest().toString('hex'),
    key: value.toString(),
  };
}
