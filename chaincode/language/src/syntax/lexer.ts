import { Lexer, type ILexingError, type IToken, type TokenType, type TokenVocabulary } from 'chevrotain';
import {
  DefaultLexer,
  DefaultTokenBuilder,
  type GrammarAST,
  type LexerResult,
  type TokenBuilderOptions,
} from 'langium';
import { Layout, type LayoutTypes } from './layout.js';
import { JOINED_MAX, NESTING_MAX, oneTooMany, tooDeepIn } from './nesting.js';
import type { Range } from './range.js';
import { isQuestion, QUESTION_WORDS, questionOf } from './question.js';

/** Words that join or end what stands before them, and so are part of no name. */
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'then', 'means']);

/** Tokens that nothing in a text is read as: those of layout and of questions are made, and WORD is any of others. */
const MADE: ReadonlySet<string> = new Set(['INDENT', 'DEDENT', 'END', 'WORD', ...Object.keys(QUESTION_WORDS)]);

/** What stands in a sentence beside words of the grammar: names, values, and what joins them. */
const IN_SENTENCES: ReadonlySet<string> = new Set([
  ...['ID', 'PERCENT', 'DATE', 'NUMBER', 'PINNED', 'CODE', 'DIGEST', 'DAYCOUNT', 'TEXT'],
  ...[',', 'and', 'or'],
]);

/** Tokens of which every word can be a name, and all that can stand in a sentence is one kind to the parser. */
export class ScripTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar, options?: TokenBuilderOptions): TokenVocabulary {
    const tokens = super.buildTokens(grammar, options) as TokenType[];
    const [id, word] = ['ID', 'WORD'].map((wanted) => tokens.find(({ name }) => name === wanted));
    for (const token of tokens) {
      if (MADE.has(token.name)) token.PATTERN = Lexer.NA;
      if (word !== undefined && IN_SENTENCES.has(token.name)) token.CATEGORIES = [word];
      if (id !== undefined && /^[a-z]+$/.test(token.name) && !RESERVED.has(token.name)) token.CATEGORIES = [id];
    }
    return tokens;
  }
}

/** Tokens of a text, with those of its layout or with the structure of a question. */
export class ScripLexer extends DefaultLexer {
  /** The part of the text that is read, from the beginning of a line on; absent: all of it. */
  within: Range | undefined;

  override tokenize(text: string): LexerResult {
    const { from, to } = this.within ?? { from: 0, to: text.length };
    const result = super.tokenize(text.slice(from, to));
    for (const token of [...result.tokens, ...result.hidden]) {
      token.startOffset += from;
      token.endOffset = (token.endOffset ?? 0) + from;
    }
    for (const error of result.errors) error.offset += from;
    const layout = new Layout(this.definition as unknown as LayoutTypes);
    const tokens = isQuestion(result.tokens) ? questionOf(result.tokens, this.definition) : layout.of(result.tokens);
    const tooDeep = tooDeepIn(tokens);
    if (tooDeep !== undefined) return { ...result, tokens: [], errors: [errorAt(tooDeep, TOO_DEEP)] };
    const tooMany = oneTooMany(tokens);
    if (tooMany !== undefined) return { ...result, tokens: [], errors: [errorAt(tooMany, TOO_LONG)] };
    return {
      ...result,
      tokens,
      errors: [...result.errors, ...layout.misplaced.map((each) => errorAt(each, MISPLACED))],
    };
  }
}

const errorAt = ({ startOffset, startLine, startColumn, image }: IToken, message: string): ILexingError => ({
  ...{ offset: startOffset, line: startLine, column: startColumn, length: image.length },
  message,
});

/** What is said of a line whose indentation fits no line above it. */
export const MISPLACED = 'the line begins under no line above it';

/** What is said of what is nested too deep; nothing of the text is read then. */
export const TOO_DEEP = `more than ${String(NESTING_MAX)} levels are nested`;

/** What is said of what is joined to too much. */
export const TOO_LONG = `more than ${String(JOINED_MAX)} parts are joined`;
