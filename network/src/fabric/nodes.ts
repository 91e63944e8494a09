import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NetworkError } from '../network-error.js';
import { writeAtomically } from '../pki/credential-store.js';
import { writeLocalMspFolder } from '../pki/msp.js';
import type { OrganizationPki } from '../pki/organization.js';
import { nativeCommand } from '../process/command.js';
import { acceptsConnections } from '../process/ports.js';
import type { ProcessSpec } from '../process/supervised-process.js';
import type { OrganizationTopology } from '../topology.js';
import type { FabricBinaries } from './binaries.js';
import { ordererConfig } from './orderer-config.js';
import { peerConfig, type NodeDirectories } from './peer-config.js';

const READY_TIMEOUT_MS = 60_000;
/**
 * Enough to follow an incident; FABRIC_LOGGING_SPEC of our own environment overrides it. The broadcast service warns
 * of every client stream that ends, thousands of times under load.
 */
const LOGGING_SPEC = 'warning:orderer.common.broadcast=error';

/** Where the nodes of the network live. */
export interface NodesLocation {
  readonly dataDirectory: string;
  readonly builderDirectory: string;
  readonly binaries: FabricBinaries;
}

/** Writes everything that an organisation's orderer reads and says how to run it. */
export async function prepareOrderer(
  organization: OrganizationTopology,
  pki: OrganizationPki,
  location: NodesLocation,
): Promise<ProcessSpec> {
  const directories = await prepareDirectories('orderer0', organization, pki, location);
  await writeConfig(join(directories.config, 'orderer.yaml'), ordererConfig(organization, pki, directories));
  return {
    name: `orderer of ${organization.mspId}`,
    command: nativeCommand(location.binaries.orderer, []),
    cwd: directories.config,
    env: nodeEnvironment(directories),
    logPath: logPath(location, 'orderer0', organization),
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: () => allAccept([organization.ports.orderer, organization.ports.ordererAdmin]),
  };
}

/** Writes everything that an organisation's peer reads and says how to run it. */
export async function preparePeer(
  organization: OrganizationTopology,
  pki: OrganizationPki,
  location: NodesLocation,
): Promise<ProcessSpec> {
  const directories = await prepareDirectories('peer0', organization, pki, location);
  const config = peerConfig(organization, pki, directories, location.builderDirectory);
  await writeConfig(join(directories.config, 'core.yaml'), config);
  return {
    name: `peer of ${organization.mspId}`,
    command: nativeCommand(location.binaries.peer, ['node', 'start']),
    cwd: directories.config,
    env: nodeEnvironment(directories),
    logPath: logPath(location, 'peer0', organization),
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: () => allAccept([organization.ports.peer]),
  };
}

async function prepareDirectories(
  node: 'peer0' | 'orderer0',
  organization: OrganizationTopology,
  pki: OrganizationPki,
  location: NodesLocation,
): Promise<NodeDirectories> {
  const config = join(location.dataDirectory, 'fabric', organization.mspId, node);
  const identity = pki.identities.get(node);
  if (identity === undefined) throw new NetworkError(`${organization.mspId} has no identity for its ${node}`);
  const directories = { config, msp: join(config, 'msp'), ledger: join(config, 'ledger') };
  await writeLocalMspFolder(directories.msp, pki, identity);
  await mkdir(directories.ledger, { recursive: true });
  return directories;
}

function writeConfig(path: string, config: object): Promise<void> {
  return writeAtomically(path, JSON.stringify(config, undefined, 2));
}

/** What nodes take from our environment: besides the usual, the settings that may differ from the generated files. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'CORE_CHAINCODE_EXECUTETIMEOUT',
  'CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD',
  'CORE_PEER_GOSSIP_PVTDATA_RECONCILESLEEPINTERVAL',
  'CORE_LEDGER_PVTDATASTORE_DEPRIORITIZEDDATARECONCILERINTERVAL',
] as const;

/** Nothing else of our environment: `CORE_…` and `ORDERER_…` variables would override the generated files. */
function nodeEnvironment(directories: NodeDirectories): Readonly<Record<string, string>> {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    FABRIC_CFG_PATH: directories.config,
    FABRIC_LOGGING_SPEC: process.env['FABRIC_LOGGING_SPEC'] ?? LOGGING_SPEC,
  };
}

function logPath(location: NodesLocation, node: string, organization: OrganizationTopology): string {
  return join(location.dataDirectory, 'logs', `${node}.${organization.mspId}.log`);
}

async function allAccept(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map((port) => acceptsConnections(port)))).every(Boolean);
}
