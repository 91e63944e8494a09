import { namesIn } from '@scrip/language';
import {
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
  type Location,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsOf, diagnosticsOf, formattingOf, hoverOf, symbolsOf, TOKEN_TYPES, tokensOf } from './answers.js';
import { offsetOf, rangeOf } from './protocol.js';
import { Workspace, type Place } from './workspace.js';

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: [' ', '('] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] }, full: true },
};

/** How long it waits for the next letter before it checks all texts, in milliseconds. */
const QUIET = 150;

/** Answers an editor. */
export function serve(connection: Connection): void {
  const [documents, workspace] = [new TextDocuments(TextDocument), new Workspace()];
  const check = checking(connection, documents, workspace);
  connection.onInitialize(({ workspaceFolders }) => {
    for (const { uri } of workspaceFolders ?? []) workspace.addFolder(uri);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'scrip' } };
  });
  documents.onDidChangeContent(({ document }) => {
    workspace.open(document.uri, document.getText());
    check();
  });
  documents.onDidClose(({ document: { uri } }) => {
    workspace.close(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
    check();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) workspace.reload(uri);
    check();
  });
  answer(connection, workspace);
  documents.listen(connection);
  connection.listen();
}

/** Checks all texts when nothing has been written for a moment: a change of one may concern others. */
function checking(connection: Connection, documents: TextDocuments<TextDocument>, workspace: Workspace): () => void {
  let waiting: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      for (const each of workspace.compiled) {
        const { name: uri } = each.source;
        if (documents.get(uri) !== undefined) {
          void connection.sendDiagnostics({ uri, diagnostics: diagnosticsOf(each) });
        }
      }
    }, QUIET);
  };
}

function answer(connection: Connection, workspace: Workspace): void {
  const textOf = (params: { readonly textDocument: { readonly uri: string } }): string =>
    workspace.textOf(params.textDocument.uri) ?? '';
  const located = ({ uri, at }: Place): Location => ({ uri, range: rangeOf(workspace.textOf(uri) ?? '', at.range) });
  connection.onCompletion((params) => completionsOf(textOf(params), params.position, workspace.names));
  connection.onHover((params) => hoverOf(textOf(params), params.position));
  connection.onDocumentFormatting((params) => formattingOf(textOf(params)));
  connection.onDocumentSymbol((params) => symbolsOf(textOf(params)));
  connection.languages.semanticTokens.on((params) => tokensOf(textOf(params)));
  connection.onDefinition((params) => {
    const name = nameAt(textOf(params), params);
    return name === undefined ? [] : workspace.placesOf(name, true).map(located);
  });
  connection.onReferences((params) => {
    const name = nameAt(textOf(params), params);
    return name === undefined ? [] : workspace.placesOf(name, false).map(located);
  });
}

function nameAt(text: string, { position }: TextDocumentPositionParams): string | undefined {
  const offset = offsetOf(text, position);
  return namesIn(text).find(({ range }) => range.from <= offset && offset <= range.to)?.name;
}
