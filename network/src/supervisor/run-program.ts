import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { NetworkError } from '../network-error.js';
import { nodeCommand } from '../process/command.js';

/** How many of a program's last lines are repeated when it fails. */
const KEPT_LINES = 20;

/**
 * Runs a Node program to its end and hands on each line that it prints.
 * @throws NetworkError with the program's last words when it ends with another code than 0
 */
export async function runProgram(
  name: string,
  script: string,
  args: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const command = nodeCommand(script, args);
  const child = spawn(command.file, command.args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const lastErrors: string[] = [];
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastErrors.push(line);
    if (lastErrors.length > KEPT_LINES) lastErrors.shift();
  });
  const abort = (): void => {
    child.stdin.destroy();
  };
  signal.addEventListener('abort', abort);
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
  signal.removeEventListener('abort', abort);
  signal.throwIfAborted();
  if (code !== 0) throw new NetworkError([`${name} ended with code ${code}`, ...lastErrors].join('\n'));
}
