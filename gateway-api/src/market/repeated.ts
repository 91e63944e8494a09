import { setTimeout as delay } from 'node:timers/promises';
import { ProblemError } from '../client/problem-error.js';

/** Attempts of one request that the gateway calls safe to repeat. */
const ATTEMPTS_MAX = 8;
const PAUSE_MS = 500;

/** fetch reports a broken connection as a TypeError; every command of ours has an Idempotency-Key. */
const mayRepeat = (error: unknown): boolean =>
  error instanceof ProblemError ? error.retrySafe : error instanceof TypeError;

/**
 * Repeats a request while the gateway says that it may be repeated, or the connection breaks.
 *
 * @throws what the last attempt threw
 */
export async function repeated<T>(request: () => Promise<T>, pauseMs: number = PAUSE_MS): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !mayRepeat(error)) throw error;
    }
    await delay(pauseMs);
  }
}
