import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode } from '../command/exit-code.js';
import type { Io } from '../command/io.js';
import { run } from '../run.js';

/** What a command left behind. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A person at a terminal, or a script, in a folder of its own. */
export class Session {
  readonly folder = mkdtempSync(join(tmpdir(), 'scrip-cli-'));
  readonly env: Record<string, string | undefined> = { XDG_CONFIG_HOME: join(this.folder, 'config') };
  /** What standard input holds. */
  input = '';
  /** What the person answers; absent: there is nobody to ask. */
  answer: string | undefined;
  /** What was asked. */
  readonly asked: string[] = [];

  async run(...argv: readonly string[]): Promise<Outcome> {
    const written = { out: '', err: '' };
    const io: Io = {
      env: this.env,
      canAsk: this.answer !== undefined,
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      readInput: () => Promise.resolve(this.input),
      ask: (question) => {
        this.asked.push(question);
        return Promise.resolve(this.answer ?? '');
      },
      untilStopped: () => new AbortController().signal,
    };
    const exitCode = await run(argv, '1.2.3', io);
    return { exitCode, ...written };
  }

  /** Speaks to a gateway by the environment. */
  use(url: string, apiKey: string): void {
    this.env['SCRIP_URL'] = url;
    this.env['SCRIP_API_KEY'] = apiKey;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
