export type {
  ChaincodeDefinition,
  ChaincodeRuntime,
  ChannelStatus,
  CollectionDefinition,
  DefinitionStatus,
  Engine,
  EngineName,
  EngineOptions,
  OrdererEndpoint,
  PeerEndpoint,
} from './engine.js';
export type { Topology, ChannelTopology, OrganizationTopology } from './topology.js';
export type { ConnectionProfile, ProfileIdentity } from './profile.js';
export type { DeployRequest } from './daemon/deploy-request.js';
export type { Credential, IdentityRequest, NodeOu, OrganizationPki } from './pki/organization.js';
export type { StatusAnswer } from './daemon/admin-api.js';
export { Daemon } from './daemon/daemon.js';
export { Network, type NetworkOptions } from './daemon/network.js';
export { NetworkError } from './network-error.js';
export { freePorts } from './process/ports.js';
export { BlockReplay } from './devnet/replay.js';
export { type ShadowAnswer, ShadowNetwork, type ShadowOptions } from './devnet/shadow/shadow-network.js';
export type { ShadowedChaincode, ShadowedPeer } from './devnet/shadow/shadow-organization.js';
export { ensureOrganizationPki, issueIdentity } from './pki/organization-pki.js';
export { runCommand } from './cli/run.js';
export { parsePolicy } from './policy/dsl.js';
