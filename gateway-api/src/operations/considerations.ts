import { consideration, considerationHash, type Consideration, type Sha256 } from '@scrip/model';
import { text, type Database } from '../storage/database.js';

/**
 * What is given in return for transfers of title, as this gateway made it or was shown it, by the hash that the deeds
 * name. The ledger never has it: who is shown it by nobody, does not have it.
 */
export class Considerations {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.execute(`CREATE TABLE IF NOT EXISTS consideration (
      channel TEXT NOT NULL, hash TEXT NOT NULL, content TEXT NOT NULL,
      PRIMARY KEY (channel, hash)) STRICT, WITHOUT ROWID`);
  }

  /** Keeps it. @returns its hash, when it is durable */
  keep(channel: string, given: Consideration): Promise<Sha256> {
    const hash = considerationHash(given);
    return this.#database.shared(() => {
      const sql = 'INSERT OR IGNORE INTO consideration (channel, hash, content) VALUES (?, ?, ?)';
      this.#database.run(sql, channel, hash, JSON.stringify(given));
      return hash;
    });
  }

  /** What a deed names by its hash; undefined: nobody has shown it here. */
  find(channel: string, hash: string): Consideration | undefined {
    const row = this.#database.get('SELECT content FROM consideration WHERE channel = ? AND hash = ?', channel, hash);
    return row === undefined ? undefined : consideration(JSON.parse(text(row, 'content')), '');
  }
}
