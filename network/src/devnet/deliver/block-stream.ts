import type { common } from '@hyperledger/fabric-protos';

/** Blocks of one channel, at a peer or at an orderer. */
export interface BlockSource {
  /** Number of blocks. */
  readonly height: number;
  /** Resolves when there are at least `height` blocks; rejects when the signal aborts. */
  waitForHeight(height: number, signal?: AbortSignal): Promise<void>;
  block(number: number): common.Block | Promise<common.Block | undefined>;
}

/** The blocks of a channel from number `start` on, waiting for those to come, until `signal` aborts. */
export async function* blocksFrom(
  source: BlockSource,
  start: number,
  signal: AbortSignal,
): AsyncGenerator<common.Block, void, undefined> {
  for (let number = start; !signal.aborted; number += 1) {
    const committed = await source.waitForHeight(number + 1, signal).then(
      () => true,
      () => false,
    );
    if (!committed) return;
    const block = await source.block(number);
    if (block === undefined) throw new Error(`block ${number} is missing`);
    yield block;
  }
}
