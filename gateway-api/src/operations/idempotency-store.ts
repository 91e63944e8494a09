import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { bytes, integer, optionalText, text, type Database } from '../storage/database.js';

/** An answer that was given and will be given again. */
export interface StoredReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What is known of an operator's key. */
export type IdempotencyEntry =
  /** First use, or the earlier use broke off before an answer: do the work with this seed. */
  | { readonly kind: 'work'; readonly seed: Uint8Array }
  | { readonly kind: 'answered'; readonly reply: StoredReply }
  /** The key was used with other content. */
  | { readonly kind: 'mismatch' };

/** How long an answer is repeated. On the ledger the command id keeps a later repetition from acting twice. */
export const IDEMPOTENCY_RETENTION_DAYS = 30;

const SEED_BYTES = 32;
const DAY_MS = 86_400_000;

/**
 * Idempotency keys per operator, with the fingerprint of the request and its answer. Fingerprints are keyed with the
 * entry's own random seed: bodies hold names and addresses, and a plain hash of those can be guessed.
 */
export class IdempotencyStore {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
    database.execute(`CREATE TABLE IF NOT EXISTS idempotency (
      operator TEXT NOT NULL, key TEXT NOT NULL, seed BLOB NOT NULL, fingerprint BLOB NOT NULL,
      status INTEGER, headers TEXT, body TEXT, created_at INTEGER NOT NULL,
      PRIMARY KEY (operator, key)) STRICT, WITHOUT ROWID`);
  }

  /** Looks a key up, or enters it. @returns when that is durable */
  begin(operator: string, key: string, content: string): Promise<IdempotencyEntry> {
    const known = this.find(operator, key, content);
    return known === undefined
      ? this.#database.shared(() => this.#enter(operator, key, content))
      : Promise.resolve(known);
  }

  /** Looks a key up. */
  find(operator: string, key: string, content: string): IdempotencyEntry | undefined {
    const row = this.#database.get('SELECT * FROM idempotency WHERE operator = ? AND key = ?', operator, key);
    if (row === undefined) return undefined;
    const seed = bytes(row, 'seed');
    if (!timingSafeEqual(fingerprint(seed, content), bytes(row, 'fingerprint'))) return { kind: 'mismatch' };
    if (row['status'] === null) return { kind: 'work', seed };
    const headers = JSON.parse(optionalText(row, 'headers') ?? '{}') as Record<string, string>;
    const body: unknown = JSON.parse(text(row, 'body'));
    return { kind: 'answered', reply: { status: integer(row, 'status'), headers, body } };
  }

  /** Keeps the answer; when this resolves, the key gives it again for good. */
  async answer(operator: string, key: string, reply: StoredReply): Promise<void> {
    const values = [reply.status, JSON.stringify(reply.headers), JSON.stringify(reply.body), operator, key];
    const sql = 'UPDATE idempotency SET status = ?, headers = ?, body = ? WHERE operator = ? AND key = ?';
    await this.#database.shared(() => this.#database.run(sql, ...values));
  }

  /** Forgets answers older than the retention. @returns how many */
  prune(): number {
    const before = this.#now() - IDEMPOTENCY_RETENTION_DAYS * DAY_MS;
    return this.#database.run('DELETE FROM idempotency WHERE created_at < ?', before);
  }

  #enter(operator: string, key: string, content: string): IdempotencyEntry {
    const seed = randomBytes(SEED_BYTES);
    this.#database.run(
      'INSERT INTO idempotency (operator, key, seed, fingerprint, created_at) VALUES (?, ?, ?, ?, ?)',
      operator,
      key,
      seed,
      fingerprint(seed, content),
      this.#now(),
    );
    return { kind: 'work', seed };
  }
}

function fingerprint(seed: Uint8Array, content: string): Buffer {
  return createHmac('sha256', seed).update(content, 'utf8').digest();
}
