import type { IToken } from 'chevrotain';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type AstNode,
  type LangiumParser,
  type ParseResult,
} from 'langium';
import type { Document } from '../generated/ast.js';
import { ScripGeneratedModule, ScripGeneratedSharedModule } from '../generated/module.js';
import { ScripLexer, ScripTokenBuilder } from './lexer.js';
import { SYNTAX_MESSAGES } from './messages.js';
import type { Range } from './range.js';

const parserModule = {
  parser: {
    // the parser's own recovery leaves out what could be read: mistakes are looked for sentence by sentence
    ParserConfig: () => ({ recoveryEnabled: false }),
    ParserErrorMessageProvider: () => SYNTAX_MESSAGES,
    TokenBuilder: () => new ScripTokenBuilder(),
    Lexer: (services: ConstructorParameters<typeof ScripLexer>[0]) => new ScripLexer(services),
  },
};

interface Reading {
  readonly parser: LangiumParser;
  readonly lexer: ScripLexer;
}

/** Made when the first text is read: it takes longer than reading one. */
let made: Reading | undefined;

function reading(): Reading {
  if (made !== undefined) return made;
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), ScripGeneratedSharedModule);
  const { ServiceRegistry } = shared;
  const services = inject(createDefaultCoreModule({ shared }), ScripGeneratedModule, parserModule);
  ServiceRegistry.register(services);
  const { LangiumParser: parser, Lexer: lexer } = services.parser;
  if (!(lexer instanceof ScripLexer)) throw new Error('the lexer of the language');
  made = { parser, lexer };
  return made;
}

/** The tokens of a text with those of its layout, as far as it can be read. */
export const layoutOf = (text: string): readonly IToken[] => reading().lexer.tokenize(text).tokens;

/** The tokens of a text without those of its layout, as far as it can be read. */
export function tokensOf(text: string): readonly IToken[] {
  const { lexer } = reading();
  lexer.within = undefined;
  return lexer.tokenize(text).tokens.filter(({ image }) => image !== '');
}

/**
 * The tree of a text, or of a part of it by a rule of the grammar; without errors it is whole. Everything keeps its place in
 * the text.
 */
export function treeOf<T extends AstNode = Document>(text: string, rule = 'Document', within?: Range): ParseResult<T> {
  const { parser, lexer } = reading();
  lexer.within = within;
  return parser.parse<T>(text, { rule });
}
