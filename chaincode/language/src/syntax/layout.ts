import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';

/** Tokens that stand for the layout of lines. */
export interface LayoutTypes {
  readonly INDENT: TokenType;
  readonly DEDENT: TokenType;
  readonly END: TokenType;
}

/** A line whose indentation fits no line above it. */
export type Misplaced = IToken;

/**
 * Makes the layout of lines into tokens: the first line of a definition opens a block, and so does a colon at the end of a line; the lines of
 * a block are those with its indentation, and what is indented deeper goes on with the line above it. END closes each
 * line of a block. Within parentheses lines may be broken anywhere.
 */
export class Layout {
  readonly #out: IToken[] = [];
  readonly #levels: number[] = [];
  readonly misplaced: Misplaced[] = [];
  #parentheses = 0;

  constructor(private readonly types: LayoutTypes) {}

  /** The tokens with those of the layout between them. */
  of(tokens: readonly IToken[]): IToken[] {
    const [first] = tokens;
    if (first === undefined) return [];
    const column = first.startColumn ?? 1;
    // a sentence by itself stands within a definition that is not there
    this.#levels.push(...(column > 1 ? [1, column] : [column]));
    const base = this.#levels.length;
    let previous: IToken | undefined;
    for (const token of tokens) {
      if (previous !== undefined && isOnNewLine(token, previous)) this.#line(token, previous);
      if (token.image === '(') this.#parentheses += 1;
      if (token.image === ')') this.#parentheses -= 1;
      this.#out.push(token);
      previous = token;
    }
    if (previous !== undefined) this.#closeAll(previous, base);
    return this.#out;
  }

  get #level(): number {
    return this.#levels.at(-1) ?? 1;
  }

  #line(token: IToken, previous: IToken): void {
    const column = token.startColumn ?? 1;
    const isDeeper = column > this.#level;
    if (isDeeper && this.#parentheses > 0) return;
    this.#parentheses = 0;
    if (isDeeper) {
      const isHead = this.#levels.length === 1;
      if (isHead) this.#emit(this.types.END, previous);
      if (isHead || previous.image === ':') this.#open(column, previous);
      return;
    }
    this.#emit(this.types.END, previous);
    while (column < this.#level && this.#levels.length > 1) this.#close(previous);
    if (column !== this.#level) this.misplaced.push(token);
  }

  #open(column: number, after: IToken): void {
    this.#levels.push(column);
    this.#emit(this.types.INDENT, after);
  }

  #close(after: IToken): void {
    this.#levels.pop();
    this.#emit(this.types.DEDENT, after);
    this.#emit(this.types.END, after);
  }

  #closeAll(last: IToken, base: number): void {
    this.#emit(this.types.END, last);
    while (this.#levels.length > base) this.#close(last);
  }

  /** Stands right behind a token and takes no room. */
  #emit(type: TokenType, after: IToken): void {
    const [offset, line, column] = [(after.endOffset ?? 0) + 1, after.endLine ?? 1, (after.endColumn ?? 0) + 1];
    this.#out.push(createTokenInstance(type, '', offset, offset - 1, line, line, column, column - 1));
  }
}

const isOnNewLine = (token: IToken, previous: IToken): boolean =>
  (token.startLine ?? 0) > (previous.endLine ?? previous.startLine ?? 0);
