import type { PeerLedger } from '../ledger/peer-ledger.js';
import { blockNumber, committedTransactions } from '../../proto/block.js';

/** Outcome of a transaction: its validation code, and the block that holds it. */
export interface CommitStatus {
  readonly code: number;
  readonly block: number;
}

/** Tells who waits for a transaction how it ended (Fabric: internal/pkg/gateway/commit). */
export class CommitNotifier {
  readonly #ledger: PeerLedger;
  readonly #waiting = new Map<string, Set<(status: CommitStatus) => void>>();

  constructor(ledger: PeerLedger) {
    this.#ledger = ledger;
    ledger.onCommit(({ block }) => {
      if (this.#waiting.size === 0) return;
      for (const { txId, code } of committedTransactions(block)) {
        const waiting = this.#waiting.get(txId);
        this.#waiting.delete(txId);
        for (const resolve of waiting ?? []) resolve({ code, block: blockNumber(block) });
      }
    });
  }

  /**
   * Waits until a transaction is committed, valid or not; at once when it is. A repeated transaction has the status of
   * its first occurrence. @throws Error when `signal` aborts first
   */
  async status(txId: string, signal: AbortSignal): Promise<CommitStatus> {
    const notified = this.#notification(txId, signal);
    const known = await this.#ledger.transaction(txId);
    if (known === undefined) return notified.promise;
    notified.cancel();
    return { code: known.code, block: known.block };
  }

  #notification(txId: string, signal: AbortSignal): { readonly promise: Promise<CommitStatus>; cancel(): void } {
    let cancel = (): void => undefined;
    const promise = new Promise<CommitStatus>((resolve, reject) => {
      const waiting = this.#waiting.get(txId) ?? new Set();
      this.#waiting.set(txId, waiting);
      cancel = () => {
        signal.removeEventListener('abort', abort);
        waiting.delete(settle);
        if (waiting.size === 0 && this.#waiting.get(txId) === waiting) this.#waiting.delete(txId);
      };
      const settle = (status: CommitStatus): void => {
        cancel();
        resolve(status);
      };
      const abort = (): void => {
        cancel();
        reject(new Error('the client stopped waiting'));
      };
      waiting.add(settle);
      signal.addEventListener('abort', abort);
    });
    promise.catch(() => undefined);
    return { promise, cancel };
  }
}
