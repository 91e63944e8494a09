import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nativeCommand, nodeCommand, type Command } from './command.js';
import { acceptsConnections, freePorts } from './ports.js';
import { SupervisedProcess } from './supervised-process.js';

const SERVER = `require('node:net').createServer().listen(Number(process.argv[2]), '127.0.0.1');
require('node:fs').appendFileSync(process.argv[3], process.pid + ' ');`;

describe('a process that was started', () => {
  let folder: string;
  let script: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-process-'));
    script = join(folder, 'server.cjs');
    await writeFile(script, SERVER);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const supervise = (command: Command, port: number, log: string[] = []): SupervisedProcess =>
    new SupervisedProcess(
      {
        name: 'server',
        command,
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '' },
        logPath: join(folder, 'server.log'),
        readyTimeoutMs: 20_000,
        isReady: () => acceptsConnections(port),
      },
      (line) => log.push(line),
    );
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    while (!(await condition())) await sleep(20);
  };
  const pids = async (file: string): Promise<number[]> => {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '');
    return text.trim().split(' ').map(Number);
  };
  const commands: readonly [string, (port: number, file: string) => Command][] = [
    ['Node script', (port, file) => nodeCommand(script, [String(port), join(folder, file)])],
    ['native program', (port, file) => nativeCommand(process.execPath, [script, String(port), join(folder, file)])],
  ];

  test.each(commands)('as %s is started again after a crash, and stays down after stop', async (kind, command) => {
    const [port = 0] = await freePorts(1);
    const file = `${kind} pids`;
    const log: string[] = [];
    const supervised = supervise(command(port, file), port, log);
    await supervised.start();
    const [first = 0] = await pids(file);
    process.kill(first, 'SIGKILL');
    await until(async () => (await pids(file)).length === 2 && (await acceptsConnections(port)));
    expect(log[0]).toMatch(/^server ended; starting it again/);
    await supervised.stop();
    expect(await acceptsConnections(port)).toBe(false);
    await sleep(400);
    expect(await acceptsConnections(port)).toBe(false);
  });

  test.each(commands)('as %s does not outlive a parent that was killed', async (kind, command) => {
    const [port = 0] = await freePorts(1);
    const { file, args } = command(port, `${kind} orphan`);
    const parent = join(folder, 'parent.mjs');
    const call = `spawn(${JSON.stringify(file)}, ${JSON.stringify(args)}, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })`;
    await writeFile(parent, `import { spawn } from 'node:child_process';\n${call};\nsetInterval(() => {}, 1000);\n`);
    const running = spawn(process.execPath, [parent], { stdio: 'ignore' });
    await until(() => acceptsConnections(port));
    running.kill('SIGKILL');
    await until(async () => !(await acceptsConnections(port)));
  });

  test('takes with it what it started itself', async () => {
    const [port = 0] = await freePorts(1);
    const left = `'${process.execPath}' '${script}' ${port} '${join(folder, 'left')}' & wait`;
    const supervised = supervise(nativeCommand('/bin/sh', ['-c', left]), port);
    await supervised.start();
    await supervised.stop();
    await until(async () => !(await acceptsConnections(port)));
  });

  test('that ends at once is an error with the end of its log', async () => {
    const [port = 0] = await freePorts(1);
    const command = nativeCommand('/bin/sh', ['-c', 'echo the reason >&2; exit 3']);
    await expect(supervise(command, port).start()).rejects.toThrow(/ended before it was ready[^]*the reason/);
  });

  test('whose program is not there is an error', async () => {
    const [port = 0] = await freePorts(1);
    const missing = { file: fileURLToPath(new URL('./no-such-program', import.meta.url)), args: [] };
    await expect(supervise(missing, port).start()).rejects.toThrow(/ended before it was ready/);
  });
});
