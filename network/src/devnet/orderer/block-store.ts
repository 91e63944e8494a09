import { common } from '@hyperledger/fabric-protos';
import { ClassicLevel } from 'classic-level';

import { blockNumber } from '../proto/block.js';

const NUMBER_DIGITS = 12;
const LAST_NUMBER = 10 ** NUMBER_DIGITS - 1;

/** The ordering service's own blocks, of all channels. A block is durable before any peer sees it. */
export class BlockStore {
  readonly #database: ClassicLevel<string, Uint8Array>;

  private constructor(database: ClassicLevel<string, Uint8Array>) {
    this.#database = database;
  }

  static async open(directory: string): Promise<BlockStore> {
    const database = new ClassicLevel<string, Uint8Array>(directory, { valueEncoding: 'view' });
    await database.open();
    return new BlockStore(database);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Writes a block with fsync. */
  append(channelId: string, block: common.Block): Promise<void> {
    return this.#database.put(blockKey(channelId, blockNumber(block)), block.serializeBinary(), { sync: true });
  }

  async block(channelId: string, number: number): Promise<common.Block | undefined> {
    const bytes = await this.#database.get(blockKey(channelId, number));
    return bytes === undefined ? undefined : common.Block.deserializeBinary(bytes);
  }

  /** The newest block of a channel. */
  async last(channelId: string): Promise<common.Block | undefined> {
    const range = { gte: blockKey(channelId, 0), lte: blockKey(channelId, LAST_NUMBER), reverse: true };
    for await (const bytes of this.#database.values({ ...range, limit: 1 })) {
      return common.Block.deserializeBinary(bytes);
    }
    return undefined;
  }
}

/** Numbers of one length sort as numbers; a channel's name cannot contain `/`. */
function blockKey(channelId: string, number: number): string {
  return `${channelId}/${number.toString().padStart(NUMBER_DIGITS, '0')}`;
}
