import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests, Table } from './requests.js';
import type * as api from './types.js';

const path = (isin: string, rest: string): string => `/v1/securities/${encodeURIComponent(isin)}${rest}`;
const report = (id: string, rest = ''): string => `/reconciliations/${encodeURIComponent(id)}${rest}`;

/** Registers compared with other books: every function throws {@link ProblemError} when it is refused. */
export class ReconciliationClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Uploads a statement of a book outside; it stays in the gateway. */
  uploadStatement(
    isin: string,
    about: { readonly scope: api.Statement['scope']; readonly businessDate: string },
    table: Table,
    options: CommandOptions = {},
  ): Promise<api.Statement> {
    return this.#requests.postTable(path(isin, '/statements'), about, table, options);
  }

  statements(isin: string, options: ChannelOption = {}): Promise<api.StatementList> {
    return this.#requests.get(path(isin, '/statements'), { ...options });
  }

  /** Compares a register with another book now. */
  run(isin: string, body: api.NewReconciliation, options: CommandOptions = {}): Promise<api.ReconciliationReceipt> {
    return this.#requests.post(path(isin, '/reconciliations'), body, options);
  }

  /** What reconciliations have shown, the latest first. */
  list(
    isin: string,
    options: ReadOptions & { readonly scope?: string; readonly by?: string; readonly businessDate?: string } = {},
  ): Promise<api.ReconciliationList> {
    return this.#requests.get(path(isin, '/reconciliations'), { ...options });
  }

  get(isin: string, reportId: string, options: ChannelOption = {}): Promise<api.ReconciliationReply> {
    return this.#requests.get(path(isin, report(reportId)), { ...options });
  }

  /** What a reconciliation of the gateway's own organisation found, with all figures. */
  differences(isin: string, reportId: string, options: ChannelOption = {}): Promise<api.DifferenceList> {
    return this.#requests.get(path(isin, report(reportId, '/differences')), { ...options });
  }
}
