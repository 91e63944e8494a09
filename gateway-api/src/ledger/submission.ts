import { setTimeout as delay } from 'node:timers/promises';
import type { Json, Receipt } from './ledger.js';
import { LedgerUnavailable, type LedgerRefusal, type UnavailableReason } from './ledger-error.js';

/** What one attempt to make a command final came to. */
export type AttemptOutcome =
  | { readonly kind: 'final'; readonly receipt: Receipt }
  /** It would have changed nothing, and was not put on the ledger. */
  | { readonly kind: 'unneeded'; readonly result: Json }
  | {
      readonly kind: 'again';
      readonly reason: UnavailableReason;
      readonly cause?: unknown;
      /** Some endorsers refused and others did not: a lagging peer, unless it stays so until the bound. */
      readonly refusal?: LedgerRefusal;
    };

/** What ends the attempts. */
export type Finished = Exclude<AttemptOutcome, { readonly kind: 'again' }>;

/** Bounds of repeated attempts. */
export interface RetryBounds {
  readonly attemptsMax: number;
  readonly firstDelayMs: number;
  readonly delayMsMax: number;
}

/** Ten attempts within about three seconds: conflicts clear within a block or two. */
export const DEFAULT_RETRY_BOUNDS: RetryBounds = { attemptsMax: 10, firstDelayMs: 15, delayMsMax: 500 };

/** Told of every attempt that has to be repeated. */
export type RetryListener = (reason: UnavailableReason) => void;

/**
 * Repeats attempts until one is final, pausing longer each time with random jitter so that contenders part.
 * What an attempt throws (a refusal, a fault) ends the matter at once.
 *
 * @throws {LedgerUnavailable} at the bound
 * @throws {LedgerRefusal} at the bound, when endorsers still refused
 */
export async function submitUntilFinal(
  attempt: () => Promise<AttemptOutcome>,
  bounds: RetryBounds = DEFAULT_RETRY_BOUNDS,
  onRetry: RetryListener = () => undefined,
): Promise<Finished> {
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt();
    if (outcome.kind !== 'again') return outcome;
    if (attempts >= bounds.attemptsMax) {
      throw outcome.refusal ?? new LedgerUnavailable(outcome.reason, attempts, { cause: outcome.cause });
    }
    onRetry(outcome.reason);
    await delay(pauseMs(attempts, bounds));
  }
}

function pauseMs(attempts: number, bounds: RetryBounds): number {
  const longest = Math.min(bounds.delayMsMax, bounds.firstDelayMs * 2 ** (attempts - 1));
  return longest / 2 + (Math.random() * longest) / 2;
}
