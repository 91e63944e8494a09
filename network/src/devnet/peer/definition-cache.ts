import type { PeerLedger } from '../ledger/peer-ledger.js';
import { type CommittedDefinition, type Lifecycle, LIFECYCLE_NAMESPACE } from './lifecycle.js';

/** Clients may ask for any name, so that the number of remembered answers must be bounded. */
const MAXIMUM_NAMES = 1000;

/**
 * The chaincode definitions of a channel as of the last block, read again only after a block that changed one or the
 * configuration, under which their policies are compiled. What a transaction
 * must record as read goes through its simulation instead.
 */
export class DefinitionCache {
  readonly #ledger: PeerLedger;
  readonly #lifecycle: () => Lifecycle;
  #readBy: Lifecycle | undefined;
  readonly #definitions = new Map<string, Promise<CommittedDefinition | undefined>>();

  /** @param lifecycle of the configuration as of now */
  constructor(ledger: PeerLedger, lifecycle: () => Lifecycle) {
    this.#ledger = ledger;
    this.#lifecycle = lifecycle;
    ledger.onCommit((event) => {
      if (event.namespaces.has(LIFECYCLE_NAMESPACE)) this.#definitions.clear();
    });
  }

  definition(chaincode: string): Promise<CommittedDefinition | undefined> {
    const lifecycle = this.#lifecycle();
    if (lifecycle !== this.#readBy) this.#definitions.clear();
    this.#readBy = lifecycle;
    const known = this.#definitions.get(chaincode);
    if (known !== undefined) return known;
    const read = this.#read(lifecycle, chaincode);
    if (this.#definitions.size >= MAXIMUM_NAMES) this.#definitions.clear();
    this.#definitions.set(chaincode, read);
    return read;
  }

  async #read(lifecycle: Lifecycle, chaincode: string): Promise<CommittedDefinition | undefined> {
    const state = this.#ledger.state();
    try {
      return await lifecycle.definition(state, chaincode);
    } finally {
      state.release();
    }
  }
}
