/** Prints what the start is doing: one line per step, with its time in seconds. */
export class Progress {
  readonly #begun = performance.now();

  constructor(private readonly out: NodeJS.WritableStream) {}

  /** Runs one step and prints its name and duration, or its name and that it failed. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      const result = await work();
      this.line(`${name} (${seconds(begun)} s)`);
      return result;
    } catch (error) {
      this.line(`${name} failed after ${seconds(begun)} s`);
      throw error;
    }
  }

  line(text: string): void {
    this.out.write(`${text}\n`);
  }

  /** Seconds since the start began, to one decimal. */
  elapsed(): string {
    return seconds(this.#begun);
  }
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);
