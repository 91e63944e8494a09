import { NetworkError } from '../../network-error.js';
import { type ActiveFault, type Fault, ORDERER } from './fault.js';
import type { Faults } from './faults.js';

/** How a test or an operator makes things go wrong; each call resolves when the network has changed. */
export interface FaultInjection {
  /** @returns the number by which the fault is healed. @throws NetworkError for a part that does not exist */
  inject(fault: Fault): Promise<number>;
  /** Ends one fault, or all. @throws NetworkError when there is no such fault */
  heal(id?: number): Promise<void>;
  /** What is in effect, oldest first. */
  active(): readonly ActiveFault[];
}

/** A peer whose server can be taken away and brought back. */
export interface ServedPeer {
  readonly mspId: string;
  readonly serving: boolean;
  serve(): Promise<void>;
  closeServer(): void | Promise<void>;
}

/** Injects faults into a running network: checks whom they name, and takes the servers of dead peers away. */
export class FaultInjector implements FaultInjection {
  readonly #faults: Faults;
  readonly #peers: () => readonly ServedPeer[];
  /** Servers are switched one change after the other. */
  #switching: Promise<void> = Promise.resolve();

  constructor(faults: Faults, peers: () => readonly ServedPeer[]) {
    this.#faults = faults;
    this.#peers = peers;
  }

  async inject(fault: Fault): Promise<number> {
    this.#requireKnown(fault);
    const id = this.#faults.inject(fault);
    await this.#switchServers();
    return id;
  }

  async heal(id?: number): Promise<void> {
    if (id === undefined) this.#faults.healAll();
    else if (!this.#faults.heal(id)) {
      throw new NetworkError(`there is no fault ${id}; nothing was healed`, 'list the faults in effect');
    }
    await this.#switchServers();
  }

  active(): readonly ActiveFault[] {
    return this.#faults.active();
  }

  #switchServers(): Promise<void> {
    this.#switching = this.#switching.catch(() => undefined).then(() => this.#followOutages());
    return this.#switching;
  }

  async #followOutages(): Promise<void> {
    for (const peer of this.#peers()) {
      const down = this.#faults.isDown(peer.mspId);
      if (down && peer.serving) await peer.closeServer();
      if (!down && !peer.serving) await peer.serve();
    }
  }

  #requireKnown(fault: Fault): void {
    const known = [ORDERER, ...this.#peers().map(({ mspId }) => mspId)];
    const { peer, from, to } = fault as { readonly peer?: string; readonly from?: string; readonly to?: string };
    for (const named of [peer, from, to]) {
      if (named === undefined || known.includes(named)) continue;
      throw new NetworkError(`there is no peer of ${named}; nothing was injected`, `parts: ${known.join(', ')}`);
    }
  }
}
