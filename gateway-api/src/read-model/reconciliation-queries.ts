import type { JsonObject } from '../ledger/ledger.js';
import { text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

const facts = (row: Row): JsonObject => JSON.parse(text(row, 'facts')) as JsonObject;

/** What a list of reconciliations is narrowed to. */
export interface ReconciliationFilter {
  readonly scope?: string | undefined;
  readonly by?: string | undefined;
  readonly businessDate?: string | undefined;
}

/** Later than every place in a channel: a list that goes backwards begins there. */
const LAST = '~';

/** Reports of the reconciliations of a security, the latest first. */
export function reconciliationsOf(
  database: Database,
  channel: string,
  isin: string,
  { scope, by, businessDate }: ReconciliationFilter,
  { limit, after }: Page,
): PageOf<JsonObject> {
  const sql = `SELECT place, facts FROM reconciliation WHERE channel = ? AND isin = ? AND place < ?
    AND scope = coalesce(?, scope) AND reported_by = coalesce(?, reported_by)
    AND business_date = coalesce(?, business_date) ORDER BY place DESC LIMIT ?`;
  const filter = [scope ?? null, by ?? null, businessDate ?? null];
  const rows = database.all(sql, channel, isin, after === '' ? LAST : after, ...filter, limit + 1);
  return pageOf(rows, limit, 'place', facts);
}

/** A report, or undefined when there is none. */
export function reconciliationOf(
  database: Database,
  channel: string,
  isin: string,
  reportId: string,
): JsonObject | undefined {
  const sql = 'SELECT facts FROM reconciliation WHERE channel = ? AND isin = ? AND report_id = ?';
  const row = database.get(sql, channel, isin, reportId);
  return row === undefined ? undefined : facts(row);
}

/** The lots of a security as the read model has them: their sum, and how many units ever came in and went out. */
export function bookedUnits(
  database: Database,
  channel: string,
  isin: string,
): { readonly held: bigint; readonly entered: bigint; readonly lastBlock: number } {
  let [held, entered, lastBlock] = [0n, 0n, -1];
  const lots = database.all(
    'SELECT units, origin, created_block, consumed_block FROM lot WHERE channel = ? AND isin = ?',
    ...[channel, isin],
  );
  for (const { units, origin, created_block: created, consumed_block: consumed } of lots) {
    if (consumed === null) held += BigInt(String(units));
    if (origin === 'issue' || origin === 'dematerialisation') entered += BigInt(String(units));
    lastBlock = Math.max(lastBlock, Number(created), Number(consumed ?? -1));
  }
  const outgoing = database.all(
    `SELECT json_extract(facts, '$.units') AS units FROM entry WHERE channel = ? AND isin = ?
       AND json_extract(facts, '$.kind') IN ('redeem', 'cancel', 'rematerialisation')`,
    ...[channel, isin],
  );
  for (const row of outgoing) entered -= BigInt(text(row, 'units'));
  return { held, entered, lastBlock };
}

/** A register that is to be reconciled on a business date. */
export interface DueRegister {
  readonly isin: string;
  readonly date: string;
}

/** Registers of a registrar whose day is about to close and that it has not reconciled on it yet. */
export function registersToReconcile(database: Database, channel: string, registrar: string): readonly DueRegister[] {
  const rows = database.all(
    `SELECT isin, date FROM security
       JOIN business_date ON business_date.channel = security.channel AND business_date.calendar = security.calendar
       WHERE security.channel = ? AND registrar = ? AND phase = 'settlementCutOff'
         AND json_extract(security.facts, '$.deactivated') IS NULL AND NOT EXISTS (
         SELECT 1 FROM reconciliation AS done WHERE done.channel = security.channel AND done.isin = security.isin
           AND scope = 'register' AND reported_by = registrar AND business_date = date) ORDER BY isin`,
    ...[channel, registrar],
  );
  return rows.map((row) => ({ isin: text(row, 'isin'), date: text(row, 'date') }));
}

/** What the open breaks are about that an organisation's reconciliations of a scope have found in a security. */
export function openDifferences(
  database: Database,
  channel: string,
  { isin, raisedBy, scope }: { readonly isin: string; readonly raisedBy: string; readonly scope: string },
): readonly string[] {
  const rows = database.all(
    `SELECT json_extract(facts, '$.found.subject') AS subject FROM break WHERE channel = ? AND status = 'open'
       AND json_extract(facts, '$.isin') = ? AND json_extract(facts, '$.raisedBy') = ?
       AND json_extract(facts, '$.found.scope') = ? ORDER BY subject`,
    ...[channel, isin, raisedBy, scope],
  );
  return rows.map((row) => text(row, 'subject'));
}
