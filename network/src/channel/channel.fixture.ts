import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { common } from '@hyperledger/fabric-protos';
import { channelConfig } from '../genesis/channel-config.js';
import { genesisBlock } from '../genesis/genesis-block.js';
import type { Consensus } from '../genesis/ordering.js';
import { ensureNetworkPki } from '../pki/organization-pki.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { ChannelTopology, NodePorts, OrganizationTopology } from '../topology.js';
import { SigningIdentity } from '../crypto/signing-identity.js';
import { ChannelBundle } from './bundle.js';

/** A channel of organisations with keys of their own, for tests. */
export interface TestChannel {
  readonly bundle: ChannelBundle;
  readonly genesis: common.Block;
  readonly pki: ReadonlyMap<string, OrganizationPki>;
  /** @param label `peer0`, `orderer0`, `admin` or `user1` */
  signer(mspId: string, label: string): SigningIdentity;
}

const PORTS: NodePorts = {
  peer: 1,
  chaincodeListener: 2,
  peerOperations: 3,
  orderer: 4,
  ordererAdmin: 5,
  ordererOperations: 6,
  ca: 7,
};

/** Makes keys and a genesis block of a channel that all `mspIds` are members of. */
export async function testChannel(
  mspIds: readonly string[],
  edit: (config: common.Config) => void = () => undefined,
  consensus: Consensus = 'etcdraft',
): Promise<TestChannel> {
  const directory = await mkdtemp(join(tmpdir(), 'scrip-channel-'));
  try {
    const organizations = mspIds.map(organization);
    const pki = await ensureNetworkPki(directory, organizations);
    const config = channelConfig({
      channel: channel(mspIds),
      topology: { name: 'test', organizations, channels: [channel(mspIds)] },
      pki,
      consensus,
    });
    edit(config);
    const genesis = genesisBlock('trial', config);
    return {
      bundle: ChannelBundle.fromBlock(genesis),
      genesis,
      pki,
      signer: (mspId, label) => signer(pki, mspId, label),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function organization(mspId: string): OrganizationTopology {
  return { mspId, name: mspId, domain: `${mspId.toLowerCase()}.example`, ports: PORTS };
}

function channel(members: readonly string[]): ChannelTopology {
  return {
    name: 'trial',
    members,
    batch: { maxMessageCount: 100, timeoutMs: 250, preferredMaxBytes: 2_000_000, absoluteMaxBytes: 10_000_000 },
    policies: {
      readers: 'ANY',
      writers: 'ANY',
      admins: 'MAJORITY',
      endorsement: 'MAJORITY',
      lifecycleEndorsement: 'MAJORITY',
    },
  };
}

function signer(pki: ReadonlyMap<string, OrganizationPki>, mspId: string, label: string): SigningIdentity {
  const credential = pki.get(mspId)?.identities.get(label);
  if (credential === undefined) {
    throw new RangeError(`no identity ${label} of ${mspId}`);
  }
  return SigningIdentity.fromPem(mspId, credential.certificate, credential.privateKey);
}
