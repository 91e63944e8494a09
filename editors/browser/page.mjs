/**
 * Puts the editor together: dist/editor.html, one file with everything in it, and dist/scrip-editor.mjs, the element alone
 * for other pages. The security policy of the page names the hashes of its script and its style and forbids everything
 * else, connections above all.
 */
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const read = (name) => readFileSync(path(name), 'utf8');

async function bundled(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [path(entry)],
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2022'],
    format,
    legalComments: 'inline',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0].text.trim();
}

const script = (await bundled('dist/page.js', 'iife')).replaceAll('</script', '<\\/script');
const style = (await transform(read('src/editor.css'), { loader: 'css', minify: true })).code.trim();
const source = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${source(script)}; style-src ${source(style)}; base-uri 'none'; form-action 'none'`;

// as functions, because a replacement text may hold patterns of its own
const page = read('src/editor.html')
  .replace('POLICY', () => policy)
  .replace(/<style>[^]*?<\/style>/, () => `<style>${style}</style>`)
  .replace(/<script>[^]*?<\/script>/, () => `<script>${script}</script>`);
writeFileSync(path('dist/editor.html'), page);
writeFileSync(path('dist/scrip-editor.mjs'), `${await bundled('dist/scrip-editor.js', 'esm')}\n`);
process.stdout.write(`dist/editor.html ${Math.round(page.length / 1024)} KiB\n`);
