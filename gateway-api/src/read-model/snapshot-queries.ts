import { integer, optionalText, text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** What one holder had at the end of a business date. */
export interface SnapshotRow {
  readonly holderId: string;
  readonly custodian: string;
  readonly units: string;
  readonly lots: number;
}

/** The holdings of a security at the end of a business date: of every holder the last one that was entered up to then. */
const HELD_ON = `FROM holding_on AS held WHERE held.channel = ? AND held.isin = ? AND held.lots > 0 AND held.since = (
  SELECT max(since) FROM holding_on AS entered WHERE entered.channel = held.channel AND entered.isin = held.isin
    AND entered.holder_id = held.holder_id AND entered.since <= ?)`;

/** Who had how much of a security at the end of a business date, in the order of holder ids. */
export function registerOn(
  database: Database,
  channel: string,
  isin: string,
  date: string,
  { limit, after }: Page,
): PageOf<SnapshotRow> {
  const sql = `SELECT holder_id, units, lots, custodian FROM (SELECT * ${HELD_ON} AND held.holder_id > ?
      ORDER BY held.holder_id LIMIT ?) AS shown
    JOIN party ON party.channel = shown.channel AND party.party_id = shown.holder_id ORDER BY holder_id`;
  return pageOf(database.all(sql, channel, isin, date, after, limit + 1), limit, 'holder_id', (row) => ({
    holderId: text(row, 'holder_id'),
    custodian: text(row, 'custodian'),
    units: text(row, 'units'),
    lots: integer(row, 'lots'),
  }));
}

/** Lots that were there when a business date ended: those that came and went on it were not. */
const LOTS_ON = 'created_on <= ? AND (consumed_on IS NULL OR consumed_on > ?)';

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
  const sql = `SELECT * FROM lot WHERE channel = ? AND isin = ? AND holder_id = ? AND ${LOTS_ON}
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

/**
 * What a holder had for each whom it holds for at the end of a business date, by the owner; what it has for nobody else, or
 * for nobody yet, by an empty text.
 */
export function unitsByOwnerOn(
  database: Database,
  channel: string,
  isin: string,
  date: string,
  holderId: string,
): ReadonlyMap<string, bigint> {
  const owned = new Map<string, bigint>();
  for (const { designation, units } of lotsOn(database, channel, isin, date, holderId)) {
    const owner = designation?.at(-1) ?? '';
    owned.set(owner, (owned.get(owner) ?? 0n) + BigInt(units));
  }
  return owned;
}

/** How many holders a security had at the end of a business date, and how many units they had. */
export function totalsOn(
  database: Database,
  channel: string,
  isin: string,
  date: string,
): { readonly holders: number; readonly units: bigint } {
  const count = database.get(`SELECT count(*) AS holders ${HELD_ON}`, channel, isin, date);
  const issued = database.get(
    'SELECT units FROM issued_on WHERE channel = ? AND isin = ? AND since <= ? ORDER BY since DESC LIMIT 1',
    ...[channel, isin, date],
  );
  return {
    holders: count === undefined ? 0 : integer(count, 'holders'),
    units: issued === undefined ? 0n : BigInt(text(issued, 'units')),
  };
}

/** How many units of a security were authorised at the end of a business date; undefined: as many as now. */
export function authorisedOn(database: Database, channel: string, isin: string, date: string): string | undefined {
  const sql = `SELECT previous FROM authorised_units WHERE channel = ? AND isin = ? AND changed_on > ?
    ORDER BY block LIMIT 1`;
  const row = database.get(sql, channel, isin, date);
  return row === undefined ? undefined : text(row, 'previous');
}

/** Registrations of the securities whose units may be exchanged into those of another. */
export function exchangeablesInto(database: Database, channel: string, isin: string): readonly object[] {
  const sql = `SELECT facts FROM security WHERE channel = ? AND EXISTS (
    SELECT 1 FROM json_each(facts, '$.exchangeableInto') AS terms WHERE json_extract(terms.value, '$.isin') = ?)
    ORDER BY isin`;
  return database.all(sql, channel, isin).map((row) => JSON.parse(text(row, 'facts')) as object);
}

/** Registrations of the securities that convert into another. */
export function convertiblesInto(database: Database, channel: string, isin: string): readonly object[] {
  const sql = `SELECT facts FROM security WHERE channel = ?
    AND (json_extract(facts, '$.terms.conversion.underlyingIsin') = ? OR EXISTS (
      SELECT 1 FROM json_each(facts, '$.convertibleInto') AS terms WHERE json_extract(terms.value, '$.isin') = ?))
    ORDER BY isin`;
  return database.all(sql, channel, isin, isin).map((row) => JSON.parse(text(row, 'facts')) as object);
}
