import type { ChannelBundle } from './bundle.js';

/**
 * The configuration of a channel as one node has it: that of the last config block it took in. A node asks here each
 * time; nobody keeps a bundle beyond the request or the block that is being worked on.
 */
export class ChannelConfiguration {
  #current: ChannelBundle;

  constructor(current: ChannelBundle) {
    this.#current = current;
  }

  get current(): ChannelBundle {
    return this.#current;
  }

  /** Goes over to another configuration; the same one changes nothing. */
  adopt(next: ChannelBundle): void {
    this.#current = next;
  }
}
