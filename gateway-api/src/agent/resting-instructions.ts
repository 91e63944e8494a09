import type { Changes } from '../read-model/changes.js';

/** How long an instruction rests after it could not be settled: doubled each time, up to the bound. */
export interface RestBounds {
  readonly pauseMsFirst: number;
  readonly pauseMsMax: number;
}

interface Rest {
  readonly failures: number;
  readonly until: number;
  readonly triedAt: number;
  readonly concerns: readonly string[];
}

/**
 * Instructions that could not be settled and are left alone for a while, longer each time, or until something happens
 * that may change their outcome.
 */
export class RestingInstructions {
  readonly #bounds: RestBounds;
  readonly #now: () => number;
  readonly #rests = new Map<string, Rest>();

  constructor(bounds: RestBounds, now: () => number = Date.now) {
    this.#bounds = bounds;
    this.#now = now;
  }

  /** How many have failed and not succeeded since, resting or about to be tried again. */
  get count(): number {
    return this.#rests.size;
  }

  has(id: string): boolean {
    return this.#now() < (this.#rests.get(id)?.until ?? 0);
  }

  /** Whether it could not be settled the last time. */
  hasFailed(id: string): boolean {
    return this.#rests.has(id);
  }

  /** @param concernsOf - the parties, securities and instructions by which the outcome of one may change */
  add(ids: readonly string[], concernsOf: (id: string) => readonly string[] = () => []): void {
    const triedAt = this.#now();
    for (const id of ids) {
      const failures = this.#rests.get(id)?.failures ?? 0;
      const pauseMs = Math.min(this.#bounds.pauseMsMax, this.#bounds.pauseMsFirst * 2 ** failures);
      this.#rests.set(id, { failures: failures + 1, until: triedAt + pauseMs, triedAt, concerns: concernsOf(id) });
    }
  }

  /** Ends the rest of those that a change concerns, but for the first pause after their last attempt. */
  wake({ isGeneral, named }: Pick<Changes, 'isGeneral' | 'named'>): void {
    if (!isGeneral && named.size === 0) return;
    for (const [id, rest] of this.#rests) {
      if (!isGeneral && !rest.concerns.some((name) => named.has(name))) continue;
      this.#rests.set(id, { ...rest, until: Math.min(rest.until, rest.triedAt + this.#bounds.pauseMsFirst) });
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#rests.delete(id);
  }
}
