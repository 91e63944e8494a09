import { text, type Database } from '../storage/database.js';

/** By what right somebody inspects a holder register. */
export const INSPECTION_RIGHTS = ['holder', 'issuer', 'authority', 'public-interest'] as const;

/** One inspection of a holder register. */
export interface Inspection {
  /** When, ISO 8601 with UTC. */
  readonly at: string;
  /** Id of the operator who showed the register. */
  readonly operator: string;
  readonly right: string;
  /** For whom and what for, in the operator's words. */
  readonly purpose: string;
  /** The register that was shown: that of the end of this business date. */
  readonly recordDate: string;
}

/** Most inspections that are listed, the latest first. */
export const INSPECTIONS_SHOWN_MAX = 1_000;

/** Who was shown an extract of which holder register, when, by what right and what for: written before it is handed out. */
export class RegisterInspections {
  readonly #database: Database;
  readonly #now: () => Date;

  constructor(database: Database, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#now = now;
    database.execute(`CREATE TABLE IF NOT EXISTS register_inspection (
      id INTEGER PRIMARY KEY, channel TEXT NOT NULL, isin TEXT NOT NULL, operator TEXT NOT NULL,
      inspection_right TEXT NOT NULL, purpose TEXT NOT NULL, record_date TEXT NOT NULL, at TEXT NOT NULL) STRICT`);
    database.execute('CREATE INDEX IF NOT EXISTS register_inspection_of ON register_inspection (channel, isin, id)');
  }

  /** Enters an inspection. @returns when it is durable */
  enter(
    channel: string,
    isin: string,
    { operator, right, purpose, recordDate }: Omit<Inspection, 'at'>,
  ): Promise<void> {
    const values = [channel, isin, operator, right, purpose, recordDate, this.#now().toISOString()];
    const sql = `INSERT INTO register_inspection (channel, isin, operator, inspection_right, purpose, record_date, at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`;
    return this.#database.shared(() => {
      this.#database.run(sql, ...values);
    });
  }

  /** The inspections of a register, the latest first. */
  of(channel: string, isin: string): readonly Inspection[] {
    const sql = `SELECT * FROM register_inspection WHERE channel = ? AND isin = ? ORDER BY id DESC LIMIT ?`;
    return this.#database.all(sql, channel, isin, INSPECTIONS_SHOWN_MAX).map((row) => ({
      at: text(row, 'at'),
      operator: text(row, 'operator'),
      right: text(row, 'inspection_right'),
      purpose: text(row, 'purpose'),
      recordDate: text(row, 'record_date'),
    }));
  }
}
