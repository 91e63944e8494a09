import type { FaultInjection } from './devnet/faults/fault-injector.js';
import type { OrganizationPki } from './pki/organization.js';
import type { ChannelTopology, OrganizationTopology, Topology } from './topology.js';

/** The two ways to run the same network: embedded in this process, or native Fabric peers and orderers. */
export type EngineName = 'devnet' | 'fabric';

/** Where an organisation's peer serves the Fabric gateway and deliver services. */
export interface PeerEndpoint {
  readonly mspId: string;
  /** `localhost:port`; a name rather than an address, because TLS server names must not be IP addresses. */
  readonly address: string;
  /** PEM file of the TLS CA that the client must trust. */
  readonly tlsRootCertPath: string;
}

/** Where an organisation's orderer serves AtomicBroadcast (`Broadcast` and `Deliver`), over TLS. */
export interface OrdererEndpoint {
  readonly mspId: string;
  /** `localhost:port`, as the channels' configurations name it. */
  readonly address: string;
  /** PEM file of the TLS CA that the client must trust. */
  readonly tlsRootCertPath: string;
}

/** A private data collection as in Fabric's `collections_config.json`, with the policies as policy text. */
export interface CollectionDefinition {
  readonly name: string;
  /** Members, e.g. `OR('Org1MSP.member')`. */
  readonly policy: string;
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  /** Blocks after which values are purged; 0 keeps them. */
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** Replaces the chaincode's policy for writes to this collection. */
  readonly endorsementPolicy?: string;
  /** Does the same by naming a policy of the channel's configuration, e.g. `/Channel/Application/Endorsement`. */
  readonly channelConfigPolicy?: string;
}

/** Where the chaincode runs: one service per organisation, or (devnet only) inside the engine's process. */
export type ChaincodeRuntime =
  | { readonly kind: 'service'; readonly addresses: ReadonlyMap<string, string> }
  | { readonly kind: 'in-process'; readonly modulePath: string };

/** What a channel agrees on about a chaincode (the committed definition of Fabric's `_lifecycle`). */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  /** Policy text; absent = the channel's `Endorsement` policy. */
  readonly endorsementPolicy?: string;
  readonly collections: readonly CollectionDefinition[];
  readonly initRequired: boolean;
}

/** State of one channel over all its members. */
export interface ChannelStatus {
  readonly channel: string;
  /** MSP ids that the channel's configuration names, whether their peers are of this network and have joined or not. */
  readonly members: readonly string[];
  /** Number of blocks at each member's peer; a peer that does not answer is left out. */
  readonly heights: ReadonlyMap<string, number>;
  /** Commit hash (hex) of the last block at each member's peer; an engine that cannot tell leaves it out. */
  readonly commitHashes: ReadonlyMap<string, string>;
  readonly definitions: readonly DefinitionStatus[];
}

/** A chaincode definition committed on a channel. */
export interface DefinitionStatus {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
}

/** What every engine is built from. The PKI exists on disk before the engine is made. */
export interface EngineOptions {
  readonly topology: Topology;
  readonly pki: ReadonlyMap<string, OrganizationPki>;
  /** All state lies below this directory; an engine resumes from what it finds there. */
  readonly dataDirectory: string;
  /** One line for the operator. */
  readonly log: (line: string) => void;
}

/**
 * A running network of the organisations and channels of a topology. The topology is what it starts with: a channel's
 * members are afterwards what its configuration says, which config updates change.
 */
export interface Engine {
  readonly name: EngineName;
  /** Peers by MSP id, of organisations that joined later as well. */
  readonly endpoints: ReadonlyMap<string, PeerEndpoint>;
  /** Makes things go wrong for tests: much on devnet, of real nodes only that a peer is down. */
  readonly faults: FaultInjection;
  /**
   * Orderers by MSP id, of organisations that joined later as well. An orderer serves the channels whose configuration
   * names it as a consenter, and answers for others that they do not exist.
   */
  readonly orderers: ReadonlyMap<string, OrdererEndpoint>;
  /**
   * Every peer answers on its endpoint and is in all its channels when this resolves; resumes from disk. A peer is in
   * the channels of the topology that list it, and in those that {@link joinChannel} made it join before.
   */
  start(): Promise<void>;
  /**
   * Starts the peer and the orderer of an organisation that the network did not have; they are in no channel yet.
   * Idempotent. The caller keeps the organisation and gives it with the topology on later starts.
   *
   * @param pki its keys, on disk
   * @throws NetworkError when a port is taken; the network then is as before
   */
  addOrganization(organization: OrganizationTopology, pki: OrganizationPki): Promise<void>;
  /**
   * Ends the peer and the orderer of an organisation that no channel names any more. Idempotent. The caller removes what
   * they stored, and leaves the organisation out of the topology on later starts.
   */
  removeOrganization(mspId: string): Promise<void>;
  /**
   * Makes an organisation's peer join a channel from its genesis block. The channel's configuration must name the
   * organisation by now. The peer has caught up when this resolves, other gateways know it, and it is in the channel on
   * later starts. So has its orderer when it is one of the channel's consenters. Idempotent.
   *
   * @throws NetworkError when there is no such channel or organisation, or the configuration does not name it
   */
  joinChannel(channel: string, mspId: string): Promise<void>;
  /**
   * Makes a further channel of organisations of the network: its genesis block is kept with those of the others, and
   * its members' peers and orderers have joined when this resolves. Idempotent. The caller keeps the channel and gives
   * it with the topology on later starts.
   *
   * @throws NetworkError when a member is no organisation of the network; nothing is made then
   */
  createChannel(channel: ChannelTopology): Promise<void>;
  /** The id under which a chaincode service must register: the shim's `--chaincode-id`. Known before the service runs. */
  packageId(definition: ChaincodeDefinition, mspId: string, address: string): string;
  /**
   * Idempotent: a definition that is already committed only has its runtime (re)connected, at peers that joined
   * meanwhile as well.
   */
  deploy(channel: string, definition: ChaincodeDefinition, runtime: ChaincodeRuntime): Promise<void>;
  status(): Promise<readonly ChannelStatus[]>;
  /** Ends everything that this engine started and nothing else. */
  stop(): Promise<void>;
}

/** How the daemon makes an engine. */
export type EngineFactory = (options: EngineOptions) => Engine;
