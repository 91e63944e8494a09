/** Puts the client together as one file and the server beside it: what is installed needs nothing else. */
import { build } from 'esbuild';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

await build({
  entryPoints: [path('dist/extension.js')],
  outfile: path('dist/extension.cjs'),
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  legalComments: 'inline',
  logLevel: 'warning',
});
copyFileSync(path('../server/dist/server.cjs'), path('dist/server.cjs'));
