import { businessDate, reconciliationRequest, type ReconciliationScope } from '@scrip/model';
import { ledgerProblem } from '../http/ledger-problems.js';
import { requireSecurity } from '../http/known.js';
import { Problem } from '../http/problem.js';
import type { JsonObject, Ledger, Receipt } from '../ledger/ledger.js';
import type { Statement, StatementStore } from '../operations/statement-store.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { compareRegister } from './compare-register.js';
import { compareStatement } from './compare-statement.js';
import { reportBody, type Compared, type Comparison } from './comparison.js';
import { figureHash } from './figures.js';

/** What a reconciler works with. */
export interface ReconcilerParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly statements: StatementStore;
}

/** A comparison that is asked for. */
export interface ReconciliationWish {
  readonly isin: string;
  readonly scope: ReconciliationScope;
  /** Absent: the statement of the scope that was uploaded last. */
  readonly statementId?: string | undefined;
}

/** Who asks, and in which command. */
export interface CommandOf {
  readonly commandId: string;
  readonly operator: string;
}

/** Compares registers with other books and reports what it finds: personal and private figures stay here. */
export class Reconciler {
  readonly #parts: ReconcilerParts;
  readonly #queries: ChannelQueries;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
    this.#queries = new ChannelQueries(parts.readModel.database, parts.ledger.channel);
  }

  /**
   * Compares and reports. A repetition of the command reports what the first one found.
   *
   * @throws {Problem} SECURITY_UNKNOWN, STATEMENT_NOT_FOUND, LEDGER_CONFLICT, and what the ledger refuses
   */
  async run(wish: ReconciliationWish, { commandId, operator }: CommandOf): Promise<Receipt> {
    const { ledger, statements } = this.#parts;
    const statement = this.#statementOf(wish);
    const prepared = statements.prepared(commandId);
    const body = (
      prepared === undefined ? await this.#prepare(wish, statement, commandId) : JSON.parse(prepared)
    ) as JsonObject;
    const receipt = await ledger.submit({ name: 'reconciliation:report', commandId, operator, body });
    statements.reported(commandId, receipt.transactionId, statement?.statementId);
    return receipt;
  }

  async #prepare(wish: ReconciliationWish, statement: Statement | undefined, commandId: string): Promise<JsonObject> {
    const { isin, scope } = wish;
    const compared: Compared = {
      ...{ isin, scope, businessDate: statement?.businessDate ?? this.#today(isin) },
      ...(statement === undefined ? {} : { statement: { hash: statement.hash, records: statement.records } }),
    };
    const comparison = await this.#compare(wish, statement);
    const body = reportBody(compared, comparison);
    reconciliationRequest(body, '');
    const kept = comparison.differences.map((each) => each.kept);
    await this.#parts.statements.prepare(commandId, JSON.stringify(body), kept);
    return body;
  }

  async #compare({ isin }: ReconciliationWish, statement: Statement | undefined): Promise<Comparison> {
    const { ledger, readModel, statements } = this.#parts;
    if (statement === undefined) return compareRegister(ledger, readModel, isin);
    const books = { readModel, mspId: ledger.mspId, hash: figureHash(statements.secret, isin) };
    return compareStatement(books, statement, statements.rows(statement.statementId));
  }

  #statementOf({ isin, scope, statementId }: ReconciliationWish): Statement | undefined {
    const { statements, ledger } = this.#parts;
    requireSecurity(this.#queries, isin);
    if (scope === 'register') return undefined;
    const found =
      statementId === undefined
        ? statements.latest(ledger.channel, isin, scope)
        : statements.find(ledger.channel, isin, statementId);
    if (found?.scope !== scope) throw Problem.of('STATEMENT_NOT_FOUND');
    return found;
  }

  #today(isin: string): string {
    const { businessDate: date } = this.#queries.asOf(requireSecurity(this.#queries, isin).calendar);
    if (date === null) throw ledgerProblem('CALENDAR_UNKNOWN');
    return businessDate(date, '');
  }
}
