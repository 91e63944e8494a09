/**
 * Puts programs together as one file each, `main.mjs` beside the compiled `main.js`: a process then reads one file instead
 * of a thousand, which is most of what its start costs. Packages that find files beside themselves stay outside,
 * and so does what few processes ever load.
 *
 * usage: node programs.mjs ENTRY... (compiled entries, from the root)
 */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: process.argv.slice(2),
  outbase: '.',
  outdir: '.',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: [
    '@scrip/config',
    '@scrip/gateway-api/certificate-pdf',
    '@scrip/gateway-api/deed-pdf',
    'node-sqlite3-wasm',
    'pkcs11js',
  ],
  // packages in the older format ask for Node's own modules by `require`
  banner: {
    js: "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
  },
  // keeping names would define each function's anew whenever it is made, which the parser of the language does all the time
  keepNames: false,
  logLevel: 'warning',
});
