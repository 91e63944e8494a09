import { integer, text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

type Facts = Readonly<Record<string, unknown>>;

const factsOf = (row: Row): Facts => JSON.parse(text(row, 'facts')) as Facts;

/** Since when a version of the rules of a security holds. */
export interface RuleVersionRow {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly grandfathers: boolean;
}

/** The versions of the rules of a security, in their order. */
export function ruleVersionsOf(database: Database, channel: string, isin: string): readonly RuleVersionRow[] {
  const sql = 'SELECT facts FROM security_rules WHERE channel = ? AND isin = ? ORDER BY version';
  return database.all(sql, channel, isin).map((row) => {
    const { version, effectiveFrom, grandfathers } = JSON.parse(text(row, 'facts')) as RuleVersionRow;
    return { version, effectiveFrom, grandfathers };
  });
}

/** A version of the rules of a security, or undefined when there is none. */
export function rulesOf(database: Database, channel: string, isin: string, version: number): Facts | undefined {
  const sql = 'SELECT facts FROM security_rules WHERE channel = ? AND isin = ? AND version = ?';
  const row = database.get(sql, channel, isin, version);
  return row === undefined ? undefined : factsOf(row);
}

/** Exemptions from rules of a security, ended ones too, by party. */
export function exemptionsFrom(database: Database, channel: string, isin: string): readonly Facts[] {
  const sql = 'SELECT facts FROM exemption WHERE channel = ? AND isin = ? ORDER BY party, exemption_id';
  return database.all(sql, channel, isin).map(factsOf);
}

/** What organisations have said to a transfer. */
export function consentsTo(database: Database, channel: string, instructionId: string): readonly Facts[] {
  const sql = 'SELECT facts FROM consent WHERE channel = ? AND instruction_id = ? ORDER BY msp_id';
  return database.all(sql, channel, instructionId).map(factsOf);
}

/** Holders of a security who do not stand well, in the order of their ids. */
export function standingsIn(database: Database, channel: string, isin: string, { limit, after }: Page): PageOf<Facts> {
  const sql = `SELECT holder_id, facts FROM holder_standing WHERE channel = ? AND isin = ? AND holder_id > ?
    ORDER BY holder_id LIMIT ?`;
  return pageOf(database.all(sql, channel, isin, after, limit + 1), limit, 'holder_id', factsOf);
}

/** How far the holders of a security have been looked at again; undefined when they never were. */
export function rescreeningOf(database: Database, channel: string, isin: string): Facts | undefined {
  const row = database.get('SELECT facts FROM rescreening WHERE channel = ? AND isin = ?', channel, isin);
  return row === undefined ? undefined : factsOf(row);
}

/** The next after one who hold units, or for whom nominees do, or who do not stand well, in the order of their ids. */
export function holdersToLookAt(
  database: Database,
  channel: string,
  isin: string,
  { limit, after }: Page,
): readonly string[] {
  const rows = database.all(
    `SELECT holder_id FROM holding WHERE channel = ? AND isin = ? AND holder_id > ? AND units <> '0'
       UNION SELECT owner_id FROM sub_account WHERE channel = ? AND isin = ? AND owner_id > ?
       UNION SELECT holder_id FROM holder_standing WHERE channel = ? AND isin = ? AND holder_id > ?
       ORDER BY 1 LIMIT ?`,
    ...[channel, isin, after, channel, isin, after, channel, isin, after, limit],
  );
  return rows.map((row) => text(row, 'holder_id'));
}

/** A security with rules, as the agent of its registrar sees it on an open day. */
export interface RuledSecurity {
  readonly isin: string;
  readonly businessDate: string;
  /** Version of the rules in force. */
  readonly version: number;
}

/** The securities of a registrar with rules in force, whose calendars have an open day. */
export function ruledSecurities(database: Database, channel: string, registrar: string): readonly RuledSecurity[] {
  const rows = database.all(
    `SELECT security.isin, date, max(version) AS version FROM security
       JOIN business_date ON business_date.channel = security.channel AND business_date.calendar = security.calendar
       JOIN security_rules ON security_rules.channel = security.channel AND security_rules.isin = security.isin
         AND json_extract(security_rules.facts, '$.effectiveFrom') <= date
       WHERE security.channel = ? AND registrar = ? AND phase IN ('open', 'instructionCutOff')
         AND json_extract(security.facts, '$.deactivated') IS NULL
       GROUP BY security.isin ORDER BY security.isin`,
    channel,
    registrar,
  );
  return rows.map((row) => ({
    isin: text(row, 'isin'),
    businessDate: text(row, 'date'),
    version: integer(row, 'version'),
  }));
}

/** How the distribution of a security stands, once it was closed for the first time. */
export function offeringOf(database: Database, channel: string, isin: string): Facts | undefined {
  const row = database.get('SELECT facts FROM offering WHERE channel = ? AND isin = ?', channel, isin);
  return row === undefined ? undefined : factsOf(row);
}
