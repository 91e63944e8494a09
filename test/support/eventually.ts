import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 100;

/** What a look finds, when it finds something: some things are known or seen a moment later. */
export async function eventually<T>(
  look: () => Promise<T | undefined>,
  timeoutMs = TIMEOUT_MS,
  pauseMs = PAUSE_MS,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms`);
    await sleep(pauseMs);
  }
}
