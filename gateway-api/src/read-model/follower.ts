import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Ledger, LedgerBlock } from '../ledger/ledger.js';

const PAUSE_MS_FIRST = 100;
const PAUSE_MS_MAX = 5_000;

/** What takes the blocks of channels in, one after the other. */
export interface BlockSink {
  /** Number of the last block taken in, or -1. */
  block(channel: string): number;
  /** Takes a block in; one that is already there is left alone. */
  apply(channel: string, block: LedgerBlock): void;
}

/** Keeps what follows one channel up with the ledger, through broken streams and restarts of the peer. */
export class Follower {
  readonly #ledger: Ledger;
  readonly #sink: BlockSink;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isStreaming = false;
  #heightAtOpening = Number.POSITIVE_INFINITY;

  constructor(ledger: Ledger, sink: BlockSink, logger: Logger) {
    this.#ledger = ledger;
    this.#sink = sink;
    this.#logger = logger.child({ channel: ledger.channel });
  }

  /** Whether the stream is open and has brought what the peer had when it was opened. */
  get isCaughtUp(): boolean {
    return this.#isStreaming && this.#sink.block(this.#ledger.channel) + 1 >= this.#heightAtOpening;
  }

  start(): void {
    this.#running = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const before = this.#sink.block(this.#ledger.channel);
      try {
        await this.#stream();
      } catch (error) {
        this.#logger.warn({ err: error }, 'the stream of blocks broke; it is opened again');
      }
      this.#isStreaming = false;
      if (this.#sink.block(this.#ledger.channel) > before) failures = 0;
      const pause = Math.min(PAUSE_MS_MAX, PAUSE_MS_FIRST * 2 ** failures);
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  async #stream(): Promise<void> {
    const { channel } = this.#ledger;
    this.#heightAtOpening = await this.#ledger.height();
    // The last block again: a peer answers at once with it, so that an idle channel too shows that the stream is alive.
    const from = Math.max(0, this.#sink.block(channel));
    for await (const block of this.#ledger.blocks(from, this.#stop.signal)) {
      this.#sink.apply(channel, block);
      this.#isStreaming = true;
    }
  }
}
