import { CHAINCODE_NAME, CHAINCODE_VERSION, collectionPackage, validationParameter } from '../definition.js';
import type { ChaincodeDefinition, CollectionDefinition } from '../engine.js';
import { messageOf, NetworkError } from '../network-error.js';
import type { ChannelTopology, Topology } from '../topology.js';
import type { Deployment } from './deployments.js';

/** What runs a chaincode: a package or a command that this network starts, or services that run already. */
export interface ChaincodeOrigin {
  /** Absolute path of the chaincode's folder; absent when its services run already. */
  readonly path?: string;
  /** Shell command that serves the chaincode; absent = the folder is a Node package. */
  readonly run?: string;
  /** `host:port` of each organisation's service, by MSP id, when they are not started by this network. */
  readonly services?: Readonly<Record<string, string>>;
  /** devnet only: a Node package inside the engine's process. */
  readonly inProcess: boolean;
}

/** What an operator asks to deploy. */
export interface DeployRequest extends ChaincodeOrigin {
  readonly name: string;
  /** Absent = the version in the package, or `1.0`. */
  readonly version?: string;
  /** Empty = every channel. */
  readonly channels: readonly string[];
  /** Endorsement policy text; absent = the channel's own. */
  readonly policy?: string;
  readonly collections: readonly CollectionDefinition[];
  /** Whether Init must run once for each version before anything else; absent = no. */
  readonly initRequired?: boolean;
}

/** Only what runs the chaincode. Throws when the request names nothing that does, or several things. */
export function originOf({ path, run, services, inProcess }: ChaincodeOrigin): ChaincodeOrigin {
  if ((path === undefined) === (services === undefined)) {
    throw new NetworkError('a deployment needs either a path or the services that run already; nothing was deployed');
  }
  if (run !== undefined && (path === undefined || inProcess)) {
    throw new NetworkError('a command runs in a path and as a service of its own; nothing was deployed');
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...(run === undefined ? {} : { run }),
    ...(services === undefined ? {} : { services }),
    inProcess,
  };
}

/** The channels that a request means. Throws when one does not exist. */
export function channelsOf(request: DeployRequest, topology: Topology): readonly ChannelTopology[] {
  if (request.channels.length === 0) return topology.channels;
  return request.channels.map((name) => {
    const channel = topology.channels.find((candidate) => candidate.name === name);
    if (channel !== undefined) return channel;
    const known = topology.channels.map((candidate) => candidate.name).join(', ');
    throw new NetworkError(`there is no channel ${name}; nothing was deployed`, `channels of this network: ${known}`);
  });
}

/** The definition that a request asks for, with sequence 0. Throws when a name, version or policy is malformed. */
export function requestedDefinition(request: DeployRequest, version: string): ChaincodeDefinition {
  if (!CHAINCODE_NAME.test(request.name)) {
    throw new NetworkError(`"${request.name}" is no chaincode name`, 'letters and digits, parts joined by - or _');
  }
  if (!CHAINCODE_VERSION.test(version)) {
    throw new NetworkError(`"${version}" is no chaincode version`, 'letters, digits and _ . + - only');
  }
  const definition: ChaincodeDefinition = {
    name: request.name,
    version,
    sequence: 0,
    ...(request.policy === undefined ? {} : { endorsementPolicy: request.policy }),
    collections: request.collections,
    initRequired: request.initRequired ?? false,
  };
  try {
    validationParameter(definition);
    collectionPackage(definition);
  } catch (error) {
    throw new NetworkError(`${messageOf(error)}; nothing was deployed`, undefined, { cause: error });
  }
  return definition;
}

/** One process serves a chaincode on all its channels, so its version must be the same on all of them. */
export function requireOneVersion(
  deployed: Deployment | undefined,
  version: string,
  channels: readonly ChannelTopology[],
): void {
  if (deployed === undefined || deployed.version === version) return;
  const named = new Set(channels.map(({ name }) => name));
  const left = Object.keys(deployed.definitions).filter((channel) => !named.has(channel));
  if (left.length === 0) return;
  throw new NetworkError(
    `${deployed.name} is deployed in version ${deployed.version} on ${left.join(', ')}, which this deployment leaves out`,
    'deploy to all its channels at once, or under another name',
  );
}
