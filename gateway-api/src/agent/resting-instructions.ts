/** How long an instruction rests after it could not be settled: doubled each time, up to the bound. */
export interface RestBounds {
  readonly pauseMsFirst: number;
  readonly pauseMsMax: number;
}

interface Rest {
  readonly failures: number;
  readonly until: number;
}

/** Instructions that could not be settled and are left alone for a while, longer each time. */
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

  has(instructionId: string): boolean {
    return this.#now() < (this.#rests.get(instructionId)?.until ?? 0);
  }

  add(instructionIds: readonly string[]): void {
    for (const id of instructionIds) {
      const failures = this.#rests.get(id)?.failures ?? 0;
      const pauseMs = Math.min(this.#bounds.pauseMsMax, this.#bounds.pauseMsFirst * 2 ** failures);
      this.#rests.set(id, { failures: failures + 1, until: this.#now() + pauseMs });
    }
  }

  remove(instructionIds: readonly string[]): void {
    for (const id of instructionIds) this.#rests.delete(id);
  }
}
