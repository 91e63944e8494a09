import { setTimeout as sleep } from 'node:timers/promises';
import type { common } from '@hyperledger/fabric-protos';
import { required } from '../support/transaction.js';
import type { RealPeer } from './real-peers.js';

const POLL_MS = 10;
/** Nothing more comes when no peer has got a block for so long, and all have the same. */
const QUIET_MS = 20_000;

/** The blocks of one channel as each member's real peer delivers them. */
export class BlockWatch {
  readonly #blocks: ReadonlyMap<string, common.Block[]>;
  readonly #streams: { close(): void }[] = [];
  #failure: unknown;
  #lastArrival = Date.now();

  private constructor(members: readonly string[]) {
    this.#blocks = new Map(members.map((mspId) => [mspId, []]));
  }

  static async open(channel: string, peers: readonly RealPeer[]): Promise<BlockWatch> {
    const watch = new BlockWatch(peers.map(({ mspId }) => mspId));
    await Promise.all(peers.map((peer) => watch.#follow(channel, peer)));
    return watch;
  }

  /** Number of blocks that every member's peer has. */
  get height(): number {
    return Math.min(...[...this.#blocks.values()].map((blocks) => blocks.length));
  }

  /** Number of transactions in the blocks that every member's peer has. */
  get transactions(): number {
    const [blocks = []] = this.#blocks.values();
    return blocks.slice(0, this.height).reduce((sum, block) => sum + sizeOf(block), 0);
  }

  /** The same block at each member. */
  at(number: number): ReadonlyMap<string, common.Block> {
    return new Map([...this.#blocks].map(([mspId, blocks]) => [mspId, required(blocks[number], `block ${number}`)]));
  }

  /** Waits until every peer has this many transactions. @returns how many never came */
  async transactionsReach(count: number): Promise<number> {
    this.#lastArrival = Date.now();
    for (;;) {
      if (this.#failure !== undefined) {
        throw new Error('the stream of blocks broke', { cause: this.#failure });
      }
      const missing = count - this.transactions;
      if (missing <= 0) {
        return missing;
      }
      if (Date.now() - this.#lastArrival > QUIET_MS) {
        return missing;
      }
      await sleep(POLL_MS);
    }
  }

  /** Waits until all peers have the same blocks. */
  async even(): Promise<void> {
    while (![...this.#blocks.values()].every((blocks) => blocks.length === this.height)) {
      await sleep(POLL_MS);
    }
  }

  /** Waits until no peer has got a block for a while, and all have the same. @returns block 0 */
  async settled(quietMs: number): Promise<common.Block> {
    do {
      await sleep(POLL_MS);
      await this.even();
    } while (this.height === 0 || Date.now() - this.#lastArrival < quietMs);
    return required([...this.at(0).values()][0], 'block 0');
  }

  close(): void {
    for (const stream of this.#streams) {
      stream.close();
    }
  }

  async #follow(channel: string, peer: RealPeer): Promise<void> {
    const events = await peer.session(channel).network.getBlockEvents({ startBlock: 0n });
    this.#streams.push(events);
    const blocks = required(this.#blocks.get(peer.mspId), peer.mspId);
    const read = async (): Promise<void> => {
      for await (const block of events) {
        blocks.push(block);
        this.#lastArrival = Date.now();
      }
    };
    read().catch((error: unknown) => {
      this.#failure = error;
    });
  }
}

function sizeOf(block: common.Block): number {
  return block.getData()?.getDataList().length ?? 0;
}
