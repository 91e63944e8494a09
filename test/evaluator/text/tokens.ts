/** A piece of a text. `{` and `}` stand around what is written below a colon. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark';
  readonly value: string;
}

/** A line: how deep it is indented, and what stands on it. */
interface Line {
  readonly indent: number;
  readonly tokens: readonly Token[];
}

const PIECES = /\s+|#.*|"((?:[^"\\]|\\.)*)"|([();])|((?:[^\s();"#:]|:(?=[^\s"]))+)|(:)/gy;

function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const [piece, text, mark, word, colon] of line.matchAll(PIECES)) {
    end += piece.length;
    if (text !== undefined) tokens.push({ kind: 'text', value: text });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (mark !== undefined || colon !== undefined) tokens.push({ kind: 'mark', value: mark ?? ':' });
  }
  if (end !== line.length) throw new Error(`cannot be read: ${line.slice(end)}`);
  return tokens;
}

const linesOf = (text: string): readonly Line[] =>
  text
    .split('\n')
    .map((line) => ({ indent: line.length - line.trimStart().length, tokens: tokensOf(line) }))
    .filter(({ tokens }) => tokens.length > 0);

const isMark = (token: Token | undefined, value: string): boolean => token?.kind === 'mark' && token.value === value;

const isOpen = (tokens: readonly Token[]): boolean =>
  tokens.filter((token) => isMark(token, '(')).length > tokens.filter((token) => isMark(token, ')')).length;

/** What one line begins, with the lines below it that are deeper. */
class Reading {
  private at = 0;

  constructor(private readonly lines: readonly Line[]) {}

  indent(): number | undefined {
    return this.lines[this.at]?.indent;
  }

  header(): readonly Token[] {
    const line = this.lines[this.at];
    this.at += 1;
    return line?.tokens ?? [];
  }

  sentence(): readonly Token[] {
    const indent = this.indent() ?? 0;
    const tokens = [...this.header()];
    while ((this.indent() ?? 0) > indent) {
      const isAbove = isMark(tokens.at(-1), ':') && !isOpen(tokens);
      tokens.push(...(isAbove ? this.block() : this.header()));
    }
    return tokens;
  }

  private block(): readonly Token[] {
    const indent = this.indent();
    const tokens: Token[] = [{ kind: 'mark', value: '{' }];
    while (this.indent() === indent) tokens.push(...this.sentence(), { kind: 'mark', value: ';' });
    return [...tokens.slice(0, -1), { kind: 'mark', value: '}' }];
  }
}

/** A definition as it stands in a text: its first line, and its sentences. */
export interface WrittenDefinition {
  readonly header: readonly Token[];
  readonly sentences: readonly (readonly Token[])[];
}

/** The definitions of a text. */
export function writtenDefinitions(text: string): readonly WrittenDefinition[] {
  const reading = new Reading(linesOf(text));
  const definitions: WrittenDefinition[] = [];
  while (reading.indent() === 0) {
    const header = reading.header();
    const sentences: (readonly Token[])[] = [];
    while ((reading.indent() ?? 0) > 0) sentences.push(reading.sentence());
    definitions.push({ header, sentences });
  }
  if (reading.indent() !== undefined) throw new Error('a line stands to the left of its definition');
  return definitions;
}
