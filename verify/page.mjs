/**
 * Puts the verifier page together: one HTML file with everything in it, dist/verifier.html. Its security policy names the
 * hashes of its script and its style and forbids everything else, connections above all.
 */
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const workspace = new URL('./', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, workspace));
const read = (name) => readFileSync(path(name), 'utf8');

const { outputFiles } = await build({
  entryPoints: [path('dist/page/page.js')],
  bundle: true,
  minify: true,
  platform: 'browser',
  target: ['es2022'],
  format: 'iife',
  legalComments: 'inline',
  write: false,
  logLevel: 'warning',
});
const script = outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
const style = (await transform(read('src/page/verifier.css'), { loader: 'css', minify: true })).code.trim();

const source = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${source(script)}; style-src ${source(style)}; base-uri 'none'; form-action 'none'`;

// as functions, because a replacement text may hold patterns of its own
const page = read('src/page/verifier.html')
  .replace('POLICY', () => policy)
  .replace(/<style>[^]*?<\/style>/, () => `<style>${style}</style>`)
  .replace(/<script>[^]*?<\/script>/, () => `<script>${script}</script>`);
writeFileSync(path('dist/verifier.html'), page);
process.stdout.write(`dist/verifier.html ${Math.round(page.length / 1024)} KiB\n`);
