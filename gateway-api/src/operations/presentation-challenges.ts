import { integer, optionalText, type Database } from '../storage/database.js';

/** How long a challenge may be answered. */
export const CHALLENGE_SECONDS = 300;

/** Challenges for presentations of credentials: each is answered once, within minutes, or never. */
export class PresentationChallenges {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
    database.execute(`CREATE TABLE IF NOT EXISTS presentation_challenge (
      nonce TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, used_by TEXT) STRICT, WITHOUT ROWID`);
  }

  /** Enters a challenge. @returns when it is durable: until when it may be answered, in milliseconds */
  enter(nonce: string): Promise<number> {
    const expiresAt = this.#now() + CHALLENGE_SECONDS * 1_000;
    return this.#database.shared(() => {
      this.#database.run('DELETE FROM presentation_challenge WHERE expires_at < ?', this.#now());
      this.#database.run(
        'INSERT OR IGNORE INTO presentation_challenge (nonce, expires_at) VALUES (?, ?)',
        nonce,
        expiresAt,
      );
      return expiresAt;
    });
  }

  /** Uses a challenge up for a command. @returns whether it was open, or used by this very command before */
  use(nonce: string, commandId: string): Promise<boolean> {
    return this.#database.shared(() => {
      const row = this.#database.get('SELECT * FROM presentation_challenge WHERE nonce = ?', nonce);
      const usedBy = row === undefined ? undefined : optionalText(row, 'used_by');
      if (row === undefined || integer(row, 'expires_at') < this.#now() || (usedBy ?? commandId) !== commandId) {
        return false;
      }
      this.#database.run('UPDATE presentation_challenge SET used_by = ? WHERE nonce = ?', commandId, nonce);
      return true;
    });
  }
}
