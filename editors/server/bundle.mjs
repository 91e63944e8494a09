/** Puts the server together as one file, dist/server.cjs: an editor starts it with Node alone. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

await build({
  entryPoints: [path('dist/main.js')],
  outfile: path('dist/server.cjs'),
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'inline',
  logLevel: 'warning',
});
