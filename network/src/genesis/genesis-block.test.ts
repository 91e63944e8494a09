import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NetworkError } from '../network-error.js';
import { ensureNetworkPki } from '../pki/organization-pki.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { ChannelTopology } from '../topology.js';
import { topologyFixture } from '../topology.fixture.js';
import { channelConfig } from './channel-config.js';
import { ensureGenesisBlock, genesisBlock } from './genesis-block.js';
import type { Consensus } from './ordering.js';

const topology = topologyFixture(21_000);

describe('the genesis block of a channel', () => {
  let directory: string;
  let pki: ReadonlyMap<string, OrganizationPki>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scrip-genesis-'));
    pki = await ensureNetworkPki(directory, topology.organizations);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const channel = (name: string): ChannelTopology => {
    const found = topology.channels.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no channel ${name}`);
    return found;
  };
  const root = (name: string, consensus: Consensus = 'BFT'): common.ConfigGroup => {
    const config = channelConfig({ channel: channel(name), topology, pki, consensus });
    return config.getChannelGroup() ?? new common.ConfigGroup();
  };
  const group = (parent: common.ConfigGroup, name: string): common.ConfigGroup => {
    const found = parent.getGroupsMap().get(name);
    if (found === undefined) throw new Error(`no group ${name}`);
    return found;
  };
  const value = (parent: common.ConfigGroup, name: string): Uint8Array =>
    parent.getValuesMap().get(name)?.getValue_asU8() ?? new Uint8Array();
  const capabilities = (parent: common.ConfigGroup): string[] => [
    ...common.Capabilities.deserializeBinary(value(parent, 'Capabilities')).getCapabilitiesMap().keys(),
  ];

  test('wants V3_0 on the channel, V2_0 for ordering, V2_5 for applications', () => {
    const config = root('all');
    expect(capabilities(config)).toEqual(['V3_0']);
    expect(capabilities(group(config, 'Orderer'))).toEqual(['V2_0']);
    expect(capabilities(group(config, 'Application'))).toEqual(['V2_5']);
    expect([...config.getValuesMap().keys()]).not.toContain('OrdererAddresses');
  });

  test('has exactly the members, each with anchor peer and orderer address', () => {
    const config = root('three');
    const members = [...channel('three').members].sort();
    expect([...group(config, 'Application').getGroupsMap().keys()].sort()).toEqual(members);
    expect([...group(config, 'Orderer').getGroupsMap().keys()].sort()).toEqual(members);
    const anchors = value(group(group(config, 'Application'), 'EastMSP'), 'AnchorPeers');
    expect(peer.AnchorPeers.deserializeBinary(anchors).getAnchorPeersList()[0]?.getPort()).toBe(21_010);
    const endpoints = value(group(group(config, 'Orderer'), 'EastMSP'), 'Endpoints');
    expect(common.OrdererAddresses.deserializeBinary(endpoints).getAddressesList()).toEqual(['localhost:21013']);
  });

  test.each([
    ['all', 3],
    ['three', 2],
  ])(
    'channel %s is ordered by SmartBFT; a block is valid with the signatures of %i of its orderers',
    (name, quorum) => {
      const ordering = group(root(name), 'Orderer');
      const type = orderer.ConsensusType.deserializeBinary(value(ordering, 'ConsensusType'));
      expect(type.getType()).toBe('BFT');
      const consenters = common.Orderers.deserializeBinary(value(ordering, 'Orderers')).getConsenterMappingList();
      expect(consenters.map((consenter) => consenter.getId())).toEqual(
        channel(name).members.map((_, index) => index + 1),
      );
      const policy = ordering.getPoliciesMap().get('BlockValidation')?.getPolicy();
      const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policy?.getValue_asU8() ?? new Uint8Array());
      expect(envelope.getRule()?.getNOutOf()?.getN()).toBe(quorum);
      expect(envelope.getIdentitiesList()).toHaveLength(channel(name).members.length);
    },
  );

  test('can be ordered by Raft instead', () => {
    const ordering = group(root('all', 'etcdraft'), 'Orderer');
    const type = orderer.ConsensusType.deserializeBinary(value(ordering, 'ConsensusType'));
    const metadata = orderer.etcdraft.ConfigMetadata.deserializeBinary(type.getMetadata_asU8());
    expect(metadata.getConsentersList()).toHaveLength(4);
    expect(ordering.getPoliciesMap().get('BlockValidation')?.getPolicy()?.getType()).toBe(
      common.Policy.PolicyType.IMPLICIT_META,
    );
  });

  test('carries the rules and limits of the configuration', () => {
    const config = root('all');
    const endorsement = group(config, 'Application').getPoliciesMap().get('Endorsement')?.getPolicy();
    const meta = common.ImplicitMetaPolicy.deserializeBinary(endorsement?.getValue_asU8() ?? new Uint8Array());
    expect([meta.getRule(), meta.getSubPolicy()]).toEqual([common.ImplicitMetaPolicy.Rule.MAJORITY, 'Endorsement']);
    const batch = orderer.BatchSize.deserializeBinary(value(group(config, 'Orderer'), 'BatchSize'));
    expect(batch.getMaxMessageCount()).toBe(50);
  });

  test('is block 0 with the hash of its one envelope', () => {
    const config = channelConfig({ channel: channel('all'), topology, pki, consensus: 'BFT' });
    const block = genesisBlock('all', config);
    const [envelope] = block.getData()?.getDataList_asU8() ?? [];
    const hash = createHash('sha256')
      .update(envelope ?? new Uint8Array())
      .digest();
    expect(block.getHeader()?.getNumber()).toBe(0);
    expect(Buffer.from(block.getHeader()?.getDataHash_asU8() ?? []).equals(hash)).toBe(true);
    expect(block.getMetadata()?.getMetadataList()).toHaveLength(5);
  });

  test('is made once and read back afterwards', async () => {
    const source = { channel: channel('all'), topology, pki, consensus: 'BFT' } as const;
    const first = await ensureGenesisBlock(directory, source);
    const second = await ensureGenesisBlock(directory, source);
    expect(Buffer.from(second.serializeBinary()).equals(first.serializeBinary())).toBe(true);
  });

  test('a channel with an unknown member is refused', () => {
    const stranger = { ...channel('all'), members: ['StrangerMSP'] };
    expect(() => channelConfig({ channel: stranger, topology, pki, consensus: 'BFT' })).toThrow(NetworkError);
  });
});
