import type { JsonObject } from '../ledger/ledger.js';
import { integer, optionalInteger, optionalText, text, type Database, type Row } from '../storage/database.js';

/** What is to move. */
export interface TransferTerms {
  readonly isin: string;
  readonly fromHolderId: string;
  readonly fromDesignation?: readonly string[];
  readonly toHolderId: string;
  readonly toDesignation?: readonly string[];
  readonly units: string;
  /** Which lots move: an order, or their ids. */
  readonly lots?: string | readonly string[];
  /** Encumbrances that go along. */
  readonly subjectTo?: readonly string[];
  readonly tradeDate: string;
  readonly settlementDate: string;
  readonly lastDay?: string;
  /** What a transfer of title says beside. */
  readonly deed?: JsonObject;
}

/** What an operator asked for, as accepted. */
export interface TransferRequest extends TransferTerms {
  /** Signatures of those who give the instruction, over all of the above and the id. */
  readonly authorisation?: JsonObject;
  /** The consent of the receiver to the deed, where it comes along. */
  readonly acceptance?: JsonObject;
}

/** What is to move, without whoever signed it. */
export function termsOf(transfer: TransferTerms): TransferTerms {
  const { isin, fromHolderId, fromDesignation, toHolderId, toDesignation } = transfer;
  const { units, lots, subjectTo, tradeDate, settlementDate, lastDay, deed } = transfer;
  return {
    ...{ isin, fromHolderId, toHolderId, units, tradeDate, settlementDate },
    ...(fromDesignation === undefined ? {} : { fromDesignation }),
    ...(toDesignation === undefined ? {} : { toDesignation }),
    ...(lots === undefined ? {} : { lots }),
    ...(subjectTo === undefined ? {} : { subjectTo }),
    ...(lastDay === undefined ? {} : { lastDay }),
    ...(deed === undefined ? {} : { deed }),
  };
}

/** `accepted`: to be put on the ledger; `instructed`: the ledger has it; `refused`, `failed`: it never will. */
export type InstructionState = 'accepted' | 'instructed' | 'refused' | 'failed';

/** An operation of this gateway; what becomes of its instruction later is in the read model. */
export interface StoredOperation {
  readonly id: string;
  readonly channel: string;
  readonly operator: string;
  readonly request: TransferRequest;
  readonly state: InstructionState;
  /** Why it was refused or failed: a problem document. */
  readonly problem: unknown;
  readonly transactionId: string | undefined;
  readonly block: number | undefined;
}

/** How an operation ended that never reached the ledger. */
export interface UnsuccessfulOperation {
  readonly id: string;
  readonly status: 'refused' | 'failed';
  /** A problem document. */
  readonly problem: unknown;
}

const toOperation = (row: Row): StoredOperation => {
  const problem = optionalText(row, 'problem');
  return {
    id: text(row, 'id'),
    channel: text(row, 'channel'),
    operator: text(row, 'operator'),
    request: JSON.parse(text(row, 'request')) as TransferRequest,
    state: text(row, 'state') as InstructionState,
    problem: problem === undefined ? undefined : (JSON.parse(problem) as unknown),
    transactionId: optionalText(row, 'transaction_id'),
    block: optionalInteger(row, 'block'),
  };
};

/** Accepted operations, durable before they are acknowledged. The id of an operation is that of its instruction. */
export class OperationStore {
  readonly #database: Database;
  /** Order of acceptance. */
  #sequence: number;

  constructor(database: Database) {
    this.#database = database;
    database.execute(`
      CREATE TABLE IF NOT EXISTS operation (
        id TEXT PRIMARY KEY, channel TEXT NOT NULL, operator TEXT NOT NULL, request TEXT NOT NULL, state TEXT NOT NULL,
        problem TEXT, transaction_id TEXT, block INTEGER, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS operation_accepted ON operation (channel, sequence) WHERE state = 'accepted'`);
    const last = database.get('SELECT coalesce(max(sequence), 0) AS last FROM operation');
    this.#sequence = last === undefined ? 0 : integer(last, 'last');
  }

  /** Enters an operation, unless it is there. @returns when it is durable */
  accept(id: string, channel: string, operator: string, request: TransferRequest): Promise<StoredOperation> {
    return this.#database.shared(() => {
      this.#sequence += 1;
      this.#database.run(
        `INSERT OR IGNORE INTO operation (id, channel, operator, request, state, sequence)
           VALUES (?, ?, ?, ?, 'accepted', ?)`,
        ...[id, channel, operator, JSON.stringify(request), this.#sequence],
      );
      return this.require(id);
    });
  }

  find(id: string): StoredOperation | undefined {
    const row = this.#database.get('SELECT * FROM operation WHERE id = ?', id);
    return row === undefined ? undefined : toOperation(row);
  }

  /** Those of some operations that ended without reaching the ledger. */
  unsuccessful(ids: readonly string[]): readonly UnsuccessfulOperation[] {
    const sql = `SELECT id, state, problem FROM operation WHERE state IN ('refused', 'failed')
      AND id IN (SELECT value FROM json_each(?))`;
    return this.#database.all(sql, JSON.stringify(ids)).map((row) => ({
      id: text(row, 'id'),
      status: text(row, 'state') as UnsuccessfulOperation['status'],
      problem: JSON.parse(text(row, 'problem')) as unknown,
    }));
  }

  /** @throws {Error} when there is none */
  require(id: string): StoredOperation {
    const operation = this.find(id);
    if (operation === undefined) throw new Error(`operation ${id} was not entered`);
    return operation;
  }

  /** Operations that are not on the ledger yet, in the order of acceptance. */
  accepted(channel: string): readonly StoredOperation[] {
    const sql = "SELECT * FROM operation WHERE channel = ? AND state = 'accepted' ORDER BY sequence";
    return this.#database.all(sql, channel).map(toOperation);
  }

  /** Notes that the ledger has the instructions of these operations. */
  instructed(ids: readonly string[], transactionId: string, block: number): void {
    this.#database.transaction(() => {
      for (const id of ids) {
        this.#database.run(
          "UPDATE operation SET state = 'instructed', transaction_id = ?, block = ? WHERE id = ?",
          ...[transactionId, block, id],
        );
      }
    });
  }

  /** Notes that an operation ended without reaching the ledger. */
  end(id: string, state: 'refused' | 'failed', problem: unknown): void {
    this.#database.run('UPDATE operation SET state = ?, problem = ? WHERE id = ?', state, JSON.stringify(problem), id);
  }
}
