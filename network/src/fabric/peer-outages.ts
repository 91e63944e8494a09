import type { ActiveFault, Fault } from '../devnet/faults/fault.js';
import { type FaultInjection, FaultInjector, type ServedPeer } from '../devnet/faults/fault-injector.js';
import { Faults } from '../devnet/faults/faults.js';
import { NetworkError } from '../network-error.js';

/** Faults of real peers: they can be ended and started again, and nothing else can be done to them from outside. */
export class PeerOutages implements FaultInjection {
  readonly #injector: FaultInjector;

  constructor(peers: () => readonly ServedPeer[]) {
    this.#injector = new FaultInjector(new Faults(), peers);
  }

  inject(fault: Fault): Promise<number> {
    if (fault.kind === 'peer-down') return this.#injector.inject(fault);
    const refusal = `the nodes of this network are real: a ${fault.kind} cannot be injected; nothing was injected`;
    return Promise.reject(new NetworkError(refusal, 'peer-down works here; every fault works on engine devnet'));
  }

  heal(id?: number): Promise<void> {
    return this.#injector.heal(id);
  }

  active(): readonly ActiveFault[] {
    return this.#injector.active();
  }
}
