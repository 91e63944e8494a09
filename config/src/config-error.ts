/** One thing that is wrong in the configuration, and where. */
export interface ConfigProblem {
  /** Path relative to the configuration folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  /** What to write instead, where the loader can tell. */
  readonly hint?: string;
}

const byPlace = (a: ConfigProblem, b: ConfigProblem): number =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;

const describe = (problem: ConfigProblem): string => {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return `${place}: ${problem.message}${problem.hint === undefined ? '' : ` (${problem.hint})`}`;
};

/** The configuration cannot be used; carries every problem found, in the order of files and lines. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const sorted = [...problems].sort(byPlace);
    const count = sorted.length === 1 ? '1 problem' : `${sorted.length} problems`;
    super(`${count} in the configuration:\n${sorted.map((problem) => `  ${describe(problem)}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = sorted;
  }
}
