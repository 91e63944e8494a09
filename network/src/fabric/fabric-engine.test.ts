import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChaincodeDefinition, ChaincodeRuntime, ChannelStatus } from '../engine.js';
import { ensureNetworkPki } from '../pki/organization-pki.js';
import { freePorts } from '../process/ports.js';
import type { SupervisedProcess } from '../process/supervised-process.js';
import { serviceAddress, startService } from '../service/chaincode-service.js';
import { NodeChaincode } from '../service/node-chaincode.js';
import type { Topology } from '../topology.js';
import { topologyFixture } from '../topology.fixture.js';
import { PeerAdmin } from './admin/peer-admin.js';
import type { Call } from './admin/proposal.js';
import { findBinaries } from './binaries.js';
import { FabricEngine } from './fabric-engine.js';

const PROBE = fileURLToPath(new URL('../../src/devnet/fixtures/probe', import.meta.url));
const TIMEOUT_MS = 120_000;
const definition: ChaincodeDefinition = {
  name: 'probe',
  version: '1.0',
  sequence: 1,
  collections: [],
  initRequired: false,
};

function binariesThere(): boolean {
  try {
    findBinaries();
    return true;
  } catch {
    process.stderr.write('engine fabric: skipped: peer/orderer not found\n');
    return false;
  }
}

/** The fixture's topology with free ports in place of its own. */
async function freeTopology(): Promise<Topology> {
  const fixture = topologyFixture();
  const free = await freePorts(fixture.organizations.length * 7);
  return {
    ...fixture,
    organizations: fixture.organizations.map((organization, index) => {
      const [
        peer = 0,
        chaincodeListener = 0,
        peerOperations = 0,
        orderer = 0,
        ordererAdmin = 0,
        ordererOperations = 0,
        ca = 0,
      ] = free.slice(index * 7);
      return {
        ...organization,
        ports: { peer, chaincodeListener, peerOperations, orderer, ordererAdmin, ordererOperations, ca },
      };
    }),
  };
}

(binariesThere() ? describe : describe.skip)('real peers and SmartBFT orderers', () => {
  let directory: string;
  let topology: Topology;
  let engine: FabricEngine;
  let runtime: ChaincodeRuntime;
  const services: SupervisedProcess[] = [];

  const newEngine = async (): Promise<FabricEngine> => {
    const pki = await ensureNetworkPki(directory, topology.organizations);
    return new FabricEngine({ topology, pki, dataDirectory: directory, log: () => undefined });
  };
  const statusOf = async (channel: string): Promise<ChannelStatus> => {
    const found = (await engine.status()).find((status) => status.channel === channel);
    if (found === undefined) throw new Error(`no channel ${channel}`);
    return found;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scrip-fabric-'));
    topology = await freeTopology();
    engine = await newEngine();
    await engine.start();
    const ports = await freePorts(topology.organizations.length);
    const addresses = new Map(
      topology.organizations.map(({ mspId }, index) => [mspId, serviceAddress(ports[index] ?? 0)]),
    );
    runtime = { kind: 'service', addresses };
    const started = topology.organizations.map(({ mspId }, index) =>
      startService(
        {
          program: new NodeChaincode(PROBE),
          chaincode: definition.name,
          mspId,
          port: ports[index] ?? 0,
          packageId: engine.packageId(definition, mspId, addresses.get(mspId) ?? ''),
          logDirectory: join(directory, 'logs'),
        },
        () => undefined,
      ),
    );
    services.push(...(await Promise.all(started)));
  }, TIMEOUT_MS);

  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await engine.stop();
    await rm(directory, { recursive: true, force: true });
  }, TIMEOUT_MS);

  test(
    'four and three consenters order the two channels, which see their members only',
    async () => {
      expect([...(await statusOf('all')).heights.keys()]).toEqual(['EastMSP', 'NorthMSP', 'SouthMSP', 'WestMSP']);
      expect([...(await statusOf('three')).heights.keys()]).toEqual(['EastMSP', 'NorthMSP', 'SouthMSP']);
    },
    TIMEOUT_MS,
  );

  test(
    'a definition is committed on both channels at once, and deploying it again changes nothing',
    async () => {
      await Promise.all(['all', 'three'].map((channel) => engine.deploy(channel, definition, runtime)));
      const before = await statusOf('all');
      expect(before.definitions).toEqual([{ name: 'probe', version: '1.0', sequence: 1 }]);
      expect(new Set(before.commitHashes.values()).size).toBe(1);
      await engine.deploy('all', definition, runtime);
      expect((await statusOf('all')).heights).toEqual(before.heights);
    },
    TIMEOUT_MS,
  );

  test(
    'what a transaction of one organisation wrote is at the others after a restart from disk',
    async () => {
      const call = (name: string, ...args: string[]): Call => ({
        channel: 'three',
        chaincode: 'probe',
        args: [name, ...args].map((text) => Buffer.from(text)),
      });
      const admin = async (mspId: string): Promise<PeerAdmin> => {
        const pki = (await ensureNetworkPki(directory, topology.organizations)).get(mspId);
        const address = engine.endpoints.get(mspId)?.address;
        if (pki === undefined || address === undefined) throw new Error(`no peer of ${mspId}`);
        return new PeerAdmin(pki, address);
      };
      const north = await admin('NorthMSP');
      await north.submit(call('probe:put', 'lot', '100'), ['NorthMSP', 'SouthMSP']);
      north.close();
      await engine.stop();
      engine = await newEngine();
      await engine.start();
      const east = await admin('EastMSP');
      expect(Buffer.from(await east.query(call('probe:get', 'lot'))).toString()).toBe('100');
      east.close();
    },
    TIMEOUT_MS,
  );
});
