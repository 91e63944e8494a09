import { STATUS_INDEX_DIGITS, trust, type ClaimId, type Trust } from '@scrip/model';
import { text, type Database } from '../storage/database.js';
import { NETWORK_SCOPE } from './projections/claim.js';

/** Questions to the read model of one channel about claims and trust. */
export class ClaimQueries {
  readonly #database: Database;
  readonly #channel: string;

  constructor(database: Database, channel: string) {
    this.#database = database;
    this.#channel = channel;
  }

  /** The party that a claim is about, or undefined when the claim is not known here. */
  subject(claimId: string): string | undefined {
    const sql = 'SELECT subject FROM claim WHERE channel = ? AND claim_id = ?';
    const row = this.#database.get(sql, this.#channel, claimId);
    return row === undefined ? undefined : text(row, 'subject');
  }

  /** Whether another claim of an issuer has the place in its status list that a claim would have. */
  isStatusIndexTaken(issuer: string, claimId: ClaimId): boolean {
    const sql = `SELECT claim_id FROM claim
      WHERE channel = ? AND issuer = ? AND claim_id >= ? AND claim_id < ? AND claim_id <> ?`;
    const index = claimId.slice(0, STATUS_INDEX_DIGITS);
    return this.#database.get(sql, this.#channel, issuer, index, `${index}g`, claimId) !== undefined;
  }

  /** The claims of an issuer that the channel was told to be revoked. */
  revoked(issuer: string): readonly ClaimId[] {
    const sql = 'SELECT claim_id FROM claim WHERE channel = ? AND issuer = ? AND revoked_on IS NOT NULL';
    return this.#database.all(sql, this.#channel, issuer).map((row) => text(row, 'claim_id') as ClaimId);
  }

  /** The trusts of a security, or of the network, in the order of their types. */
  trusts(isin?: string): readonly Trust[] {
    const sql = 'SELECT facts FROM trust WHERE channel = ? AND scope = ? ORDER BY type';
    const rows = this.#database.all(sql, this.#channel, isin ?? NETWORK_SCOPE);
    return rows.map((row) => trust(JSON.parse(text(row, 'facts')), ''));
  }
}
