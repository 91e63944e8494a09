import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const MarketRecord = z.strictObject({
  schema: z.literal(1),
  /** SHA-256 of the tables that were loaded. */
  tables: z.string(),
  state: z.enum(['started', 'complete']),
  /** Holder of the tables -> holder id on the ledger; no names. */
  holders: z.record(z.string(), z.string()),
});

/** What a data folder remembers of the sample market. */
export type MarketRecord = z.infer<typeof MarketRecord>;

const pathOf = (data: string): string => join(data, 'market.json');

/** @returns undefined where the sample market was never begun */
export function readMarketRecord(data: string): MarketRecord | undefined {
  const path = pathOf(data);
  return existsSync(path) ? MarketRecord.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** Writes beside and renames, so that a crash leaves the old record or the new one. */
export function writeMarketRecord(data: string, record: MarketRecord): void {
  const path = pathOf(data);
  writeFileSync(`${path}.new`, `${JSON.stringify(record, undefined, 2)}\n`, { flush: true });
  renameSync(`${path}.new`, path);
}
