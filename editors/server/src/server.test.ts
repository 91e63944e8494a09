import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createProtocolConnection,
  CompletionRequest,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidOpenTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  ExitNotification,
  FileChangeType,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ReferencesRequest,
  SemanticTokensRequest,
  ShutdownRequest,
  type CompletionItem,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type InitializeResult,
  type Location,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node.js';

const SERVER = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));
const RULES = 'compliance Home@1 "At home"\n  to hold receiver resides in DE\n';
const USER = 'compliance User@1 "User"\n  uses Home@1\n  to hold receiver resids in FR\n';

const folder = mkdtempSync(join(tmpdir(), 'scrip-lsp-'));
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const textDocument = { uri: uriOf('user.scrip') };

let server: ChildProcess;
let connection: ProtocolConnection;
const waiting: ((diagnostics: readonly Diagnostic[]) => void)[] = [];
const nextDiagnostics = (): Promise<readonly Diagnostic[]> => new Promise((resolve) => waiting.push(resolve));

let version = 1;
async function write(text: string): Promise<readonly Diagnostic[]> {
  version += 1;
  const published = nextDiagnostics();
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { ...textDocument, version },
    contentChanges: [{ text }],
  });
  return published;
}

beforeAll(async () => {
  writeFileSync(join(folder, 'home.scrip'), RULES);
  server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (server.stdout === null || server.stdin === null) throw new Error('no pipes');
  connection = createProtocolConnection(server.stdout, server.stdin);
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    if (uri === textDocument.uri) waiting.shift()?.(diagnostics);
  });
  connection.listen();
  const { capabilities } = await connection.sendRequest<InitializeResult>(InitializeRequest.method, {
    processId: process.pid,
    capabilities: {},
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'texts' }],
  });
  expect(capabilities).toMatchObject({ hoverProvider: true, documentFormattingProvider: true });
  await connection.sendNotification(InitializedNotification.type, {});
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  expect(await ended).toBe(0);
  rmSync(folder, { recursive: true });
});

describe('an editor', () => {
  test('is told what is wrong with a text that is opened, and where', async () => {
    const published = nextDiagnostics();
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { ...textDocument, languageId: 'scrip', version, text: USER },
    });
    expect(await published).toEqual([
      {
        range: { start: { line: 2, character: 19 }, end: { line: 2, character: 25 } },
        message: 'did you mean "resides" after "receiver"? "resids" cannot stand there',
        code: 'SENTENCE_INCOMPLETE',
        severity: 1,
        source: 'scrip',
      },
    ]);
  });

  test('is told that nothing is wrong any more, and what is used and not there', async () => {
    expect(await write(USER.replace('resids', 'resides'))).toEqual([]);
    const [note] = await write(USER.replace('resids', 'resides').replace('Home@1', 'Home@2'));
    expect(note).toMatchObject({ code: 'DEFINITION_UNKNOWN', severity: 3 });
    expect(note?.message).toContain('did you mean Home@1');
  });

  test('sees a file that is written beside it', async () => {
    writeFileSync(join(folder, 'later.scrip'), RULES.replace('Home@1', 'Home@2'));
    const published = nextDiagnostics();
    await connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uriOf('later.scrip'), type: FileChangeType.Created }],
    });
    expect(await published).toEqual([]);
  });

  test('is offered how a sentence goes on', async () => {
    await write(`${USER.split('\n').slice(0, 2).join('\n')}\n  to hold receiver \n`);
    const items = (await connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: { line: 2, character: 19 },
    })) as CompletionItem[];
    expect(items.find(({ detail }) => detail === 'residesIn@1')).toMatchObject({
      label: 'resides in {DE}',
      textEdit: { newText: 'resides in ${1:DE}', range: { start: { character: 19 }, end: { character: 19 } } },
    });
  });

  test('is told what a sentence means, and where a name is defined and used', async () => {
    await write(USER.replace('resids', 'resides'));
    const hover = (await connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 2, character: 20 },
    })) as Hover;
    expect(hover.contents).toMatchObject({ value: expect.stringContaining('residesIn@1') });
    const at = { textDocument, position: { line: 1, character: 9 } };
    const [defined] = (await connection.sendRequest(DefinitionRequest.type, at)) as Location[];
    expect(defined).toEqual({
      uri: uriOf('home.scrip'),
      range: { start: { line: 0, character: 11 }, end: { line: 0, character: 17 } },
    });
    const context = { includeDeclaration: false };
    const used = (await connection.sendRequest(ReferencesRequest.type, { ...at, context })) ?? [];
    expect(used.map(({ uri }) => uri)).toEqual([textDocument.uri]);
  });

  test('gets a text in its format, its outline and its colours', async () => {
    const text = USER.replace('resids', 'resides').replace('  uses', '     uses').replace('  to', '     to');
    await write(text);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
    expect(edits).toEqual([
      {
        range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } },
        newText: USER.replace('resids', 'resides'),
      },
    ]);
    const symbols = (await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
    expect(symbols.map(({ name, detail, children }) => [name, detail, children?.map((each) => each.name)])).toEqual([
      ['User@1', 'compliance', ['uses Home@1', 'to hold receiver resides in FR']],
    ]);
    const tokens = await connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    expect(tokens?.data.slice(0, 10)).toEqual([0, 0, 10, 1, 0, 0, 11, 6, 2, 0]);
  });

  test('is answered for a text that is none', async () => {
    expect((await write('\u0000 ??? (((\n\t"')).length).toBeGreaterThan(0);
    const edits = await connection.sendRequest(DocumentFormattingRequest.type, {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits).toEqual([]);
  });
});
