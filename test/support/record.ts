import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from './command.js';
import { type EngineName, whyUnavailable } from './engine.js';

const JEST = join(REPOSITORY, 'node_modules', 'jest', 'bin', 'jest.js');

/** Ends the process when real peers cannot be run. @param what is to be recorded, and where: the start of the reason */
export function requireFabric(what: string): void {
  const unavailable = whyUnavailable('fabric');
  if (unavailable === undefined) return;
  process.stderr.write(`${what}: ${unavailable}\n`);
  process.exit(1);
}

/**
 * Runs compiled suites on an engine so that they record.
 *
 * @param suites paths below the repository
 * @param env what tells them to record
 * @param only pattern of the names of the tests to run; all when left out
 * @returns exit code
 */
export function runSuites(
  engine: EngineName,
  suites: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  only?: string,
): number {
  const names = only === undefined ? [] : ['--testNamePattern', only];
  const args = ['--experimental-vm-modules', '--no-warnings', JEST, '--runInBand', ...names, ...suites];
  const run = spawnSync(process.execPath, args, {
    cwd: REPOSITORY,
    stdio: 'inherit',
    env: { ...process.env, ...env, SCRIP_ENGINE: engine },
  });
  return run.status ?? 1;
}
