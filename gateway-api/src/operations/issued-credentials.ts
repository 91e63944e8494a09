import { CREDENTIAL_LIST_ENTRIES, type CredentialGround, type KeyId, type Sha256 } from '@scrip/model';
import { randomInt } from 'node:crypto';
import { integer, text, type Database } from '../storage/database.js';

/** A party credential that has not expired: whose it is and what it was made of, nothing of what it says. */
export interface IssuedCredential extends CredentialGround {
  readonly index: number;
  readonly partyId: string;
  readonly isWithdrawn: boolean;
}

/** How often a place is drawn before the list counts as full. */
const DRAWS_MAX = 200;

/**
 * The party credentials of this organisation, by their places in the status list of a channel. Places are drawn at
 * random, so that they tell neither when a credential was made nor how many there are; they are free again when it
 * has expired.
 */
export class IssuedCredentials {
  readonly #database: Database;
  readonly #now: () => number;
  #changes = 0;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
    database.execute(`CREATE TABLE IF NOT EXISTS issued_credential (
      channel TEXT NOT NULL, place INTEGER NOT NULL, party_id TEXT NOT NULL, holder_key TEXT NOT NULL,
      record_hash TEXT NOT NULL, expires_at INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
      PRIMARY KEY (channel, place)) STRICT, WITHOUT ROWID`);
  }

  /** Counts the changes that this process made: a status list of an earlier count is out of date. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Enters a credential before it is handed out.
   *
   * @param expiresAt - seconds since 1970-01-01T00:00:00Z
   * @returns when it is durable: its place in the status list, or undefined when there is none left
   */
  enter(
    channel: string,
    partyId: string,
    { holderKey, recordHash }: CredentialGround,
    expiresAt: number,
  ): Promise<number | undefined> {
    const insert = 'INSERT OR IGNORE INTO issued_credential VALUES (?, ?, ?, ?, ?, ?, 0)';
    return this.#database.shared(() => {
      this.#changes += 1;
      this.#database.run('DELETE FROM issued_credential WHERE expires_at < ?', Math.floor(this.#now() / 1_000));
      for (let draws = 0; draws < DRAWS_MAX; draws += 1) {
        const place = randomInt(CREDENTIAL_LIST_ENTRIES);
        const values = [channel, place, partyId, holderKey, recordHash, expiresAt];
        if (this.#database.run(insert, ...values) > 0) return place;
      }
      return undefined;
    });
  }

  /** Withdraws the credentials of a party for good, for what the channel does not see. @returns when it is durable */
  withdraw(channel: string, partyId: string): Promise<void> {
    return this.#database.shared(() => {
      this.#changes += 1;
      const sql = 'UPDATE issued_credential SET withdrawn = 1 WHERE channel = ? AND party_id = ?';
      this.#database.run(sql, channel, partyId);
    });
  }

  /** Those of a channel that have not expired. */
  ofChannel(channel: string): readonly IssuedCredential[] {
    const sql = 'SELECT * FROM issued_credential WHERE channel = ? AND expires_at >= ?';
    return this.#database.all(sql, channel, Math.floor(this.#now() / 1_000)).map((row) => ({
      index: integer(row, 'place'),
      partyId: text(row, 'party_id'),
      holderKey: text(row, 'holder_key') as KeyId,
      recordHash: text(row, 'record_hash') as Sha256,
      isWithdrawn: integer(row, 'withdrawn') === 1,
    }));
  }
}
