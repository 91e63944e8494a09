import { text, type Database, type Row } from '../storage/database.js';

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

/** How the distribution of a security stands, once it was closed for the first time. */
export function offeringOf(database: Database, channel: string, isin: string): Facts | undefined {
  const row = database.get('SELECT facts FROM offering WHERE channel = ? AND isin = ?', channel, isin);
  return row === undefined ? undefined : factsOf(row);
}
