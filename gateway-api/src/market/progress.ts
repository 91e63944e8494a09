/** Writes what is done, a line for each phase with its time. */
export interface Progress {
  say(line: string): void;
  /** Runs a phase and reports it. @param describe what was done, from the result of the phase */
  phase<T>(describe: (result: T) => string, work: () => Promise<T>): Promise<T>;
}

/** Progress on a stream; `prefix` tells the lines from those of other processes. */
export function progressOn(stream: { write(text: string): unknown }, prefix: string): Progress {
  const say = (line: string): void => {
    stream.write(`${prefix}${line}\n`);
  };
  return {
    say,
    phase: async (describe, work) => {
      const began = process.hrtime.bigint();
      const result = await work();
      const tenths = (process.hrtime.bigint() - began) / 100_000_000n;
      say(`${describe(result)} (${tenths / 10n}.${tenths % 10n} s)`);
      return result;
    },
  };
}
