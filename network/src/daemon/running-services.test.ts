import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePorts } from '../process/ports.js';
import { serviceAddress, startService } from '../service/chaincode-service.js';
import { NodeChaincode } from '../service/node-chaincode.js';
import { Network, type NetworkOptions } from './network.js';

const PROBE = fileURLToPath(new URL('../../src/devnet/fixtures/probe', import.meta.url));

describe('a chaincode whose services run already', () => {
  let data: string;
  let network: Network;
  let port: number;
  const lines: string[] = [];
  const options = (): NetworkOptions => ({
    engine: 'devnet',
    dataDirectory: data,
    firstPort: 0,
    log: (line) => lines.push(line),
  });
  const open = async (extra: Partial<NetworkOptions> = {}): Promise<void> => {
    network = await Network.open({ ...options(), ...extra });
    await network.start();
  };
  const request = (address: string): Parameters<Network['deploy']>[0] => ({
    name: 'probe',
    services: { Org1MSP: address },
    channels: [],
    collections: [],
    inProcess: false,
  });

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'scrip-services-'));
    [port = 0] = await freePorts(1);
    await open({ plain: { organizations: 1, channels: ['mychannel'] } });
  });
  afterAll(async () => {
    await network.stop();
    await rm(data, { recursive: true, force: true });
  });

  test('is refused while one does not answer, with how to start it', async () => {
    const refused: unknown = await network.deploy(request(serviceAddress(port))).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      message: `nothing answers at 127.0.0.1:${port} (Org1MSP); nothing was deployed`,
      hint: expect.stringContaining('CHAINCODE_ID=probe:1.0') as unknown,
    });
    await expect(network.deploy(request('localhost'))).rejects.toThrow(/is no host:port/);
    await expect(network.deploy({ ...request(''), services: {} })).rejects.toThrow(/no service of Org1MSP is named/);
    const stranger = { ...request(''), services: { Org9MSP: 'localhost:1' } };
    await expect(network.deploy(stranger)).rejects.toThrow(/Org9MSP is no member/);
    expect((await network.status())[0]?.definitions).toEqual([]);
  });

  test('is connected to, and to a later start too, whether it answers then or not', async () => {
    const program = new NodeChaincode(PROBE);
    const place = { mspId: 'Org1MSP', port, packageId: 'probe:1.0', logDirectory: join(data, 'logs') };
    const service = await startService({ program, chaincode: 'probe', ...place }, () => undefined);
    try {
      const address = serviceAddress(port);
      expect(await network.deploy(request(address))).toMatchObject({ mychannel: { version: '1.0', sequence: 1 } });
      await network.stop();
      await open();
      expect(network.chaincodes()).toMatchObject([{ name: 'probe', services: { Org1MSP: address }, ports: {} }]);
    } finally {
      await service.stop();
    }
    await network.stop();
    lines.length = 0;
    await open();
    expect(lines.join('\n')).toMatch(/nothing answers there; its services are dialled when it is called/);
  }, 60_000);
});
