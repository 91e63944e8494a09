import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { EngineName } from '../engine.js';
import { NetworkError } from '../network-error.js';
import { writeAtomically } from '../pki/credential-store.js';
import { freePorts } from '../process/ports.js';
import type { NodePorts, OrganizationTopology, Topology } from '../topology.js';
import type { NetworkDescription } from './plain-consortium.js';

/** Distance between the first ports of two organisations when they are counted from one number. */
const PORT_STRIDE = 10;
const PORTS_PER_ORGANIZATION = 7;

/** The file that marks a data directory as ours and fixes what its genesis blocks say. */
export const TOPOLOGY_FILE = 'topology.json';

interface StoredTopology {
  readonly schema: 1;
  readonly engine: EngineName;
  /** As the configuration had it at the first start. */
  readonly topology: Topology;
  /** What came by commands afterwards; absent = nothing. */
  readonly later?: Later;
}

/** Organisations and channels that the configuration does not have. */
export type Later = Pick<Topology, 'organizations' | 'channels'>;

/** Where ports come from: 0 = free ones, a number = counted from it, undefined = the configuration. */
export type FirstPort = number | undefined;

/**
 * The topology of a data directory: made from the configuration on the first start and read back afterwards.
 * Members, channels and ports are in the genesis blocks, so a later start with others is refused.
 */
export async function ensureTopology(
  dataDirectory: string,
  engine: EngineName,
  consortium: NetworkDescription,
  firstPort: FirstPort,
): Promise<Topology> {
  const before = await read(dataDirectory);
  if (before !== undefined) {
    requireSame(dataDirectory, before, engine, consortium, firstPort);
    return wholeOf(await withCaPorts(dataDirectory, before));
  }
  const topology = await topologyOf(consortium, firstPort);
  const stored: StoredTopology = { schema: 1, engine, topology };
  await writeAtomically(join(dataDirectory, TOPOLOGY_FILE), JSON.stringify(stored, undefined, 2));
  return topology;
}

/** Networks that were made before there were certificate authorities get ports for them. */
async function withCaPorts(dataDirectory: string, stored: StoredTopology): Promise<StoredTopology> {
  const { organizations } = stored.topology;
  if (organizations.every(({ ports }) => 'ca' in ports)) return stored;
  const free = await freePorts(organizations.length);
  const extended = organizations.map((organization, index) => ({
    ...organization,
    ports: { ...organization.ports, ca: free[index] ?? 0 },
  }));
  const whole = { ...stored, topology: { ...stored.topology, organizations: extended } };
  await writeAtomically(join(dataDirectory, TOPOLOGY_FILE), JSON.stringify(whole, undefined, 2));
  return whole;
}

/** The topology of a data directory with all that came later; undefined before the first start. */
export async function storedTopology(dataDirectory: string): Promise<Topology | undefined> {
  const stored = await read(dataDirectory);
  return stored === undefined ? undefined : wholeOf(stored);
}

/** The topology of a data directory as it was at the first start; undefined before. */
export async function firstTopology(dataDirectory: string): Promise<Topology | undefined> {
  return (await read(dataDirectory))?.topology;
}

/** Remembers organisations and channels for later starts. */
export async function extendTopology(dataDirectory: string, added: Partial<Later>): Promise<Topology> {
  const stored = await read(dataDirectory);
  if (stored === undefined) throw new NetworkError(`there is no network in ${dataDirectory}`);
  const later: Later = {
    organizations: [...(stored.later?.organizations ?? []), ...(added.organizations ?? [])],
    channels: [...(stored.later?.channels ?? []), ...(added.channels ?? [])],
  };
  const extended: StoredTopology = { ...stored, later };
  await writeAtomically(join(dataDirectory, TOPOLOGY_FILE), JSON.stringify(extended, undefined, 2));
  return wholeOf(extended);
}

/** Forgets an organisation that came later. */
export async function shrinkTopology(dataDirectory: string, mspId: string): Promise<Topology> {
  const stored = await read(dataDirectory);
  if (stored === undefined) throw new NetworkError(`there is no network in ${dataDirectory}`);
  const organizations = (stored.later?.organizations ?? []).filter((organization) => organization.mspId !== mspId);
  const shrunk: StoredTopology = { ...stored, later: { organizations, channels: stored.later?.channels ?? [] } };
  await writeAtomically(join(dataDirectory, TOPOLOGY_FILE), JSON.stringify(shrunk, undefined, 2));
  return wholeOf(shrunk);
}

/** Free ports for one organisation more. */
export async function freeNodePorts(): Promise<NodePorts> {
  return nodePorts(await freePorts(PORTS_PER_ORGANIZATION));
}

function wholeOf({ topology, later }: StoredTopology): Topology {
  return {
    ...topology,
    organizations: [...topology.organizations, ...(later?.organizations ?? [])],
    channels: [...topology.channels, ...(later?.channels ?? [])],
  };
}

async function read(dataDirectory: string): Promise<StoredTopology | undefined> {
  const path = join(dataDirectory, TOPOLOGY_FILE);
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as StoredTopology) : undefined;
}

/** What the engines need of a consortium, with ports. */
export async function topologyOf(consortium: NetworkDescription, firstPort: FirstPort): Promise<Topology> {
  const ports = await assignPorts(consortium.organizations, firstPort);
  const organizations = consortium.organizations.map((organization, index): OrganizationTopology => {
    const own = ports[index];
    if (own === undefined) throw new NetworkError(`no ports for ${organization.mspId}`);
    return { mspId: organization.mspId, name: organization.name, domain: organization.domain, ports: own };
  });
  const channels = consortium.channels.map(({ name, members, batch, policies }) => ({
    name,
    members,
    batch,
    policies,
  }));
  return { name: consortium.name, organizations, channels };
}

async function assignPorts(
  organizations: NetworkDescription['organizations'],
  first: FirstPort,
): Promise<readonly NodePorts[]> {
  const free = await freePorts(organizations.length * PORTS_PER_ORGANIZATION);
  return organizations.map((organization, index) => {
    const start = first === undefined ? organization.peerPort : first === 0 ? undefined : first + index * PORT_STRIDE;
    const own = Array.from({ length: PORTS_PER_ORGANIZATION }, (_, offset) =>
      start === undefined ? (free[index * PORTS_PER_ORGANIZATION + offset] ?? 0) : start + offset,
    );
    return nodePorts(own);
  });
}

function nodePorts(ports: readonly number[]): NodePorts {
  const [peer = 0, chaincodeListener = 0, peerOperations = 0, ...others] = ports;
  const [orderer = 0, ordererAdmin = 0, ordererOperations = 0, ca = 0] = others;
  return { peer, chaincodeListener, peerOperations, orderer, ordererAdmin, ordererOperations, ca };
}

function requireSame(
  dataDirectory: string,
  stored: StoredTopology,
  engine: EngineName,
  consortium: NetworkDescription,
  firstPort: FirstPort,
): void {
  const again = 'reset it, or name another folder with --data';
  if (stored.engine !== engine) {
    throw new NetworkError(`${dataDirectory} holds a network of engine ${stored.engine}, not ${engine}`, again);
  }
  const members = stored.topology.organizations.map(({ mspId, domain }) => ({ mspId, domain }));
  const asked = consortium.organizations.map(({ mspId, domain }) => ({ mspId, domain }));
  const channels = consortium.channels.map(({ name, members, batch, policies }) => ({
    name,
    members,
    batch,
    policies,
  }));
  if (!isDeepStrictEqual(members, asked) || !isDeepStrictEqual(stored.topology.channels, channels)) {
    throw new NetworkError(
      `the configuration changed since the network in ${dataDirectory} was made; its genesis blocks hold the old one`,
      `restore the configuration, or ${again}`,
    );
  }
  const peerPort = stored.topology.organizations[0]?.ports.peer;
  if (firstPort !== undefined && firstPort !== 0 && firstPort !== peerPort) {
    throw new NetworkError(
      `the network in ${dataDirectory} has its ports in its genesis blocks; the first is ${peerPort ?? 'none'}`,
      `start it without --port, or ${again}`,
    );
  }
}
