interface Waiter {
  readonly height: number;
  readonly wake: () => void;
}

/** Those who wait until a ledger has a certain number of blocks. */
export class HeightWaiters {
  private readonly waiters = new Set<Waiter>();

  /** Resolves when {@link reached} is called with at least `height`; rejects when the signal aborts. */
  wait(height: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.waiters.delete(waiter);
        reject(new Error('the wait for a block was ended', { cause: signal?.reason }));
      };
      const waiter = {
        height,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      if (signal?.aborted === true) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      this.waiters.add(waiter);
    });
  }

  reached(height: number): void {
    for (const waiter of this.waiters) {
      if (waiter.height <= height) {
        this.waiters.delete(waiter);
        waiter.wake();
      }
    }
  }
}
