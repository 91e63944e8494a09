import type { NamedAct, StatedDate } from '@scrip/verify';
import { bytes, optionalInteger, optionalText, text, type Database, type Row } from '../storage/database.js';

/** Where an override stands; `expired` is what was prepared and not submitted by its last day. */
export const OVERRIDE_STATUSES = ['prepared', 'submitted', 'executed', 'insufficient', 'stale', 'expired'] as const;

/** A status of an override. */
export type OverrideStatus = (typeof OVERRIDE_STATUSES)[number];

/** An administrator's endorsement that was checked and kept. */
export interface KeptEndorsement {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  readonly signature: Uint8Array;
  /** Common name in the certificate. */
  readonly name: string;
  /** Operator who added it. */
  readonly addedBy: string;
  /** ISO 8601 with UTC. */
  readonly addedAt: string;
}

/** A command that was prepared for a lawful override. */
export interface LawfulOverride extends NamedAct {
  readonly id: string;
  readonly channel: string;
  /** The act that it approves, where it is an approval. */
  readonly act: NamedAct | undefined;
  readonly summary: string;
  readonly basis: string;
  /** SHA-256 of the order. */
  readonly document: string;
  readonly preparedBy: string;
  /** ISO 8601 with UTC. */
  readonly preparedAt: string;
  /** The dates on which it is carried out and until which it can be entered. */
  readonly dated: readonly StatedDate[];
  readonly transactionId: string;
  /** `common.Envelope`, unsigned. */
  readonly envelope: Uint8Array;
  /** `ProposalResponsePayload`. */
  readonly payload: Uint8Array;
  readonly endorsers: readonly string[];
  readonly status: OverrideStatus;
  readonly submittedBy: string | undefined;
  readonly block: number | undefined;
}

/** Most overrides that are listed, the latest first. */
export const OVERRIDES_SHOWN_MAX = 200;

/** Overrides that this gateway has prepared, with the endorsements that came in for them. */
export class OverrideStore {
  readonly #database: Database;
  readonly #now: () => Date;

  constructor(database: Database, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#now = now;
    database.execute(`
      CREATE TABLE IF NOT EXISTS prepared_override (
        id TEXT PRIMARY KEY, channel TEXT NOT NULL, function TEXT NOT NULL, body TEXT NOT NULL, act TEXT,
        summary TEXT NOT NULL, basis TEXT NOT NULL, document TEXT NOT NULL, prepared_by TEXT NOT NULL,
        prepared_at TEXT NOT NULL, dated TEXT NOT NULL, transaction_id TEXT NOT NULL, envelope BLOB NOT NULL,
        payload BLOB NOT NULL, endorsers TEXT NOT NULL, status TEXT NOT NULL, submitted_by TEXT, block INTEGER) STRICT;
      CREATE INDEX IF NOT EXISTS prepared_override_of ON prepared_override (channel, prepared_at);
      CREATE TABLE IF NOT EXISTS endorsement_of_override (
        override_id TEXT NOT NULL, msp_id TEXT NOT NULL, certificate TEXT NOT NULL, signature BLOB NOT NULL,
        name TEXT NOT NULL, added_by TEXT NOT NULL, added_at TEXT NOT NULL,
        PRIMARY KEY (override_id, msp_id)) STRICT, WITHOUT ROWID`);
  }

  /** Now. */
  now(): Date {
    return this.#now();
  }

  /** Keeps what was prepared, unless it is there. @returns when it is durable */
  keep(prepared: Omit<LawfulOverride, 'status' | 'submittedBy' | 'block'>): Promise<void> {
    const { id, channel, body, act, summary, basis, document, preparedBy, preparedAt, dated } = prepared;
    return this.#database.shared(() => {
      this.#database.run(
        `INSERT OR IGNORE INTO prepared_override
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'prepared', NULL, NULL)`,
        ...[id, channel, prepared.function, JSON.stringify(body), act === undefined ? null : JSON.stringify(act)],
        ...[summary, basis, document, preparedBy, preparedAt, JSON.stringify(dated), prepared.transactionId],
        ...[prepared.envelope, prepared.payload, JSON.stringify(prepared.endorsers)],
      );
    });
  }

  find(channel: string, id: string): LawfulOverride | undefined {
    const row = this.#database.get('SELECT * FROM prepared_override WHERE channel = ? AND id = ?', channel, id);
    return row === undefined ? undefined : toOverride(row);
  }

  /** The latest first. */
  of(channel: string): readonly LawfulOverride[] {
    const sql = 'SELECT * FROM prepared_override WHERE channel = ? ORDER BY prepared_at DESC, id LIMIT ?';
    return this.#database.all(sql, channel, OVERRIDES_SHOWN_MAX).map((row) => toOverride(row));
  }

  /** Those that nobody has submitted. */
  prepared(channel: string): readonly LawfulOverride[] {
    const sql = "SELECT * FROM prepared_override WHERE channel = ? AND status = 'prepared'";
    return this.#database.all(sql, channel).map((row) => toOverride(row));
  }

  /** In the order of their organisations. */
  endorsements(id: string): readonly KeptEndorsement[] {
    const sql = 'SELECT * FROM endorsement_of_override WHERE override_id = ? ORDER BY msp_id';
    return this.#database.all(sql, id).map((row) => ({
      mspId: text(row, 'msp_id'),
      certificate: text(row, 'certificate'),
      signature: bytes(row, 'signature'),
      name: text(row, 'name'),
      addedBy: text(row, 'added_by'),
      addedAt: text(row, 'added_at'),
    }));
  }

  /** Keeps an endorsement; the first of an organisation stays. @returns when it is durable */
  endorse(id: string, given: KeptEndorsement): Promise<void> {
    const { mspId, certificate, signature, name, addedBy, addedAt } = given;
    return this.#database.shared(() => {
      const values = [id, mspId, certificate, signature, name, addedBy, addedAt];
      this.#database.run('INSERT OR IGNORE INTO endorsement_of_override VALUES (?, ?, ?, ?, ?, ?, ?)', ...values);
    });
  }

  /** Notes that an override is submitted, or what became of it. @returns when it is durable */
  note(id: string, status: OverrideStatus, submittedBy: string, block?: number): Promise<void> {
    return this.#database.shared(() => {
      const sql = 'UPDATE prepared_override SET status = ?, submitted_by = ?, block = ? WHERE id = ?';
      this.#database.run(sql, status, submittedBy, block ?? null, id);
    });
  }
}

function toOverride(row: Row): LawfulOverride {
  const act = optionalText(row, 'act');
  return {
    id: text(row, 'id'),
    channel: text(row, 'channel'),
    function: text(row, 'function'),
    body: JSON.parse(text(row, 'body')),
    act: act === undefined ? undefined : (JSON.parse(act) as NamedAct),
    summary: text(row, 'summary'),
    basis: text(row, 'basis'),
    document: text(row, 'document'),
    preparedBy: text(row, 'prepared_by'),
    preparedAt: text(row, 'prepared_at'),
    dated: JSON.parse(text(row, 'dated')) as readonly StatedDate[],
    transactionId: text(row, 'transaction_id'),
    envelope: bytes(row, 'envelope'),
    payload: bytes(row, 'payload'),
    endorsers: JSON.parse(text(row, 'endorsers')) as readonly string[],
    status: text(row, 'status') as OverrideStatus,
    submittedBy: optionalText(row, 'submitted_by'),
    block: optionalInteger(row, 'block'),
  };
}
