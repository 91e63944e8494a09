import { format, positionAt, type CompiledSource, type Problem } from '@scrip/language';
import { completionsAt, explainedAt, highlightsIn, saidIn, type Highlight } from '@scrip/language/editing';
import {
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
  MarkupKind,
  SemanticTokensBuilder,
  SymbolKind,
  type CompletionItem,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type Position,
  type SemanticTokens,
  type TextEdit,
} from 'vscode-languageserver';
import { offsetOf, rangeOf, snippetOf } from './protocol.js';

/** What is wrong with a text, and what is worth knowing. */
export function diagnosticsOf({ source: { text }, problems, notes }: CompiledSource): Diagnostic[] {
  const diagnostic =
    (severity: DiagnosticSeverity) =>
    ({ code, message, range }: Problem): Diagnostic => ({
      ...{ severity, code, message, source: 'scrip' },
      range: rangeOf(text, range),
    });
  return [
    ...problems.map(diagnostic(DiagnosticSeverity.Error)),
    ...notes.map(diagnostic(DiagnosticSeverity.Information)),
  ];
}

/** What can be written at a place. @param names - of definitions that are known */
export function completionsOf(text: string, at: Position, names: readonly string[]): CompletionItem[] {
  return completionsAt(text, offsetOf(text, at), names).map(({ label, insert, is, range }, index) => ({
    label,
    kind: insert.length === 1 ? CompletionItemKind.Keyword : CompletionItemKind.Snippet,
    ...(is === undefined ? {} : { detail: is }),
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range: rangeOf(text, range), newText: snippetOf(insert) },
    // in the order of the language, and not of letters
    sortText: String(index).padStart(4, '0'),
  }));
}

/** What stands at a place. */
export function hoverOf(text: string, at: Position): Hover | undefined {
  const found = explainedAt(text, offsetOf(text, at));
  if (found === undefined) return undefined;
  const { is, template, example, regime, meaning, range } = found;
  const lines = [
    `**${is}**`,
    ...(meaning === undefined ? [] : [meaning]),
    ...(regime === undefined ? [] : [`${regime.title}, law since ${regime.lawSince}. Not legal advice.`]),
    `\`${template}\``,
    `Example: \`${example}\``,
  ];
  return { contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') }, range: rangeOf(text, range) };
}

/** What makes a text one in its format; nothing where it is, or where it cannot be read. */
export function formattingOf(text: string): TextEdit[] {
  const formatted = format(text);
  if (!('text' in formatted) || formatted.text === text) return [];
  return [{ range: rangeOf(text, { from: 0, to: text.length }), newText: formatted.text }];
}

/** Definitions with their sentences. */
export function symbolsOf(text: string): DocumentSymbol[] {
  return saidIn(text).map(({ kind, name, head, range, sentences }) => ({
    ...{ name, detail: kind, kind: SymbolKind.Class },
    ...{ range: rangeOf(text, range), selectionRange: rangeOf(text, head) },
    children: sentences.map((each) => {
      const [line = ''] = text.slice(each.range.from, each.range.to).split('\n');
      const at = rangeOf(text, each.range);
      return { name: line.slice(0, 80), kind: SymbolKind.Property, range: at, selectionRange: at };
    }),
  }));
}

/** Kinds of pieces, as the protocol names them. */
export const TOKEN_TYPES = ['comment', 'keyword', 'class', 'number', 'string', 'variable'] as const;

const TYPES: Readonly<Record<Highlight, (typeof TOKEN_TYPES)[number]>> = {
  comment: 'comment',
  keyword: 'keyword',
  name: 'class',
  number: 'number',
  text: 'string',
  word: 'variable',
};

/** What each piece of a text is. */
export function tokensOf(text: string): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { range, as } of highlightsIn(text)) {
    const { line, column } = positionAt(text, range.from);
    builder.push(line - 1, column - 1, range.to - range.from, TOKEN_TYPES.indexOf(TYPES[as]), 0);
  }
  return builder.build();
}
