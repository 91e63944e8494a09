/**
 * Bundles the compiled contracts into one chaincode package: dist/bundle/{index.cjs,package.json}.
 *
 * Input is the output of tsc, because fabric-contract-api needs decorator metadata that esbuild does not emit. The
 * Fabric libraries stay outside: the shim must be the one that starts the process.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  // names of classes appear in the metadata that fabric-contract-api builds
  keepNames: true,
  // paths in the output must not depend on where the sources lie, or members could not compare digests
  absWorkingDir: fileURLToPath(new URL('../../', workspace)),
  sourcemap: false,
  logLevel: 'warning',
});
writeFileSync(new URL('package.json', output), `${JSON.stringify(chaincode, null, 2)}\n`);
const digest = createHash('sha256')
  .update(readFileSync(new URL('index.cjs', output)))
  .digest('hex');
process.stdout.write(`dist/bundle/index.cjs sha256 ${digest}\n`);
