/**
 * The one door to every task (`npm start`, `npm test`, ...): on a machine with only git and Node it first installs
 * and builds what is missing, with a line and a time for each step, then runs the task. Needs nothing installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const bin = (name) => join(root, 'node_modules', name);
const tsc = bin('typescript/bin/tsc');

/** What is printed on the way. The output of `scrip` is for programs too, so nothing else may be in it. */
const say = process.argv[2] === 'scrip' ? process.stderr : process.stdout;

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['inherit', say.fd, 'inherit'], ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Runs one named step, prints how long it took and ends the process if it fails. */
function step(name, work) {
  const begin = performance.now();
  say.write(`${name} ...\n`);
  const status = work();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  if (status !== 0) {
    process.stderr.write(`${name} failed after ${seconds} s\n`);
    process.exit(status);
  }
  say.write(`${name} done in ${seconds} s\n`);
}

const modified = (path) => (existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0);

/** `npm ci` when there is no installation, or when it is older than the lockfile. */
function install() {
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  const npm = process.env.npm_execpath;
  step('install', () => (npm ? run(process.execPath, [npm, 'ci']) : run('npm', ['ci'], { shell: true })));
}

const compiled = (...workspaces) => workspaces.map((workspace) => `${workspace}/tsconfig.tsbuildinfo`);
const GATEWAY = ['main.js', 'bootstrap.js', 'market/main.js'].map((entry) => `gateway-api/dist/${entry}`);

/** What esbuild makes of compiled sources, by the script that makes it. */
const bundles = [
  {
    product: 'chaincode/contracts/dist/bundle/index.cjs',
    script: 'chaincode/contracts/bundle.mjs',
    sources: [
      ...compiled('chaincode/model', 'chaincode/language', 'chaincode/contracts'),
      ...readdirSync(join(root, 'config/protocols')).map((name) => `config/protocols/${name}`),
    ],
  },
  {
    product: 'verify/dist/verifier.html',
    script: 'verify/page.mjs',
    sources: [...compiled('verify'), 'verify/src/page/verifier.html', 'verify/src/page/verifier.css'],
  },
  {
    product: 'editors/server/dist/server.cjs',
    script: 'editors/server/bundle.mjs',
    sources: compiled('chaincode/model', 'chaincode/language', 'editors/server'),
  },
  {
    product: 'editors/vscode/dist/extension.cjs',
    script: 'editors/vscode/bundle.mjs',
    sources: [...compiled('editors/vscode'), 'editors/server/dist/server.cjs'],
  },
  {
    product: 'editors/browser/dist/editor.html',
    script: 'editors/browser/page.mjs',
    sources: [
      ...compiled('chaincode/model', 'chaincode/language', 'editors/browser'),
      'editors/browser/src/editor.html',
      'editors/browser/src/editor.css',
    ],
  },
  {
    product: 'cli/dist/main.mjs',
    script: 'programs.mjs',
    args: ['cli/dist/main.js'],
    sources: compiled(
      'chaincode/model',
      'chaincode/language',
      'interchange',
      'signing',
      'verify',
      'gateway-api',
      'cli',
    ),
  },
  {
    product: 'gateway-api/dist/main.mjs',
    script: 'programs.mjs',
    args: GATEWAY,
    sources: compiled(
      'chaincode/model',
      'chaincode/language',
      'signing',
      'audit',
      'verify',
      'credentials',
      'gateway-api',
    ),
  },
];

/** The tree of the Scrip language, made from its grammar. */
function generate() {
  const language = 'chaincode/language';
  if (modified(`${language}/src/generated/ast.ts`) > modified(`${language}/src/grammar/scrip.langium`)) return;
  step('grammar', () =>
    run(process.execPath, [bin('langium-cli/bin/langium.js'), 'generate', '-f', `${language}/langium-config.json`], {
      stdio: ['inherit', 'ignore', 'inherit'],
    }),
  );
}

/** `tsc -b` compiles only what changed; the bundles follow when their sources did. */
function build() {
  generate();
  step('build', () => {
    const status = run(process.execPath, [tsc, '-b']);
    const isStale = ({ product, script, sources }) =>
      modified(product) <= Math.max(...[script, ...sources].map(modified));
    return bundles
      .filter(isStale)
      .reduce((worst, { script, args = [] }) => worst || run(process.execPath, [script, ...args]), status);
  });
}

/** Runs a program of Node beside others. @param priority absent: that of this process. @returns its exit code */
function start(args, options = {}, priority = undefined) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** A static check gives way to the tests that run beside it. */
const check = (path, ...args) => start([bin(path), ...args], {}, constants.priority.PRIORITY_BELOW_NORMAL);
const lint = () => check('eslint/bin/eslint.js', '.', '--max-warnings', '0');
const format = () => check('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.');

/** Runs jest on the compiled tests; returns what it counted. A run that counted nothing is a failure. */
async function jest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'scrip-test-'));
  const report = join(folder, 'report.json');
  const options = ['--experimental-vm-modules', '--no-warnings', bin('jest/bin/jest.js')];
  await start([...options, '--json', `--outputFile=${report}`, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const outcome = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  if (!outcome) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: outcome.numPassedTests,
    failed: outcome.numFailedTests + outcome.numRuntimeErrorTestSuites,
    skipped: outcome.numPendingTests,
  };
}

/** The last line of every test run; the exit code says the same. */
function conclude(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) for (const key of Object.keys(total)) total[key] += count[key];
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** A static check counts as one test, so that the last line covers it. */
async function counted(name, work) {
  const begin = performance.now();
  const failed = (await work()) === 0 ? 0 : 1;
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stdout.write(`${name} ${failed ? 'FAILED' : 'passed'} in ${seconds} s\n`);
  return { passed: 1 - failed, failed, skipped: 0 };
}

/** The folder that holds Fabric's own `peer` and `orderer`, or nothing. */
function fabricBinaries() {
  const folders = [process.env.FABRIC_BIN, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => folder && ['peer', 'orderer'].every((name) => existsSync(join(folder, name))));
}

/** The suites that run on both engines, here on real peers and orderers. */
async function testFabric(args) {
  if (!fabricBinaries()) {
    process.stdout.write(
      'test:fabric skipped: no `peer` and `orderer` in FABRIC_BIN or on PATH. They come with the Hyperledger Fabric ' +
        'release (https://hyperledger-fabric.readthedocs.io, "Install Fabric and Fabric Samples").\n',
    );
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const suites = [
    'test/dist/conformance',
    'test/dist/endorsement',
    'test/dist/differential',
    'test/dist/fuzz',
    'test/dist/journeys',
    'test/dist/tools',
    'test/dist/identity',
    'test/dist/compliance',
    'test/dist/settlement',
    'test/dist/ownership',
    'test/dist/certificates',
    'test/dist/search',
    'test/dist/language',
    'test/dist/library',
    'test/dist/load',
    'network/dist/fabric',
    'network/dist/ca',
  ];
  return jest(['--runInBand', ...suites, ...args], { SCRIP_ENGINE: 'fabric' });
}

/**
 * Runs a task that serves until it is told to stop. Ctrl-C reaches it by itself, so this process only waits for its
 * orderly end; what is sent to this process alone is handed on.
 */
const script = (path) => (args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' });
    process.on('SIGINT', () => undefined);
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });

const tasks = {
  start: script('network/dist/supervisor/main.js'),
  network: script('network/dist/cli/main.js'),
  bench: script('test/dist/bench/main.js'),
  scrip: script('cli/bin/scrip.mjs'),
  mutation: (args) =>
    run(process.execPath, [bin('@stryker-mutator/core/bin/stryker.js'), 'run', 'stryker.config.mjs', ...args], {
      cwd: join(root, 'chaincode', 'model'),
    }),
  build: () => 0,
  lint: async () => Math.max(...(await Promise.all([lint(), format()]))),
  test: async (args) => {
    const checks = async () => [await counted('format', format), await counted('lint', lint)];
    const [counts, tests] = await Promise.all([checks(), jest(args)]);
    return conclude([...counts, tests]);
  },
  'test:fabric': async (args) => conclude([await testFabric(args)]),
};

const [name, ...args] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  process.stderr.write(`usage: node launch.mjs ${Object.keys(tasks).join(' | ')}\n`);
  process.exit(2);
}
install();
build();
process.exit(await task(args));
