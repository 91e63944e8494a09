import { setImmediate as turn } from 'node:timers/promises';
import type { ReadModel } from '../read-model/read-model.js';

/** What an agent does over and over: takes what it can do next, else waits for a block or for something that rests. */
export class AgentLoop {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /**
   * @param next - does the next piece of work; false when there is none
   * @param pauseMs - how long nothing is looked for, when no block comes
   */
  constructor(
    private readonly readModel: Pick<ReadModel, 'block' | 'waitUntil'>,
    private readonly channel: string,
    private readonly pauseMs: number,
    private readonly next: () => Promise<boolean>,
  ) {}

  /** Aborted when the agent is to end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  start(): void {
    this.#running = this.#work();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #work(): Promise<void> {
    while (!this.signal.aborted) {
      if (await this.next()) {
        // whoever else is served by this process gets its turn, however much there is to do
        await turn();
        continue;
      }
      const block = this.readModel.block(this.channel);
      await this.readModel.waitUntil(() => this.readModel.block(this.channel) > block, this.pauseMs, this.signal);
    }
  }
}
