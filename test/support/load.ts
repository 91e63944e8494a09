/** What a closed loop of callers did: each caller starts its next call when the last one ended. */
export interface LoadResult {
  readonly completed: number;
  readonly failed: number;
  /** Why the first of those failed. */
  readonly failure?: unknown;
  readonly seconds: number;
  /** Milliseconds of each completed call, ascending. */
  readonly latencies: readonly number[];
}

/** Keeps `concurrency` calls in flight until `durationMs` have passed; calls under way are waited for. */
export function closedLoop(concurrency: number, durationMs: number, call: () => Promise<unknown>): Promise<LoadResult> {
  const start = performance.now();
  return load(concurrency, () => performance.now() - start < durationMs, call);
}

/** Makes so many calls, `concurrency` of them in flight at a time. */
export function callTimes(concurrency: number, times: number, call: () => Promise<unknown>): Promise<LoadResult> {
  let begun = 0;
  return load(concurrency, () => (begun += 1) <= times, call);
}

async function load(concurrency: number, goesOn: () => boolean, call: () => Promise<unknown>): Promise<LoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  let failure: unknown;
  const start = performance.now();
  const caller = async (): Promise<void> => {
    while (goesOn()) {
      const begin = performance.now();
      try {
        await call();
        latencies.push(performance.now() - begin);
      } catch (error) {
        failed += 1;
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const seconds = (performance.now() - start) / 1000;
  return { completed: latencies.length, failed, failure, seconds, latencies: latencies.sort((a, b) => a - b) };
}

/** The value below which the share `p` (0 to 1) of ascending values lies; 0 when there are none. */
export function percentile(ascending: readonly number[], p: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * p))] ?? 0;
}
