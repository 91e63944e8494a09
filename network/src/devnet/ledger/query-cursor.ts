import type { QueryBatch, QueryCursor } from './types.js';

/** Results in one answer to a chaincode's query (`core/chaincode/chaincode_support_launch`, MaxResultLimit). */
const BATCH = 100;
/** Greatest number of results of one query (`ledger.state.totalQueryLimit` in core.yaml). */
export const TOTAL_QUERY_LIMIT = 100_000;

/** Results one by one; undefined at the end. */
export interface ResultSource<T> {
  next(): Promise<T | undefined>;
  close(): Promise<void>;
}

/** A source over an async generator. */
export function generatorSource<T>(generator: AsyncGenerator<T>): ResultSource<T> {
  return {
    next: async () => {
      const step = await generator.next();
      return step.done === true ? undefined : step.value;
    },
    close: async () => {
      await generator.return(undefined);
    },
  };
}

/**
 * Cuts results into the answers that a peer sends to a chaincode (`core/chaincode/query_response_generator.go`):
 * batches of 100, each with one result read ahead. That result counts as read in the read set even if the chaincode
 * never asks for it, so it decides which concurrent insertions are phantoms.
 */
export class BatchCursor<T> implements QueryCursor<T> {
  private pending: T[] = [];
  private count = 0;

  constructor(private readonly source: ResultSource<T>) {}

  async next(): Promise<QueryBatch<T>> {
    while (this.count < TOTAL_QUERY_LIMIT) {
      const result = await this.source.next();
      if (result === undefined) {
        break;
      }
      this.count++;
      if (this.pending.length === BATCH) {
        const results = this.pending;
        this.pending = [result];
        return { results, hasMore: true };
      }
      this.pending.push(result);
    }
    const results = this.pending;
    this.pending = [];
    await this.source.close();
    return { results, hasMore: false };
  }

  close(): Promise<void> {
    return this.source.close();
  }
}
