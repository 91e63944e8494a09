/**
 * Bundles the compiled contracts into one chaincode package: dist/bundle/{index.cjs,package.json}.
 *
 * Input is the output of tsc, because fabric-contract-api needs decorator metadata that esbuild does not emit. The
 * Fabric libraries stay outside: the shim must be the one that starts the process.
 *
 * The protocols of the library are compiled ahead of time: each definition becomes the program that the language emits of
 * it, in dist/programs/emitted for whoever wants to read it, and the chaincode runs that where the hash is that of what was
 * adopted.
 */
import { compileTogether, emit } from '@scrip/language';
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const workspace = new URL('./', import.meta.url);
const output = new URL('dist/bundle/', workspace);
const { version, dependencies } = JSON.parse(readFileSync(new URL('package.json', workspace), 'utf8'));
const chaincode = {
  name: 'scrip',
  version,
  private: true,
  description: 'Scrip chaincode, bundled',
  license: 'Apache-2.0',
  main: 'index.cjs',
  scripts: { start: 'fabric-chaincode-node server' },
  dependencies: {
    'fabric-contract-api': dependencies['fabric-contract-api'],
    'fabric-shim': dependencies['fabric-shim'],
  },
  overrides: { 'class-transformer': '0.4.0' },
};

/** Writes the programs of the library. @returns the module that lists them */
function writePrograms() {
  const folder = new URL('dist/programs/emitted/', workspace);
  const library = new URL('../../config/protocols/', workspace);
  const sources = readdirSync(library)
    .filter((name) => name.endsWith('.scrip'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, library), 'utf8') }));
  const compiled = compileTogether(sources);
  const [mistaken] = compiled.filter(({ problems }) => problems.length > 0);
  if (mistaken !== undefined) throw new Error(`${mistaken.source.name}: ${mistaken.problems[0].message}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = compiled
    .flatMap(({ definitions }) => definitions)
    .map((definition) => {
      const file = `${definition.name}-${String(definition.version)}.ts`;
      writeFileSync(new URL(file, folder), emit(definition));
      return file;
    });
  const imports = files.map((file, index) => `import * as p${String(index)} from './emitted/${file}';`);
  return `${imports.join('\n')}\nexport const COMPILED_TEXTS = [${files.map((_, index) => `p${String(index)}`).join(', ')}];\n`;
}

/** Puts the programs in the place of the empty list that stands in the sources. */
const compiledTexts = {
  name: 'compiled-texts',
  setup: ({ onLoad }) => {
    const contents = writePrograms();
    const resolveDir = fileURLToPath(new URL('dist/programs/', workspace));
    onLoad({ filter: /dist[\\/]programs[\\/]compiled-texts\.js$/ }, () => ({ contents, resolveDir, loader: 'js' }));
  },
};

/**
 * Names of contracts' classes appear in the metadata that fabric-contract-api builds. The compiler names a decorated class
 * twice, of which bundling numbers one: so only one is left. That esbuild keeps names itself would define each function's
 * anew whenever it is made, which triples what the parser of the language takes.
 */
const namesOfContracts = {
  name: 'names-of-contracts',
  setup: ({ onLoad }) =>
    onLoad({ filter: /dist[\\/].*-contract\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^let (\w+) = class \1 /m, 'let $1 = class '),
      loader: 'js',
    })),
};

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL('dist/index.js', workspace))],
  outfile: fileURLToPath(new URL('index.cjs', output)),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['fabric-*', '@hyperledger/*'],
  define: { SCRIP_PACKAGE: JSON.stringify({ name: chaincode.name, version }) },
  legalComments: 'inline',
  // paths in the output must not depend on where the sources lie, or members could not compare digests
  absWorkingDir: fileURLToPath(new URL('../../', workspace)),
  sourcemap: false,
  plugins: [compiledTexts, namesOfContracts],
  logLevel: 'warning',
});
writeFileSync(new URL('package.json', output), `${JSON.stringify(chaincode, null, 2)}\n`);
const digest = createHash('sha256')
  .update(readFileSync(new URL('index.cjs', output)))
  .digest('hex');
process.stdout.write(`dist/bundle/index.cjs sha256 ${digest}\n`);
