import { workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node.js';

let client: LanguageClient | undefined;

/** Starts the language server for texts of the language. */
export async function activate(context: ExtensionContext): Promise<void> {
  const server = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.stdio };
  client = new LanguageClient('scrip', 'Scrip', server, {
    documentSelector: [{ language: 'scrip' }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.scrip') },
  });
  await client.start();
}

/** Stops it. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
