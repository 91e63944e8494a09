import { integer, text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** What a nominee holds of a security for one chain of parties. */
export interface SubAccountRow {
  readonly designation: readonly string[];
  readonly ownerId: string;
  readonly units: string;
  readonly lots: number;
}

const toSubAccount = (row: Row): SubAccountRow => ({
  designation: text(row, 'designation').split('/'),
  ownerId: text(row, 'owner_id'),
  units: text(row, 'units'),
  lots: integer(row, 'lots'),
});

/** For whom a nominee holds how much of a security, in the order of the chains. */
export function subAccountsOf(
  database: Database,
  channel: string,
  isin: string,
  holderId: string,
  { limit, after }: Page,
): PageOf<SubAccountRow> {
  const sql = `SELECT * FROM sub_account WHERE channel = ? AND isin = ? AND holder_id = ? AND designation > ?
    ORDER BY designation LIMIT ?`;
  return pageOf(database.all(sql, channel, isin, holderId, after, limit + 1), limit, 'designation', toSubAccount);
}

/** What a holder has of a security altogether, and what of it is allocated to nobody. */
export function unitsIn(
  database: Database,
  channel: string,
  isin: string,
  holderId: string,
): { readonly units: string; readonly unallocatedUnits: string } {
  const held = database.get(
    'SELECT units FROM holding WHERE channel = ? AND isin = ? AND holder_id = ?',
    ...[channel, isin, holderId],
  );
  const pooled = database.all(
    `SELECT units FROM lot WHERE channel = ? AND isin = ? AND holder_id = ? AND consumed_block IS NULL
       AND designation IS NULL`,
    ...[channel, isin, holderId],
  );
  const unallocated = pooled.reduce((sum, row) => sum + BigInt(text(row, 'units')), 0n);
  return { units: held === undefined ? '0' : text(held, 'units'), unallocatedUnits: unallocated.toString() };
}

/** A position that nominees hold for a party. */
export interface HeldForRow extends SubAccountRow {
  readonly isin: string;
  readonly name: string;
  /** The nominee that is on the register. */
  readonly holderId: string;
}

/** What nominees hold for a party, in the order of ISINs, nominees and chains. */
export function heldFor(
  database: Database,
  channel: string,
  ownerId: string,
  { limit, after }: Page,
): PageOf<HeldForRow> {
  const sql = `SELECT sub_account.*, name, sub_account.isin || '/' || holder_id || '/' || designation AS place
    FROM sub_account JOIN security ON security.channel = sub_account.channel AND security.isin = sub_account.isin
    WHERE sub_account.channel = ? AND owner_id = ? AND place > ? ORDER BY place LIMIT ?`;
  return pageOf(database.all(sql, channel, ownerId, after, limit + 1), limit, 'place', (row) => ({
    ...{ isin: text(row, 'isin'), name: text(row, 'name'), holderId: text(row, 'holder_id') },
    ...toSubAccount(row),
  }));
}
