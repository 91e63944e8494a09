import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests, Table } from './requests.js';
import type * as api from './types.js';

const path = (importId: string, rest = ''): string => `/v1/imports/${encodeURIComponent(importId)}${rest}`;

/** What a table is of. */
export interface ExportWish extends ChannelOption {
  /** Security; needed for all but holders. */
  readonly isin?: string;
  /** Business date at whose end a register is shown. */
  readonly recordDate?: string;
  readonly format?: 'csv' | 'ndjson';
  /** What personal data are read for: needed for holders. */
  readonly purpose?: string;
}

/** A table that was handed out, with the state that it shows. */
export interface ExportedTable {
  readonly content: string;
  readonly asOf: { readonly block: number; readonly businessDate: string };
}

/** Tables in and out: every function throws {@link ProblemError} when it is refused. */
export class TableClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Sends a table whose rows become commands: the same table, or a corrected one, is sent again safely. */
  startImport(
    about: {
      readonly importId: string;
      readonly kind: api.Import['kind'];
      /** Security of a register. */
      readonly isin?: string;
      readonly dryRun?: boolean;
    },
    table: Table,
    options: CommandOptions = {},
  ): Promise<api.Import> {
    const { dryRun = false, ...named } = about;
    const query = dryRun ? { ...named, dryRun: 'true' } : named;
    return this.#requests.postTable('/v1/imports', query, table, options);
  }

  imports(options: ChannelOption = {}): Promise<api.ImportList> {
    return this.#requests.get('/v1/imports', { ...options });
  }

  /** How an import stands. */
  import(importId: string, options: ChannelOption = {}): Promise<api.ImportReply> {
    return this.#requests.get(path(importId), { ...options });
  }

  /** Rows of an import, and what is wrong with them. */
  importRows(
    importId: string,
    options: ReadOptions & { readonly state?: api.ImportRows['items'][number]['state'] } = {},
  ): Promise<api.ImportRows> {
    return this.#requests.get(path(importId, '/rows'), { ...options });
  }

  /** A table of what the organisation may see. */
  async export(table: string, wish: ExportWish): Promise<ExportedTable> {
    const { content, headers } = await this.#requests.getTable(`/v1/exports/${table}`, { ...wish });
    const block = Number(headers.get('Scrip-As-Of-Block'));
    return { content, asOf: { block, businessDate: headers.get('Scrip-Business-Date') ?? '' } };
  }
}
