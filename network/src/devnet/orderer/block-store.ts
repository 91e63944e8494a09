import { common } from '@hyperledger/fabric-protos';

import { blockNumber } from '../../proto/block.js';
import { asBuffer } from '../../proto/decode.js';
import type { Database, KeyBounds } from '../storage/database.js';

const NUMBER_DIGITS = 12;

/** The ordering service's own blocks, of all channels. A block is durable before any peer sees it. */
export class BlockStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Writes a block; it is on disk when this resolves, because clients are told of what is in it. */
  append(channelId: string, block: common.Block): Promise<void> {
    const key = blockKey(channelId, blockNumber(block));
    return this.#database.write([{ key, value: asBuffer(block.serializeBinary()) }], 'synced');
  }

  block(channelId: string, number: number): common.Block | undefined {
    const bytes = this.#database.get(blockKey(channelId, number));
    return bytes && common.Block.deserializeBinary(bytes);
  }

  /** Number of blocks of a channel; the last one is at {@link last}. */
  async height(channelId: string): Promise<number> {
    const last = await this.last(channelId);
    return last === undefined ? 0 : blockNumber(last) + 1;
  }

  /** The newest block of a channel. */
  async last(channelId: string): Promise<common.Block | undefined> {
    for await (const [entry] of this.#database.scan({ ...blocksOf(channelId), reverse: true })) {
      return entry && common.Block.deserializeBinary(entry[1]);
    }
    return undefined;
  }
}

/** Numbers of one length sort as numbers; a channel's name cannot contain `/`. */
function blockKey(channelId: string, number: number): Buffer {
  return Buffer.from(`${channelId}/${number.toString().padStart(NUMBER_DIGITS, '0')}`);
}

/** Keys of all blocks of a channel: `:` comes after the digits. */
function blocksOf(channelId: string): KeyBounds {
  return { gte: Buffer.from(`${channelId}/`), lt: Buffer.from(`${channelId}/:`) };
}
