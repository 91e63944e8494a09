import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NetworkError } from '../network-error.js';
import type { Command } from './command.js';

const STOP_TIMEOUT_MS = 8_000;
const POLL_MS = 50;
const BACKOFF_FIRST_MS = 250;
const BACKOFF_MAX_MS = 10_000;
/** A process that lived this long starts its next backoff from the beginning. */
const STABLE_AFTER_MS = 30_000;
const TAIL_LINES = 15;
/** A log that is larger when its process starts is set aside as `….old`, in place of the one before. */
const LOG_BYTES_MAX = 20 * 1024 * 1024;

/** How to run a process and how to see that it is ready. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: Command;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Standard output and error are appended here. */
  readonly logPath: string;
  readonly readyTimeoutMs: number;
  isReady(): Promise<boolean>;
}

/**
 * A process that this one started: it is started again with growing pauses when it ends by itself, and it is stopped
 * with everything below it and nothing else.
 */
export class SupervisedProcess {
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #wanted = false;
  #backoffMs = BACKOFF_FIRST_MS;

  constructor(
    private readonly spec: ProcessSpec,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves when the process answers; throws when it ends or stays silent before that, and leaves nothing behind. */
  async start(): Promise<void> {
    this.#wanted = true;
    this.#spawn();
    const deadline = Date.now() + this.spec.readyTimeoutMs;
    while (!(await this.spec.isReady())) {
      if (this.#child === undefined) throw this.#failure('ended before it was ready');
      if (Date.now() > deadline) {
        await this.stop();
        throw this.#failure(`did not answer within ${this.spec.readyTimeoutMs / 1000} s`);
      }
      await sleep(POLL_MS);
    }
    void this.#superviseFrom(Date.now());
  }

  /** Asks the process to end by closing its standard input, kills its group when it does not. */
  async stop(): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (child === undefined) return;
    child.stdin?.end();
    const stopped = await Promise.race([this.#ended.then(() => true), sleep(STOP_TIMEOUT_MS, false, { ref: false })]);
    if (!stopped) killGroup(child);
    await this.#ended;
  }

  async #superviseFrom(startedAt: number): Promise<void> {
    await this.#ended;
    if (!this.#wanted) return;
    if (Date.now() - startedAt > STABLE_AFTER_MS) this.#backoffMs = BACKOFF_FIRST_MS;
    this.log(`${this.spec.name} ended; starting it again in ${this.#backoffMs} ms (log: ${this.spec.logPath})`);
    await sleep(this.#backoffMs, undefined, { ref: false });
    this.#backoffMs = Math.min(this.#backoffMs * 2, BACKOFF_MAX_MS);
    if (!this.#isWanted()) return;
    this.#spawn();
    void this.#superviseFrom(Date.now());
  }

  #isWanted(): boolean {
    return this.#wanted;
  }

  #spawn(): void {
    mkdirSync(dirname(this.spec.logPath), { recursive: true });
    setAsideLargeLog(this.spec.logPath);
    const output = openSync(this.spec.logPath, 'a');
    const child = spawn(this.spec.command.file, this.spec.command.args, {
      cwd: this.spec.cwd,
      env: this.spec.env,
      detached: true,
      stdio: ['pipe', output, output],
    });
    closeSync(output);
    child.stdin?.on('error', () => undefined);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        if (this.#child === child) this.#child = undefined;
        killGroup(child);
        child.stdin?.destroy();
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
  }

  #failure(what: string): NetworkError {
    const tail = readFileSync(this.spec.logPath, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    return new NetworkError(`${this.spec.name} ${what}; the end of its log:\n${tail}`, `see ${this.spec.logPath}`);
  }
}

function setAsideLargeLog(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) renameSync(path, `${path}.old`);
}

/**
 * The child leads its own process group, so the group holds what it started and nothing of ours: also what a shell or
 * `go run` left behind when it ended, which would keep its port.
 */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
