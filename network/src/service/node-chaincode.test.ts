import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NodeChaincode } from './node-chaincode.js';

const PROBE = fileURLToPath(new URL('../../src/devnet/fixtures/probe', import.meta.url));

describe('a folder with a chaincode package', () => {
  let folder: string;
  let lines: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-source-'));
    lines = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const source = async (json: object): Promise<NodeChaincode> => {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'kv', private: true, ...json }));
    return new NodeChaincode(folder);
  };
  const prepare = (chaincode: NodeChaincode): Promise<void> =>
    chaincode.prepare(join(folder, 'build.log'), (line) => lines.push(line));

  test('must have a package.json', () => {
    expect(() => new NodeChaincode(folder)).toThrow(/holds no package.json/);
  });

  test('must have a readable package.json', async () => {
    await writeFile(join(folder, 'package.json'), '{');
    expect(() => new NodeChaincode(folder)).toThrow(/is not valid JSON; nothing was deployed/);
  });

  test('is neither installed nor built when nothing is missing', async () => {
    await prepare(new NodeChaincode(PROBE));
    expect(lines).toEqual([]);
  });

  test('is installed when a dependency cannot be resolved', async () => {
    await mkdir(join(folder, 'rules'));
    await writeFile(join(folder, 'rules', 'package.json'), JSON.stringify({ name: 'rules', version: '1.0.0' }));
    await prepare(await source({ dependencies: { rules: 'file:./rules' } }));
    expect(lines).toEqual([`installing ${folder} (missing: rules)`]);
    expect(existsSync(join(folder, 'node_modules', 'rules', 'package.json'))).toBe(true);
  });

  test('is built when it has a build script', async () => {
    await prepare(await source({ scripts: { build: "node -e \"fs.writeFileSync('built', 'yes')\"" } }));
    expect(await readFile(join(folder, 'built'), 'utf8')).toBe('yes');
  });

  test('whose build fails is an error with the end of the log', async () => {
    const broken = await source({ scripts: { build: 'node -e "console.error(\'no such type\'); process.exit(2)"' } });
    await expect(prepare(broken)).rejects.toThrow(/npm run build failed[^]*no such type/);
  });

  test("runs with the shim's own command, ours when it has none", async () => {
    const own = await source({});
    expect(own.shimCli()).toMatch(/fabric-shim[/\\]cli\.js$/);
    expect(own.shimCli().startsWith(folder)).toBe(false);
    const shim = join(folder, 'node_modules', 'fabric-shim');
    await mkdir(shim, { recursive: true });
    await writeFile(join(shim, 'cli.js'), '');
    expect((await source({})).shimCli()).toContain(join('node_modules', 'fabric-shim', 'cli.js'));
    expect((await source({})).shimCli()).toContain('scrip-source-');
  });
});
