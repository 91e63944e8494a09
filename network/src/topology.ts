/** Rule over the policies of the same name of a channel's members. */
export type MetaRule = 'MAJORITY' | 'ANY' | 'ALL';

/** When the orderer cuts a block. */
export interface BatchLimits {
  readonly maxMessageCount: number;
  readonly timeoutMs: number;
  readonly preferredMaxBytes: number;
  readonly absoluteMaxBytes: number;
}

/** Who of the members decides what, each over the members' own policies of that name. */
export interface ChannelRules {
  readonly readers: MetaRule;
  readonly writers: MetaRule;
  readonly admins: MetaRule;
  /** Default endorsement policy of chaincode. */
  readonly endorsement: MetaRule;
  /** Who must agree to commit a chaincode definition. */
  readonly lifecycleEndorsement: MetaRule;
}

/** Ports of one organisation's nodes on this machine. devnet serves on `peer`, `orderer` and `ca` only. */
export interface NodePorts {
  /** Gateway, deliver and endorser services of the peer. */
  readonly peer: number;
  /** The peer's listener for chaincode that dials in; unused with chaincode as a service, but it must be free. */
  readonly chaincodeListener: number;
  readonly peerOperations: number;
  readonly orderer: number;
  /** Channel participation API of the orderer. */
  readonly ordererAdmin: number;
  readonly ordererOperations: number;
  /** The certificate authority. */
  readonly ca: number;
}

/** One organisation: a peer, an orderer and their CAs. */
export interface OrganizationTopology {
  readonly mspId: string;
  readonly name: string;
  /** DNS-like name that appears in certificate subjects only. */
  readonly domain: string;
  readonly ports: NodePorts;
}

/** One channel: its members order it among themselves. */
export interface ChannelTopology {
  readonly name: string;
  /** MSP ids, each in `organizations`. */
  readonly members: readonly string[];
  readonly batch: BatchLimits;
  readonly policies: ChannelRules;
}

/** What an engine needs to know of a consortium: who runs nodes, where, and who shares which channel. */
export interface Topology {
  readonly name: string;
  readonly organizations: readonly OrganizationTopology[];
  readonly channels: readonly ChannelTopology[];
}

/** Every node of this machine is reached under this name; certificates carry it. */
export const NODE_HOST = 'localhost';
