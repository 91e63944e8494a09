import type { common } from '@hyperledger/fabric-protos';

import { blockNumber } from '../../proto/block.js';
import type { BlockSource } from '../peer/committer.js';

/** Blocks of a channel that another network orders, for the committers that follow it. */
export class BlockFeed implements BlockSource {
  readonly #blocks = new Map<number, common.Block>();
  readonly #listeners: (() => void)[] = [];
  #height = 0;

  get height(): number {
    return this.#height;
  }

  block(number: number): common.Block {
    const block = this.#blocks.get(number);
    if (block === undefined) throw new Error(`block ${number} is not to be had`);
    return block;
  }

  /** Who follows is decided by the other network's peers. */
  isReader(): boolean {
    return true;
  }

  onBlock(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** @throws Error when it is not the next block */
  push(block: common.Block): void {
    const number = blockNumber(block);
    if (number !== this.#height) throw new Error(`block ${number} was given where block ${this.#height} is next`);
    this.#blocks.set(number, block);
    this.#height = number + 1;
    for (const listener of this.#listeners) listener();
  }

  /** Forgets a block that every follower has. */
  forget(number: number): void {
    this.#blocks.delete(number);
  }
}
