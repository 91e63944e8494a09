import { commitHashOf, numberOf, readBlocks, transactionsOf } from './block.js';
import type { Connection } from './connection.js';

/** What peers of one channel have in common of a block. */
export interface CommittedBlock {
  readonly number: number;
  /** Hex; empty for block 0. */
  readonly commitHash: string;
  /** `<transaction id>:<validation code>`, in order. */
  readonly verdicts: readonly string[];
}

/** The blocks `first` to `last` as the peer at the other end of the connection has them. */
export async function chainAt(connection: Connection, last: bigint, first = 0n): Promise<readonly CommittedBlock[]> {
  const blocks = await readBlocks(connection.network, first, last);
  return blocks.map((block) => ({
    number: numberOf(block),
    commitHash: commitHashOf(block).toString('hex'),
    verdicts: transactionsOf(block).map(({ txId, code }) => `${txId}:${code}`),
  }));
}
