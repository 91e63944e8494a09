import { optionalText, text, type Database } from '../storage/database.js';
import type { Page, PageOf } from './page.js';

/** What one holder had at the end of a business date. */
export interface SnapshotRow {
  readonly holderId: string;
  readonly custodian: string;
  readonly units: string;
  readonly lots: number;
}

/** Lots that were there when a business date ended: those that came and went on it were not. */
const HELD = 'created_on <= ? AND (consumed_on IS NULL OR consumed_on > ?)';

/** Who had how much of a security at the end of a business date, in the order of holder ids. */
export function registerOn(
  database: Database,
  channel: string,
  isin: string,
  date: string,
  { limit, after }: Page,
): PageOf<SnapshotRow> {
  const where = `lot.channel = ? AND lot.isin = ? AND lot.holder_id > ? AND ${HELD}`;
  const named = [channel, isin, after, date, date];
  const rows = database.all(
    `SELECT lot.holder_id, custodian, units FROM lot
       JOIN party ON party.channel = lot.channel AND party.party_id = lot.holder_id
       WHERE ${where} AND lot.holder_id IN (SELECT DISTINCT holder_id FROM lot WHERE ${where} ORDER BY holder_id LIMIT ?)
       ORDER BY lot.holder_id`,
    ...[...named, ...named, limit + 1],
  );
  const holders = new Map<string, SnapshotRow>();
  for (const row of rows) {
    const holderId = text(row, 'holder_id');
    const { units, lots } = holders.get(holderId) ?? { units: '0', lots: 0 };
    const total = (BigInt(units) + BigInt(text(row, 'units'))).toString();
    holders.set(holderId, { holderId, custodian: text(row, 'custodian'), units: total, lots: lots + 1 });
  }
  const found = [...holders.values()];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, nextCursor: last.holderId } : { items };
}

/** A lot as a register shows it. */
export interface LotOnRegister {
  readonly lotId: string;
  readonly designation?: readonly string[];
  readonly units: string;
  readonly acquiredOn: string;
  readonly price?: string;
  readonly pricePer?: string;
  readonly origin: string;
}

/** The lots of a holder at the end of a business date, first acquired first. */
export function lotsOn(
  database: Database,
  channel: string,
  isin: string,
  date: string,
  holderId: string,
): readonly LotOnRegister[] {
  const sql = `SELECT * FROM lot WHERE channel = ? AND isin = ? AND holder_id = ? AND ${HELD}
    ORDER BY acquired_on, lot_id`;
  return database.all(sql, channel, isin, holderId, date, date).map((row) => {
    const price = optionalText(row, 'price');
    const pricePer = optionalText(row, 'price_per');
    const designation = optionalText(row, 'designation')?.split('/');
    return {
      ...{ lotId: text(row, 'lot_id'), units: text(row, 'units'), acquiredOn: text(row, 'acquired_on') },
      ...(designation === undefined ? {} : { designation }),
      ...(price === undefined ? {} : { price }),
      ...(pricePer === undefined ? {} : { pricePer }),
      origin: text(row, 'origin'),
    };
  });
}

/** How many holders a security had at the end of a business date, and how many units they had. */
export function totalsOn(
  database: Database,
  channel: string,
  isin: string,
  date: string,
): { readonly holders: number; readonly units: bigint } {
  const sql = `SELECT holder_id, units FROM lot WHERE channel = ? AND isin = ? AND ${HELD}`;
  const rows = database.all(sql, channel, isin, date, date);
  const holders = new Set(rows.map((row) => text(row, 'holder_id'))).size;
  return { holders, units: rows.reduce((sum, row) => sum + BigInt(text(row, 'units')), 0n) };
}

/** How many units of a security were authorised at the end of a business date; undefined: as many as now. */
export function authorisedOn(database: Database, channel: string, isin: string, date: string): string | undefined {
  const sql = `SELECT previous FROM authorised_units WHERE channel = ? AND isin = ? AND changed_on > ?
    ORDER BY block LIMIT 1`;
  const row = database.get(sql, channel, isin, date);
  return row === undefined ? undefined : text(row, 'previous');
}

/** Registrations of the securities that convert into another. */
export function convertiblesInto(database: Database, channel: string, isin: string): readonly object[] {
  const sql = `SELECT facts FROM security WHERE channel = ?
    AND json_extract(facts, '$.terms.conversion.underlyingIsin') = ? ORDER BY isin`;
  return database.all(sql, channel, isin).map((row) => JSON.parse(text(row, 'facts')) as object);
}
