import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import * as grpc from '@grpc/grpc-js';
import { connect, type Contract, type Gateway, hash } from '@hyperledger/fabric-gateway';

import type { ChaincodeDefinition } from '../engine.js';
import { ensureNetworkPki, ensureOrganizationPki } from '../pki/organization-pki.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { ChannelTopology, NodePorts, OrganizationTopology, Topology } from '../topology.js';
import { signLowS } from '@scrip/credentials';
import { SigningIdentity } from '../crypto/signing-identity.js';
import { DevnetEngine } from './devnet.js';

/** Folder of a contract that touches everything a peer offers. */
export const PROBE = fileURLToPath(new URL('../../src/devnet/fixtures/probe', import.meta.url));

const SETTLING_PAUSE_MS = 5;

/** Four organisations, of which the last is not in `pair`. */
export const ORGANIZATIONS = ['AlphaMSP', 'BetaMSP', 'GammaMSP', 'DeltaMSP'] as const;

const ANY_PORT: NodePorts = {
  peer: 0,
  chaincodeListener: 0,
  peerOperations: 0,
  orderer: 0,
  ordererAdmin: 0,
  ordererOperations: 0,
  ca: 0,
};

/** A network of its own data directory, for tests. */
export class TestDevnet {
  readonly log: string[] = [];
  readonly #clients: { close(): void }[] = [];
  #engine: DevnetEngine | undefined;

  private constructor(
    readonly directory: string,
    readonly topology: Topology,
    readonly pki: Map<string, OrganizationPki>,
  ) {}

  static async create(batch: Partial<ChannelTopology['batch']> = {}): Promise<TestDevnet> {
    const directory = await mkdtemp(join(tmpdir(), 'scrip-devnet-'));
    const organizations = ORGANIZATIONS.map(organization);
    const topology = {
      name: 'test',
      organizations,
      channels: [channel('all', ORGANIZATIONS, batch), channel('three', ORGANIZATIONS.slice(0, 3), batch)],
    };
    const pki = await ensureNetworkPki(directory, organizations);
    return new TestDevnet(directory, topology, new Map(pki));
  }

  get engine(): DevnetEngine {
    if (this.#engine === undefined) throw new Error('the network is not started');
    return this.#engine;
  }

  async start(topology = this.topology): Promise<void> {
    this.#engine = new DevnetEngine({
      topology,
      pki: this.pki,
      dataDirectory: this.directory,
      log: (line) => this.log.push(line),
    });
    await this.#engine.start();
  }

  /** Makes keys of a further organisation and has its nodes started. */
  async addOrganization(mspId: string): Promise<OrganizationTopology> {
    const added = organization(mspId);
    const directory = join(this.directory, 'organizations', mspId);
    const pki = await ensureOrganizationPki(directory, { mspId, domain: added.domain });
    this.pki.set(mspId, pki);
    await this.engine.addOrganization(added, pki);
    return added;
  }

  /** Waits until every peer has every block: a client hears of a commit from its own organisation's peer only. */
  async settled(): Promise<void> {
    for (;;) {
      const heights = (await this.engine.status()).map((channel) => new Set(channel.heights.values()).size);
      if (heights.every((distinct) => distinct === 1)) return;
      await setTimeout(SETTLING_PAUSE_MS);
    }
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.splice(0)) client.close();
    await this.#engine?.stop();
    this.#engine = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  deployProbe(channelName: string, changes: Partial<ChaincodeDefinition> = {}): Promise<void> {
    return this.engine.deploy(channelName, probeDefinition(changes), { kind: 'in-process', modulePath: PROBE });
  }

  /** A gateway connection of an organisation's user through the organisation's own peer, or another one's. */
  connect(mspId: string, label = 'user1', through = mspId): Gateway {
    const credential = this.pki.get(mspId)?.identities.get(label);
    const endpoint = this.engine.endpoints.get(through);
    if (credential === undefined || endpoint === undefined) throw new Error(`no identity ${label} of ${mspId}`);
    const key = createPrivateKey(credential.privateKey);
    const client = new grpc.Client(
      endpoint.address,
      grpc.credentials.createSsl(readFileSync(endpoint.tlsRootCertPath)),
    );
    const gateway = connect({
      client,
      identity: { mspId, credentials: Buffer.from(credential.certificate) },
      hash: hash.none,
      signer: (message) => Promise.resolve(signLowS(key, message)),
    });
    this.#clients.push(gateway, client);
    return gateway;
  }

  /** @param label `peer0`, `orderer0`, `admin` or `user1` */
  signer(mspId: string, label: string): SigningIdentity {
    const credential = this.pki.get(mspId)?.identities.get(label);
    if (credential === undefined) throw new Error(`no identity ${label} of ${mspId}`);
    return SigningIdentity.fromPem(mspId, credential.certificate, credential.privateKey);
  }

  contract(mspId: string, channelName = 'all', chaincode = 'probe'): Contract {
    return this.connect(mspId).getNetwork(channelName).getContract(chaincode);
  }
}

/** Definition of the probe; two of four organisations endorse unless changed. */
export function probeDefinition(changes: Partial<ChaincodeDefinition> = {}): ChaincodeDefinition {
  return {
    name: 'probe',
    version: '1.0',
    sequence: 1,
    collections: [],
    initRequired: false,
    ...changes,
  };
}

function organization(mspId: string): OrganizationTopology {
  return { mspId, name: mspId, domain: `${mspId.toLowerCase()}.example`, ports: ANY_PORT };
}

/** A channel of the network, with the limits that tests do not care for. */
export function channel(
  name: string,
  members: readonly string[],
  batch: Partial<ChannelTopology['batch']>,
): ChannelTopology {
  return {
    name,
    members,
    batch: {
      maxMessageCount: 100,
      timeoutMs: 250,
      preferredMaxBytes: 200_000,
      absoluteMaxBytes: 500_000,
      ...batch,
    },
    policies: {
      readers: 'ANY',
      writers: 'ANY',
      admins: 'MAJORITY',
      endorsement: 'MAJORITY',
      lifecycleEndorsement: 'MAJORITY',
    },
  };
}
