/** The world of a command: what it reads, writes and asks. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person can be asked. */
  readonly canAsk: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input as text. */
  readInput(): Promise<string>;
  /** The answer of a person to a question. */
  ask(question: string): Promise<string>;
  /** Aborts when the person stops the command; asked for by commands that go on until then. */
  untilStopped(): AbortSignal;
}
