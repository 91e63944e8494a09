import { Lexer, type TokenType, type TokenVocabulary } from 'chevrotain';
import {
  DefaultLexer,
  DefaultTokenBuilder,
  type GrammarAST,
  type LexerResult,
  type TokenBuilderOptions,
} from 'langium';
import { Layout, type LayoutTypes } from './layout.js';

/** Words that join or end what stands before them, and so are part of no name. */
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'then', 'means']);

const LAYOUT: ReadonlySet<string> = new Set(['INDENT', 'DEDENT', 'END']);

/** Tokens of which every word can be a name, and of which layout is not read but made. */
export class ScripTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar, options?: TokenBuilderOptions): TokenVocabulary {
    const tokens = super.buildTokens(grammar, options) as TokenType[];
    const id = tokens.find(({ name }) => name === 'ID');
    for (const token of tokens) {
      if (LAYOUT.has(token.name)) token.PATTERN = Lexer.NA;
      if (id !== undefined && /^[a-z]+$/.test(token.name) && !RESERVED.has(token.name)) token.CATEGORIES = [id];
    }
    return tokens;
  }
}

/** Tokens of a text, those of its layout included. */
export class ScripLexer extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const result = super.tokenize(text);
    const layout = new Layout(this.definition as unknown as LayoutTypes);
    const tokens = layout.of(result.tokens);
    const misplaced = layout.misplaced.map(({ startOffset, startLine, startColumn, image }) => ({
      offset: startOffset,
      line: startLine,
      column: startColumn,
      length: image.length,
      message: MISPLACED,
    }));
    return { ...result, tokens, errors: [...result.errors, ...misplaced] };
  }
}

/** What is said of a line whose indentation fits no line above it. */
export const MISPLACED = 'the line begins under no line above it';
