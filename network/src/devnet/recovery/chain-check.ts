import type { common } from '@hyperledger/fabric-protos';
import { blockDataHash, blockHeaderHash } from '../../proto/block-header.js';
import { blockNumber } from '../../proto/block.js';

/** A chain of blocks as one store has it. */
export interface Chain {
  /** Number of blocks that it should have. */
  readonly height: number;
  readonly block: (number: number) => common.Block | undefined;
}

/**
 * More than LevelDB keeps in its log: what a power failure can take out of the middle of a store lies in here, so that
 * looking at so much at every start is enough. What has been written to tables carries checksums of its own.
 */
export const RECENT_BYTES = 16 * 2 ** 20;

/**
 * Follows the chain backwards: every block is there, its data has the hash of its header, and its header the hash that
 * the next one names.
 *
 * @param bytes stops after so many bytes of transactions
 * @returns what is wrong, or undefined
 */
export function chainDamage({ height, block }: Chain, bytes = Number.POSITIVE_INFINITY): string | undefined {
  let expected: Buffer | undefined;
  let seen = 0;
  for (let number = height - 1; number >= 0 && seen < bytes; number -= 1) {
    const found = block(number);
    const header = found?.getHeader();
    if (found === undefined || header === undefined) return `block ${number} of ${height} is missing`;
    if (blockNumber(found) !== number) return `block ${blockNumber(found)} is in the place of block ${number}`;
    if (expected !== undefined && !blockHeaderHash(header).equals(expected)) {
      return `block ${number + 1} does not follow from block ${number}`;
    }
    const envelopes = found.getData()?.getDataList_asU8() ?? [];
    if (!blockDataHash(envelopes).equals(Buffer.from(header.getDataHash_asU8()))) {
      return `the transactions of block ${number} do not have the hash of its header`;
    }
    expected = Buffer.from(header.getPreviousHash_asU8());
    seen += envelopes.reduce((sum, envelope) => sum + envelope.length, 0);
  }
  return undefined;
}
