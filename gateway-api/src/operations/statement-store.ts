import { randomBytes } from 'node:crypto';
import { bytes, integer, optionalText, text, type Database, type Row } from '../storage/database.js';

/** A statement of a book outside the ledger, as it was uploaded. It stays here. */
export interface Statement {
  readonly statementId: string;
  readonly channel: string;
  readonly isin: string;
  readonly scope: string;
  /** The business date at whose end it was drawn up. */
  readonly businessDate: string;
  /** SHA-256 of a salt and the file: what the ledger is told. */
  readonly hash: string;
  readonly records: number;
  readonly operator: string;
  /** When it was uploaded, ISO 8601 with UTC. */
  readonly at: string;
  /** The report that it was compared in; absent: it was not yet. */
  readonly reportId?: string;
}

/** A row of a statement: what it is about and how much. */
export interface StatementRow {
  readonly row: number;
  /** As breaks name it: `total`, `holder:<party id>` or `payment:<instruction>:<leg>`. */
  readonly subject: string;
  /** The organisation's own reference of the account; it is never told to anybody. */
  readonly account?: string;
  /** Units, or an amount of money with its currency. */
  readonly quantity: string;
}

/** A difference as the organisation itself sees it. */
export interface KeptDifference {
  readonly reason: string;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

/** Most statements and differences that are listed. */
export const STATEMENTS_SHOWN_MAX = 1_000;

const toStatement = (row: Row): Statement => {
  const reportId = optionalText(row, 'report_id');
  return {
    statementId: text(row, 'id'),
    channel: text(row, 'channel'),
    isin: text(row, 'isin'),
    scope: text(row, 'scope'),
    businessDate: text(row, 'business_date'),
    hash: text(row, 'hash'),
    records: integer(row, 'records'),
    operator: text(row, 'operator'),
    at: text(row, 'at'),
    ...(reportId === undefined ? {} : { reportId }),
  };
};

/** Statements of books outside, and what comparing them with registers has shown: of this organisation alone. */
export class StatementStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.execute(`
      CREATE TABLE IF NOT EXISTS statement (
        id TEXT PRIMARY KEY, channel TEXT NOT NULL, isin TEXT NOT NULL, scope TEXT NOT NULL, business_date TEXT NOT NULL,
        hash TEXT NOT NULL, records INTEGER NOT NULL, operator TEXT NOT NULL, at TEXT NOT NULL, report_id TEXT) STRICT;
      CREATE INDEX IF NOT EXISTS statement_of ON statement (channel, isin, scope);
      CREATE TABLE IF NOT EXISTS statement_row (
        statement_id TEXT NOT NULL, position INTEGER NOT NULL, subject TEXT NOT NULL, account TEXT, quantity TEXT NOT NULL,
        PRIMARY KEY (statement_id, position)) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS comparison (
        command_id TEXT PRIMARY KEY, body TEXT NOT NULL, differences TEXT NOT NULL, report_id TEXT) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS comparison_of ON comparison (report_id);
      CREATE TABLE IF NOT EXISTS figure_secret (secret BLOB NOT NULL) STRICT`);
    if (database.get('SELECT secret FROM figure_secret') === undefined) {
      database.run('INSERT INTO figure_secret VALUES (?)', randomBytes(32));
    }
  }

  /** What private figures are salted with: the same figure of the same subject has the same hash in every run. */
  get secret(): Uint8Array {
    const row = this.#database.get('SELECT secret FROM figure_secret');
    if (row === undefined) throw new Error('the secret of the figures is gone');
    return bytes(row, 'secret');
  }

  /** Enters a statement as a whole, unless it is there. @returns when it is durable */
  enter(statement: Omit<Statement, 'reportId'>, rows: readonly StatementRow[]): Promise<void> {
    const { statementId: id, channel, isin, scope, businessDate, hash, records, operator, at } = statement;
    return this.#database.shared(() => {
      const sql = 'INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)';
      if (this.#database.run(sql, id, channel, isin, scope, businessDate, hash, records, operator, at) === 0) return;
      for (const { row, subject, account, quantity } of rows) {
        const values = [id, row, subject, account ?? null, quantity];
        this.#database.run('INSERT INTO statement_row VALUES (?, ?, ?, ?, ?)', ...values);
      }
    });
  }

  find(channel: string, isin: string, id: string): Statement | undefined {
    const sql = 'SELECT * FROM statement WHERE channel = ? AND isin = ? AND id = ?';
    const row = this.#database.get(sql, channel, isin, id);
    return row === undefined ? undefined : toStatement(row);
  }

  /** The statement of a scope that was uploaded last. */
  latest(channel: string, isin: string, scope: string): Statement | undefined {
    const sql = `SELECT * FROM statement WHERE channel = ? AND isin = ? AND scope = ?
      ORDER BY business_date DESC, at DESC LIMIT 1`;
    const row = this.#database.get(sql, channel, isin, scope);
    return row === undefined ? undefined : toStatement(row);
  }

  /** The latest first. */
  of(channel: string, isin: string): readonly Statement[] {
    const sql = 'SELECT * FROM statement WHERE channel = ? AND isin = ? ORDER BY business_date DESC, at DESC LIMIT ?';
    return this.#database.all(sql, channel, isin, STATEMENTS_SHOWN_MAX).map(toStatement);
  }

  /** Statements that no report has used yet. */
  waiting(channel: string): readonly Statement[] {
    const sql = 'SELECT * FROM statement WHERE channel = ? AND report_id IS NULL ORDER BY business_date, at LIMIT ?';
    return this.#database.all(sql, channel, STATEMENTS_SHOWN_MAX).map(toStatement);
  }

  rows(statementId: string): readonly StatementRow[] {
    const sql = 'SELECT * FROM statement_row WHERE statement_id = ? ORDER BY position';
    return this.#database.all(sql, statementId).map((row) => {
      const account = optionalText(row, 'account');
      const shown = { row: integer(row, 'position'), subject: text(row, 'subject'), quantity: text(row, 'quantity') };
      return account === undefined ? shown : { ...shown, account };
    });
  }

  /** What a command is about to report: its repetition reports the same, whatever the books say by then. */
  prepared(commandId: string): string | undefined {
    const row = this.#database.get('SELECT body FROM comparison WHERE command_id = ?', commandId);
    return row === undefined ? undefined : text(row, 'body');
  }

  /** Keeps what a command is about to report. @returns when it is durable */
  prepare(commandId: string, body: string, differences: readonly KeptDifference[]): Promise<void> {
    return this.#database.shared(() => {
      const values = [commandId, body, JSON.stringify(differences)];
      this.#database.run('INSERT OR IGNORE INTO comparison VALUES (?, ?, ?, NULL)', ...values);
    });
  }

  /** Notes the report that a command has become. */
  reported(commandId: string, reportId: string, statementId: string | undefined): void {
    this.#database.run('UPDATE comparison SET report_id = ? WHERE command_id = ?', reportId, commandId);
    if (statementId === undefined) return;
    this.#database.run('UPDATE statement SET report_id = ? WHERE id = ?', reportId, statementId);
  }

  /** What a report of this organisation found, with all figures; undefined: the report is not of this gateway. */
  differences(reportId: string): readonly KeptDifference[] | undefined {
    const row = this.#database.get('SELECT differences FROM comparison WHERE report_id = ?', reportId);
    return row === undefined ? undefined : (JSON.parse(text(row, 'differences')) as readonly KeptDifference[]);
  }
}
