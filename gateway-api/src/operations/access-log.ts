import { text, type Database } from '../storage/database.js';

/** One reading of personal data. */
export interface Access {
  /** When, ISO 8601 with UTC. */
  readonly at: string;
  /** Id of the operator who read. */
  readonly operator: string;
  /** What for, in the operator's words. */
  readonly purpose: string;
}

/** Most accesses that one report lists, the latest first. */
export const ACCESSES_SHOWN_MAX = 1_000;

/**
 * Who read the personal data of a party, when and what for: what the party may ask to be told (GDPR, article 15). It
 * is written before the data are handed out, and it is as durable as the operations are.
 */
export class AccessLog {
  readonly #database: Database;
  readonly #now: () => Date;

  constructor(database: Database, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#now = now;
    database.execute(`CREATE TABLE IF NOT EXISTS personal_data_access (
      id INTEGER PRIMARY KEY, channel TEXT NOT NULL, party_id TEXT NOT NULL, operator TEXT NOT NULL,
      purpose TEXT NOT NULL, at TEXT NOT NULL) STRICT`);
    database.execute(
      'CREATE INDEX IF NOT EXISTS personal_data_access_of ON personal_data_access (channel, party_id, id)',
    );
  }

  /** Enters an access. @returns when it is durable */
  enter(channel: string, partyId: string, access: Omit<Access, 'at'>): Promise<void> {
    const values = [channel, partyId, access.operator, access.purpose, this.#now().toISOString()];
    const sql = 'INSERT INTO personal_data_access (channel, party_id, operator, purpose, at) VALUES (?, ?, ?, ?, ?)';
    return this.#database.shared(() => {
      this.#database.run(sql, ...values);
    });
  }

  /** The accesses to the data of a party, the latest first. */
  report(channel: string, partyId: string): readonly Access[] {
    const sql = `SELECT operator, purpose, at FROM personal_data_access WHERE channel = ? AND party_id = ?
      ORDER BY id DESC LIMIT ?`;
    return this.#database.all(sql, channel, partyId, ACCESSES_SHOWN_MAX).map((row) => ({
      at: text(row, 'at'),
      operator: text(row, 'operator'),
      purpose: text(row, 'purpose'),
    }));
  }
}
