import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type CommandResult, REPOSITORY } from './command.js';

/** The program as npm links it. */
const PROGRAM = join(REPOSITORY, 'cli', 'bin', 'scrip.mjs');

/** An institution's staff at their command line, with profiles in a folder of their own. */
export class ScripCommand {
  /** All that was printed so far. */
  printed = '';

  constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  /** Runs one command. @param input what standard input holds */
  async run(argv: readonly string[], input = ''): Promise<CommandResult> {
    const child = spawn(process.execPath, [PROGRAM, ...argv], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: join(this.folder, 'config'), ...this.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.stdin.end(input);
    const status = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    this.printed += output.stdout + output.stderr;
    return { status, ...output };
  }

  /** Runs one command that must end so. @returns what it printed for programs */
  async json<T>(status: number, ...argv: readonly string[]): Promise<T> {
    const result = await this.run([...argv, '--format', 'json']);
    if (result.status !== status) {
      throw new Error(`scrip ${argv.join(' ')} ended with ${result.status}: ${result.stdout}${result.stderr}`);
    }
    return JSON.parse(result.stdout === '' ? result.stderr : result.stdout) as T;
  }
}
