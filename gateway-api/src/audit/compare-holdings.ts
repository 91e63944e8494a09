import type { Holdings } from '@scrip/audit';
import { text, type Database } from '../storage/database.js';

/** A holding of which the read model says something else than the blocks. */
export interface HoldingDifference {
  readonly isin: string;
  readonly holderId: string;
  /** Units by the blocks. */
  readonly ledger: bigint;
  /** Units by the read model. */
  readonly readModel: bigint;
}

/** Where the holdings of the read model differ from those of the ledger at the same block; empty: nowhere. */
export function compareHoldings(ledger: Holdings, database: Database, channel: string): readonly HoldingDifference[] {
  const left = new Map(ledger.isins.flatMap((isin) => Array.from(ledger.holders(isin), entryOf(isin))));
  const differences: HoldingDifference[] = [];
  for (const row of database.all('SELECT isin, holder_id, units FROM holding WHERE channel = ?', channel)) {
    const [isin, holderId] = [text(row, 'isin'), text(row, 'holder_id')];
    const [there, here] = [left.get(`${isin}/${holderId}`)?.ledger ?? 0n, BigInt(text(row, 'units'))];
    left.delete(`${isin}/${holderId}`);
    if (there !== here) differences.push({ isin, holderId, ledger: there, readModel: here });
  }
  return [...differences, ...left.values()];
}

function entryOf(isin: string): (held: [string, bigint]) => readonly [string, HoldingDifference] {
  return ([holderId, units]) => [`${isin}/${holderId}`, { isin, holderId, ledger: units, readModel: 0n }];
}
