import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { messageOf, NetworkError } from '../network-error.js';
import type { UpOptions } from './up-arguments.js';
import type { Print } from './output.js';
import { findRunning } from './running.js';

const POLL_MS = 100;

/** Starts a network in a process of its own and returns when it is ready. */
export async function upDetached(options: UpOptions, print: Print): Promise<void> {
  const running = await findRunning(options.data);
  if (running !== undefined) {
    throw new NetworkError(
      `a network is running on ${options.data} (process ${running.state.pid}); nothing was started`,
      `npm run network -- down --data ${options.data}`,
    );
  }
  const logPath = join(options.data, 'logs', 'network.log');
  mkdirSync(join(options.data, 'logs'), { recursive: true });
  const output = openSync(logPath, 'a');
  const before = statSync(logPath).size;
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  const child = spawn(process.execPath, [main, ...upArguments(options)], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new AbortController();
  child.once('exit', () => ended.abort());
  child.once('error', () => ended.abort());
  child.unref();
  while (!(await isReady(options.data, child.pid))) {
    if (ended.signal.aborted)
      throw new NetworkError(`the network did not start:\n${written(logPath, before)}`, `see ${logPath}`);
    await sleep(POLL_MS);
  }
  print(written(logPath, before));
}

function upArguments(options: UpOptions): readonly string[] {
  return [
    'up',
    ...['--data', options.data, '--engine', options.engine],
    ...(options.config === undefined ? [] : ['--config', options.config]),
    ...(options.port === undefined ? [] : ['--port', String(options.port)]),
    ...(options.plain === undefined ? [] : ['--organizations', String(options.plain.organizations)]),
    ...(options.plain?.channels ?? []).flatMap((channel) => ['--channel', channel]),
  ];
}

async function isReady(data: string, pid: number | undefined): Promise<boolean> {
  const running = await findRunning(data);
  if (running === undefined || running.state.pid !== pid) return false;
  return (await running.client.status()).state === 'ready';
}

/** What this start has written so far; the log also holds earlier starts. */
function written(logPath: string, from: number): string {
  try {
    return readFileSync(logPath).subarray(from).toString('utf8').trimEnd();
  } catch (error) {
    return messageOf(error);
  }
}
