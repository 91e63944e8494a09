import { createHash, createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '@scrip/model';
import { bytes, integer, optionalText, text, type Database, type Row } from '../storage/database.js';
import type { ImportKind, RowError, RowFields } from './import-row.js';

/** A table of rows that become commands, each once. */
export interface ImportJob {
  readonly channel: string;
  /** The client's name of it: the same table, or a corrected one, is sent under the same name. */
  readonly importId: string;
  readonly kind: ImportKind;
  /** Security of a register. */
  readonly isin?: string;
  readonly operator: string;
  /** Whether rows were only looked at. */
  readonly dryRun: boolean;
  /** ISO 8601 with UTC. */
  readonly at: string;
}

/** Where a row stands: not taken, waiting, on its way with the ledger, or at its end. */
export const ROW_STATES = ['checked', 'waiting', 'submitted', 'done', 'refused'] as const;

/** Where a row stands. */
export type RowState = (typeof ROW_STATES)[number];

/** A row with what became of it. */
export interface ImportRow {
  readonly row: number;
  readonly state: RowState;
  /** What it has become: the party, the operation, or the act that a checker approves. */
  readonly reference?: string;
  readonly errors: readonly RowError[];
}

/** What a row has become that was on its way: by what it had become until then. */
export interface RowEnd {
  readonly reference: string;
  readonly state: 'done' | 'refused';
  readonly errors: readonly RowError[];
}

/** A row of a table. */
export interface EnteredRow {
  readonly row: number;
  /** As it was sent: by this it is recognised. */
  readonly fields: RowFields;
  /** As it is done, with what it left open. */
  readonly done: RowFields;
  /** Why it cannot be taken. */
  readonly error?: RowError | undefined;
}

/** A row that is to become a command. */
export interface WaitingRow {
  readonly row: number;
  readonly fields: RowFields;
  /** Names its command for good: made of import, row and content. */
  readonly commandId: string;
  /** 32 random bytes that belong to it. */
  readonly seed: Uint8Array;
  /** The command that it shares with others, once that is planned. */
  readonly batch?: string;
}

/** Days for which imports are kept; personal data of a row go as soon as the row has ended. */
const RETENTION_DAYS = 30;
const DAY_MS = 86_400_000;

const toJob = (row: Row): ImportJob => {
  const isin = optionalText(row, 'isin');
  return {
    channel: text(row, 'channel'),
    importId: text(row, 'import_id'),
    kind: text(row, 'kind') as ImportKind,
    ...(isin === undefined ? {} : { isin }),
    operator: text(row, 'operator'),
    dryRun: integer(row, 'dry_run') === 1,
    at: text(row, 'at'),
  };
};

const toRow = (row: Row): ImportRow => {
  const reference = optionalText(row, 'reference');
  return {
    row: integer(row, 'row'),
    state: text(row, 'state') as RowState,
    ...(reference === undefined ? {} : { reference }),
    errors: JSON.parse(optionalText(row, 'errors') ?? '[]') as readonly RowError[],
  };
};

/** Imports and their rows: durable, so that each row becomes one command whatever breaks off in between. */
export class ImportStore {
  readonly #database: Database;
  readonly #listeners = new Set<() => void>();
  #setOut = 0;

  constructor(database: Database) {
    this.#database = database;
    // what a row held of a person is to be gone when the row has ended, and not only unlinked
    database.execute('PRAGMA secure_delete = ON');
    database.execute(`
      CREATE TABLE IF NOT EXISTS import (
        channel TEXT NOT NULL, import_id TEXT NOT NULL, kind TEXT NOT NULL, isin TEXT, operator TEXT NOT NULL,
        dry_run INTEGER NOT NULL, seed BLOB NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (channel, import_id)) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS import_row (
        channel TEXT NOT NULL, import_id TEXT NOT NULL, row INTEGER NOT NULL, hash TEXT NOT NULL, state TEXT NOT NULL,
        fields TEXT, batch TEXT, reference TEXT, errors TEXT,
        PRIMARY KEY (channel, import_id, row)) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS import_row_in_state ON import_row (channel, import_id, state, row);
      CREATE INDEX IF NOT EXISTS import_row_on_its_way ON import_row (channel, import_id, reference)
        WHERE state = 'submitted'`);
    const before = new Date(Date.now() - RETENTION_DAYS * DAY_MS).toISOString();
    for (const { channel, import_id: id } of database.all(
      'SELECT channel, import_id FROM import WHERE at < ?',
      before,
    )) {
      for (const table of ['import_row', 'import']) {
        database.run(`DELETE FROM ${table} WHERE channel = ? AND import_id = ?`, String(channel), String(id));
      }
    }
  }

  /** Calls the listener when rows are waiting. */
  onWaiting(listener: () => void): void {
    this.#listeners.add(listener);
  }

  find(channel: string, importId: string): ImportJob | undefined {
    const row = this.#database.get('SELECT * FROM import WHERE channel = ? AND import_id = ?', channel, importId);
    return row === undefined ? undefined : toJob(row);
  }

  /** The latest first. */
  list(channel: string, limit: number): readonly ImportJob[] {
    const sql = 'SELECT * FROM import WHERE channel = ? ORDER BY at DESC, import_id LIMIT ?';
    return this.#database.all(sql, channel, limit).map(toJob);
  }

  /** Enters an import, or takes one further: what was only tried becomes one in earnest. */
  open(job: ImportJob): void {
    const { channel, importId, kind, isin, operator, dryRun, at } = job;
    this.#database.transaction(() => {
      const known = this.find(channel, importId);
      if (known?.dryRun === true) this.#forgetRows(channel, importId);
      const values = [channel, importId, kind, isin ?? null, operator, dryRun ? 1 : 0, randomBytes(32), at];
      const sql = `INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, import_id)
        DO UPDATE SET operator = excluded.operator, dry_run = excluded.dry_run, at = excluded.at`;
      this.#database.run(sql, ...values);
    });
  }

  #forgetRows(channel: string, importId: string): void {
    this.#database.run('DELETE FROM import_row WHERE channel = ? AND import_id = ?', channel, importId);
  }

  /**
   * Enters rows. A row that is there with the same content, or whose earlier content has become a command, stays as it is;
   * where it says something else now, it is told so.
   */
  enter({ channel, importId, dryRun }: ImportJob, rows: readonly EnteredRow[]): void {
    const seed = this.#seedOf(channel, importId);
    this.#database.transaction(() => {
      for (const { row, fields, done, error } of rows) {
        const hash = createHmac('sha256', seed).update(canonicalJson(fields), 'utf8').digest('hex');
        const known = this.#database.get(
          'SELECT hash, state FROM import_row WHERE channel = ? AND import_id = ? AND row = ?',
          ...[channel, importId, row],
        );
        const state = known === undefined ? undefined : text(known, 'state');
        const isTaken = state === 'waiting' || state === 'submitted' || state === 'done';
        if (known !== undefined && isTaken) {
          if (text(known, 'hash') !== hash) this.#note(channel, importId, row, [CHANGED]);
          continue;
        }
        const next = error === undefined ? (dryRun ? 'checked' : 'waiting') : 'refused';
        const kept = next === 'waiting' ? canonicalJson(done) : null;
        const errors = error === undefined ? null : JSON.stringify([error]);
        this.#database.run(
          'INSERT OR REPLACE INTO import_row VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)',
          ...[channel, importId, row, hash, next, kept, errors],
        );
      }
    });
  }

  /** To be called when rows have been entered. */
  wake(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Imports that have rows in some states, the oldest first. */
  withRows(states: readonly RowState[]): readonly ImportJob[] {
    const named = states.map((state) => `'${state}'`).join(', ');
    const sql = `SELECT * FROM import WHERE dry_run = 0 AND EXISTS (SELECT 1 FROM import_row AS r
      WHERE r.channel = import.channel AND r.import_id = import.import_id AND r.state IN (${named})) ORDER BY at`;
    return this.#database.all(sql).map(toJob);
  }

  /** Rows that are to become commands, in their order. */
  waiting({ channel, importId, kind }: ImportJob, limit: number): readonly WaitingRow[] {
    const seed = this.#seedOf(channel, importId);
    const sql = `SELECT row, hash, fields, batch FROM import_row
      WHERE channel = ? AND import_id = ? AND state = 'waiting' ORDER BY row LIMIT ?`;
    return this.#database.all(sql, channel, importId, limit).map((row) => {
      const hash = text(row, 'hash');
      const fields = text(row, 'fields');
      const named = `${channel}\n${importId}\n${String(integer(row, 'row'))}\n`;
      // an id made of a person's data must not tell them; all others outlive the loss of this file
      const digest =
        kind === 'holders'
          ? createHmac('sha256', seed).update(`${named}${hash}`, 'utf8')
          : createHash('sha256').update(`${named}${fields}`, 'utf8');
      const batch = optionalText(row, 'batch');
      return {
        row: integer(row, 'row'),
        fields: JSON.parse(fields) as RowFields,
        commandId: digest.digest('hex').slice(0, 40),
        seed: createHmac('sha256', seed).update(`seed\n${named}${hash}`, 'utf8').digest(),
        ...(batch === undefined ? {} : { batch }),
      };
    });
  }

  /** Notes that rows share a command, before it is sent. */
  plan({ channel, importId }: ImportJob, rows: readonly number[], batch: string): void {
    this.#database.transaction(() => {
      const sql = 'UPDATE import_row SET batch = ? WHERE channel = ? AND import_id = ? AND row = ?';
      for (const row of rows) this.#database.run(sql, batch, channel, importId, row);
    });
  }

  /** Notes what became of a row; its fields are not needed any longer. */
  settle(
    { channel, importId }: Pick<ImportJob, 'channel' | 'importId'>,
    row: number,
    state: Exclude<RowState, 'waiting' | 'checked'>,
    { reference, errors }: { readonly reference?: string; readonly errors?: readonly RowError[] },
  ): void {
    this.#database.run(
      `UPDATE import_row SET state = ?, fields = NULL, reference = coalesce(?, reference), errors = coalesce(?, errors)
         WHERE channel = ? AND import_id = ? AND row = ?`,
      ...[state, reference ?? null, errors === undefined ? null : JSON.stringify(errors), channel, importId, row],
    );
  }

  /** {@link settle} of many rows at once. */
  settleAll(
    job: ImportJob,
    rows: readonly (readonly [number, Parameters<ImportStore['settle']>[2], Parameters<ImportStore['settle']>[3]])[],
  ): void {
    this.#database.transaction(() => rows.forEach(([row, state, what]) => this.settle(job, row, state, what)));
    this.#setOut += rows.filter(([, state]) => state === 'submitted').length;
  }

  /** How many rows have set out since this process began. */
  get setOut(): number {
    return this.#setOut;
  }

  /** What rows have become that are on their way, each once: some in their order, after one. */
  onTheirWay({ channel, importId }: ImportJob, after: string, limit: number): readonly string[] {
    const sql = `SELECT DISTINCT reference FROM import_row WHERE channel = ? AND import_id = ? AND state = 'submitted'
      AND reference > ? ORDER BY reference LIMIT ?`;
    return this.#database.all(sql, channel, importId, after, limit).map((row) => text(row, 'reference'));
  }

  /** Notes the ends of rows that were on their way. */
  end({ channel, importId }: ImportJob, ends: readonly RowEnd[]): void {
    if (ends.length === 0) return;
    const sql = `UPDATE import_row SET state = ?, errors = ?
      WHERE channel = ? AND import_id = ? AND reference = ? AND state = 'submitted'`;
    this.#database.transaction(() => {
      for (const { reference, state, errors } of ends) {
        this.#database.run(sql, state, JSON.stringify(errors), channel, importId, reference);
      }
    });
  }

  /** Rows of an import after one, in their order. @param state absent: all */
  rows(
    channel: string,
    importId: string,
    state: RowState | undefined,
    { limit, after }: { readonly limit: number; readonly after: number },
  ): readonly ImportRow[] {
    const sql = `SELECT row, state, reference, errors FROM import_row WHERE channel = ? AND import_id = ?
      AND row > ? AND state = coalesce(?, state) ORDER BY row LIMIT ?`;
    return this.#database.all(sql, channel, importId, after, state ?? null, limit).map(toRow);
  }

  /** How many rows stand where. */
  counts(channel: string, importId: string): Readonly<Record<RowState, number>> {
    const sql = 'SELECT state, count(*) AS rows FROM import_row WHERE channel = ? AND import_id = ? GROUP BY state';
    const counted = this.#database.all(sql, channel, importId);
    const of = (state: RowState): number => {
      const found = counted.find((row) => row['state'] === state);
      return found === undefined ? 0 : integer(found, 'rows');
    };
    const [checked, waiting] = [of('checked'), of('waiting')];
    return { checked, waiting, submitted: of('submitted'), done: of('done'), refused: of('refused') };
  }

  #note(channel: string, importId: string, row: number, errors: readonly RowError[]): void {
    const sql = 'UPDATE import_row SET errors = ? WHERE channel = ? AND import_id = ? AND row = ?';
    this.#database.run(sql, JSON.stringify(errors), channel, importId, row);
  }

  #seedOf(channel: string, importId: string): Uint8Array {
    const row = this.#database.get('SELECT seed FROM import WHERE channel = ? AND import_id = ?', channel, importId);
    if (row === undefined) throw new Error('the import was not opened');
    return bytes(row, 'seed');
  }
}

/** What a row is told whose content has become a command already. */
const CHANGED: RowError = {
  code: 'ROW_CHANGED',
  detail: 'The row was taken with other content, and that stands.',
  hint: 'Keep the rows that were taken as they are; add what is new as further rows, or under another import id.',
};
