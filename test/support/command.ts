import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a finished command left behind. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder of the repository, found from here upwards whether this file runs compiled or not. */
export const REPOSITORY = findRepository(dirname(fileURLToPath(import.meta.url)));

function findRepository(from: string): string {
  if (existsSync(join(from, 'launch.mjs'))) {
    return from;
  }
  const parent = dirname(from);
  if (parent === from) {
    throw new Error('no folder above this file holds launch.mjs');
  }
  return findRepository(parent);
}

/**
 * Runs `npm run network -- <args>` without npm in between. Waits for the process itself, not for its pipes: `up
 * --detach` leaves a daemon behind that may have inherited them.
 */
export function networkCommand(
  args: readonly string[],
  timeoutMs: number,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const script = join(REPOSITORY, 'network', 'dist', 'cli', 'main.js');
  const child = spawn(process.execPath, [script, ...args], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return new Promise((resolve, reject) => {
    const overdue = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`network ${args.join(' ')} took longer than ${timeoutMs} ms\n${output.stdout}${output.stderr}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(overdue);
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ status: code ?? 1, ...output });
      });
    });
  });
}
