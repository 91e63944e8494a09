import { integer, text, type Database } from '../../storage/database.js';

/** A sub-account of a nominee in one security. */
export interface SubAccountKey {
  readonly channel: string;
  readonly isin: string;
  readonly holderId: string;
  /** Ids of the chain, joined by slashes: the owner is the last. */
  readonly designation: string;
}

/** A chain as one text, as the read model keeps it; none where nobody is designated. */
export const designationText = (chain: readonly string[] | undefined): string | null => chain?.join('/') ?? null;

/** Adds units and lots to a sub-account, which ends when it has no lots any more. */
export function addToSubAccount(database: Database, key: SubAccountKey, units: bigint, lots: number): void {
  const { channel, isin, holderId, designation } = key;
  const where = 'channel = ? AND isin = ? AND holder_id = ? AND designation = ?';
  const named = [channel, isin, holderId, designation];
  const held = database.get(`SELECT units, lots FROM sub_account WHERE ${where}`, ...named);
  const total = (held === undefined ? 0n : BigInt(text(held, 'units'))) + units;
  const count = (held === undefined ? 0 : integer(held, 'lots')) + lots;
  if (total < 0n || count < 0) throw new Error(`a sub-account of ${holderId} in ${isin} would be negative`);
  if (count === 0) {
    database.run(`DELETE FROM sub_account WHERE ${where}`, ...named);
    return;
  }
  const owner = designation.split('/').at(-1) ?? '';
  database.run('INSERT OR REPLACE INTO sub_account VALUES (?, ?, ?, ?, ?, ?, ?)', ...named, owner, `${total}`, count);
}
