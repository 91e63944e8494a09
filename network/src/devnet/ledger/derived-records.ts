import type { Entry } from '../storage/database.js';
import { COLUMN, type Column, recordsUnder } from './record-key.js';
import type { OrganizationStore } from './store.js';

/** Records that follow from a channel's blocks alone, so that every peer and every replay has the same. */
export const DERIVED_COLUMNS: readonly Column[] = [
  COLUMN.publicState,
  COLUMN.hashedState,
  COLUMN.history,
  COLUMN.block,
  COLUMN.blockHash,
  COLUMN.transaction,
  COLUMN.height,
];

/** The derived records of a channel, always in the same order. */
export async function* derivedRecords(store: OrganizationStore, channel: string): AsyncGenerator<Entry> {
  for (const column of DERIVED_COLUMNS) yield* store.entries(recordsUnder(column, [channel]));
}

/** The first record that the stores do not have alike: its key, or undefined. */
export async function firstDifference(
  one: OrganizationStore,
  other: OrganizationStore,
  channel: string,
): Promise<Buffer | undefined> {
  const others = derivedRecords(other, channel);
  for await (const [key, value] of derivedRecords(one, channel)) {
    const next = await others.next();
    if (next.done === true || !next.value[0].equals(key)) return key;
    if (!next.value[1].equals(value)) return key;
  }
  const rest = await others.next();
  return rest.done === true ? undefined : rest.value[0];
}
