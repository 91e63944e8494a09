import type { ChannelBundle } from '../../channel/bundle.js';
import type { ChannelConfiguration } from '../../channel/channel-configuration.js';
import type { ChaincodeRegistry } from '../chaincode/source.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import type { Faults } from '../faults/faults.js';
import type { PeerLedger } from '../ledger/peer-ledger.js';
import type { Identity } from '../../msp/identity.js';
import type { MspManager } from '../../msp/msp-manager.js';
import type { PrivateDataNetwork } from '../privdata/private-data-network.js';
import type { CommitNotifier } from './commit-notifier.js';
import type { DefinitionCache } from './definition-cache.js';
import type { Lifecycle } from './lifecycle.js';

/** One organisation's peer. */
export interface OrganizationPeer {
  readonly mspId: string;
  /** `localhost:port`, as errors name it. */
  readonly address: string;
  readonly signer: SigningIdentity;
  /** The organisation's own MSP, which judges what concerns no channel. */
  readonly localMsp: MspManager;
  readonly chaincodes: ChaincodeRegistry;
  /** What may go wrong between this peer and the other parts of the network. */
  readonly faults: Faults;
  /** The channels that the organisation is a member of, by name. */
  readonly channels: ReadonlyMap<string, ChannelPeer>;
}

/** What one organisation's peer has of one channel. */
export interface ChannelPeer {
  readonly organization: OrganizationPeer;
  readonly channelId: string;
  readonly configuration: ChannelConfiguration;
  /** The channel's configuration as of the last block: another one after every config block. */
  readonly bundle: ChannelBundle;
  readonly ledger: PeerLedger;
  /** Chaincode definitions as this configuration reads them. */
  readonly lifecycle: Lifecycle;
  readonly definitions: DefinitionCache;
  readonly commits: CommitNotifier;
  /** The peer's own identity, as the channel's MSPs judge it; undefined when they do not, as after a revocation. */
  readonly identity: Identity | undefined;
  readonly network: PrivateDataNetwork;
}
