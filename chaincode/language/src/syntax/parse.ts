import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type AstNode,
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

const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), ScripGeneratedSharedModule);
const services = inject(createDefaultCoreModule({ shared }), ScripGeneratedModule, parserModule);
shared.ServiceRegistry.register(services);

/** The tree of a text, or of a part of it by a rule of the grammar; without errors it is whole. */
export const treeOf = <T extends AstNode = Document>(text: string, rule = 'Document'): ParseResult<T> =>
  services.parser.LangiumParser.parse<T>(text, { rule });
