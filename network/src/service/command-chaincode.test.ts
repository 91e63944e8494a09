import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePorts } from '../process/ports.js';
import { chaincodeProgram } from './chaincode-program.js';
import { startService } from './chaincode-service.js';
import { CommandChaincode } from './command-chaincode.js';
import { NodeChaincode } from './node-chaincode.js';

const SERVER = `const address = process.env.CHAINCODE_SERVER_ADDRESS;
require('node:fs').writeFileSync('seen.json', JSON.stringify({ ...process.env, cwd: process.cwd() }));
require('node:net').createServer().listen(Number(address.split(':')[1]), '127.0.0.1');`;

describe('a chaincode with a command of its own', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-command-'));
    await writeFile(join(folder, 'server.cjs'), SERVER);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is chosen when a command is named, a Node package otherwise', async () => {
    expect(chaincodeProgram({ path: folder, run: './kv' })).toBeInstanceOf(CommandChaincode);
    await writeFile(join(folder, 'package.json'), '{}');
    expect(chaincodeProgram({ path: folder })).toBeInstanceOf(NodeChaincode);
  });

  test('needs a folder', () => {
    const file = join(folder, 'server.cjs');
    expect(() => new CommandChaincode(file, './kv')).toThrow(/is no folder; nothing was deployed/);
    expect(() => new CommandChaincode(join(folder, 'absent'), './kv')).toThrow(/is no folder/);
  });

  test('runs in its folder and finds its address, id and organisation in the environment', async () => {
    const [port = 0] = await freePorts(1);
    const logDirectory = join(folder, 'logs');
    const program = new CommandChaincode(folder, `'${process.execPath}' server.cjs`);
    const request = { program, chaincode: 'kv', mspId: 'AMSP', port, packageId: 'kv:1.0', logDirectory };
    const service = await startService(request, () => undefined);
    await service.stop();
    expect(existsSync(join(logDirectory, 'chaincode.kv.AMSP.log'))).toBe(true);
    expect(JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8'))).toMatchObject({
      cwd: folder,
      CHAINCODE_SERVER_ADDRESS: `127.0.0.1:${port}`,
      CHAINCODE_ID: 'kv:1.0',
      CORE_CHAINCODE_ID_NAME: 'kv:1.0',
      CORE_PEER_LOCALMSPID: 'AMSP',
      CORE_PEER_TLS_ENABLED: 'false',
    });
  });
});
