/** How a command ended, for scripts. The numbers are stable. */
export const EXIT = {
  /** It was done, or what was asked for was shown. */
  done: 0,
  /** The gateway or the ledger refused it; or a text has problems. */
  refused: 1,
  /** The command line, a file or the profile is wrong; nothing was sent. */
  usage: 2,
  /** It was proposed and waits for another person or organisation; or it is proven under conditions only. */
  waits: 3,
  /** The gateway could not be reached or asks to try again. */
  tryAgain: 4,
} as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
