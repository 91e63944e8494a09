import { integer, optionalText, text, type Database, type Row } from '../storage/database.js';
import type { RecordedOperator } from './known-event.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** Where a sensitive act stands. */
export const APPROVAL_STATUSES = ['proposed', 'approved', 'rejected', 'expired'] as const;

/** A status of a sensitive act; `expired` is what was proposed and not decided in time. */
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** A sensitive act in the read model. */
export interface ApprovalRow {
  readonly approvalId: string;
  readonly function: string;
  readonly body: unknown;
  /** SHA-256 over function and body, by which a decision names the act. */
  readonly bodyHash: string;
  readonly maker: string;
  readonly proposedOn: string;
  readonly expiresOn: string;
  readonly status: ApprovalStatus;
  readonly checker: string | undefined;
  readonly decidedOn: string | undefined;
  readonly reason: string | undefined;
  /** Transaction that proposed or decided it. */
  readonly transactionId: string;
  readonly block: number;
}

const toApproval = (row: Row): ApprovalRow => ({
  approvalId: text(row, 'approval_id'),
  function: text(row, 'function'),
  body: JSON.parse(text(row, 'body')),
  bodyHash: text(row, 'body_hash'),
  maker: text(row, 'maker'),
  proposedOn: text(row, 'proposed_on'),
  expiresOn: text(row, 'expires_on'),
  status: text(row, 'standing') as ApprovalStatus,
  checker: optionalText(row, 'checker'),
  decidedOn: optionalText(row, 'decided_on'),
  reason: optionalText(row, 'reason'),
  transactionId: text(row, 'transaction_id'),
  block: integer(row, 'block'),
});

/** The date that decides is that of the reference calendar, as on the ledger. */
const APPROVALS = `SELECT *, CASE WHEN status = 'proposed' AND expires_on < (
    SELECT date FROM business_date JOIN charter ON charter.channel = business_date.channel
      AND calendar = reference_calendar WHERE business_date.channel = approval.channel)
  THEN 'expired' ELSE status END AS standing FROM approval WHERE channel = ? AND msp_id = ?`;

/** Questions about the operators of one organisation and what waits for their approval. */
export class ApprovalQueries {
  readonly #database: Database;
  readonly #where: readonly [channel: string, mspId: string];

  constructor(database: Database, channel: string, mspId: string) {
    this.#database = database;
    this.#where = [channel, mspId];
  }

  approval(approvalId: string): ApprovalRow | undefined {
    const row = this.#database.get(`${APPROVALS} AND approval_id = ?`, ...this.#where, approvalId);
    return row === undefined ? undefined : toApproval(row);
  }

  /** In the order of the ledger. @param status absent: all */
  approvals(status: ApprovalStatus | undefined, { limit, after }: Page): PageOf<ApprovalRow> {
    const sql = `SELECT * FROM (${APPROVALS} AND place > ?) WHERE coalesce(?, standing) = standing ORDER BY place LIMIT ?`;
    const rows = this.#database.all(sql, ...this.#where, after, status ?? null, limit + 1);
    return pageOf(rows, limit, 'place', toApproval);
  }

  /** The record of an operator, or undefined when the ledger has none. */
  operator(operatorId: string): RecordedOperator | undefined {
    const sql = 'SELECT facts FROM operator WHERE channel = ? AND msp_id = ? AND operator_id = ?';
    const row = this.#database.get(sql, ...this.#where, operatorId);
    return row === undefined ? undefined : (JSON.parse(text(row, 'facts')) as RecordedOperator);
  }

  /** All that the organisation has or had, in the order of their ids. */
  operators(): readonly RecordedOperator[] {
    const sql = 'SELECT facts FROM operator WHERE channel = ? AND msp_id = ? ORDER BY operator_id';
    return this.#database.all(sql, ...this.#where).map((row) => JSON.parse(text(row, 'facts')) as RecordedOperator);
  }
}
