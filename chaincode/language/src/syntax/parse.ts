import type { IToken } from 'chevrotain';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type AstNode,
  type LangiumParser,
  type Lexer,
  type ParseResult,
} from 'langium';
import type { Document } from '../generated/ast.js';
import { ScripGeneratedModule, ScripGeneratedSharedModule } from '../generated/module.js';
import { ScripLexer, ScripTokenBuilder } from './lexer.js';
import { SYNTAX_MESSAGES } from './messages.js';

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
  readonly lexer: Lexer;
}

/** Made when the first text is read: it takes longer than reading one. */
let made: Reading | undefined;

function reading(): Reading {
  if (made !== undefined) return made;
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), ScripGeneratedSharedModule);
  const { ServiceRegistry } = shared;
  const services = inject(createDefaultCoreModule({ shared }), ScripGeneratedModule, parserModule);
  ServiceRegistry.register(services);
  made = { parser: services.parser.LangiumParser, lexer: services.parser.Lexer };
  return made;
}

/** The tokens of a text with those of its layout, as far as it can be read. */
export const layoutOf = (text: string): readonly IToken[] => reading().lexer.tokenize(text).tokens;

/** The tokens of a text without those of its layout, as far as it can be read. */
export const tokensOf = (text: string): readonly IToken[] =>
  reading()
    .lexer.tokenize(text)
    .tokens.filter(({ image }) => image !== '');

/** The tree of a text, or of a part of it by a rule of the grammar; without errors it is whole. */
export const treeOf = <T extends AstNode = Document>(text: string, rule = 'Document'): ParseResult<T> =>
  reading().parser.parse<T>(text, { rule });
