import type { Token } from './tokens.js';

/** Reads tokens one behind the other. */
export class Tokens {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Whether these words come next. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const token = this.tokens[this.at + index];
      return token?.kind === 'word' && token.value === word;
    });
  }

  /** Goes past these words, if they come next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.at += words.length;
    return true;
  }

  /** Whether a mark comes next. */
  seesMark(value: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'mark' && token.value === value;
  }

  /** Goes past a mark, if it comes next. */
  mark(value: string): boolean {
    if (!this.seesMark(value)) return false;
    this.at += 1;
    return true;
  }

  /** Goes past a mark that must come next. */
  expectMark(value: string): void {
    if (!this.mark(value)) throw this.problem(`"${value}" is missing`);
  }

  /** A text in quotation marks, which must come next. */
  text(): string {
    const token = this.tokens[this.at];
    if (token?.kind !== 'text') throw this.problem('a text is missing');
    this.at += 1;
    return token.value;
  }

  /** The words that come next, up to a mark, a text or the reserved word `then`. */
  words(): string {
    const words: string[] = [];
    for (let token = this.tokens[this.at]; token?.kind === 'word'; token = this.tokens[this.at]) {
      if (token.value === 'then') break;
      words.push(token.value);
      this.at += 1;
    }
    if (words.length === 0) throw this.problem('words are missing');
    return words.join(' ');
  }

  problem(what: string): Error {
    const read = this.tokens.slice(0, this.at).map(({ value }) => value);
    return new Error(`${what} behind: ${read.join(' ')}`);
  }
}
