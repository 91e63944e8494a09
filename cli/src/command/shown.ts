import type { ExitCode } from './exit-code.js';

/** What a command shows: for programs, and for people. */
export interface Shown {
  /** The one JSON document of `--format json`: the gateway's answer. */
  readonly reply: unknown;
  /** Lines for people. */
  readonly lines: readonly string[];
  /** Lines for people that are no part of what they asked for: they go to standard error. */
  readonly notes?: readonly string[];
  /** 0 if absent. */
  readonly exitCode?: ExitCode;
}

/** What a command shows as it happens: one JSON document for each. */
export interface ShownStream {
  readonly stream: AsyncIterable<Shown>;
}
