import type { ChannelTopology, NodePorts, OrganizationTopology, Topology } from './topology.js';

/** A topology of its own for tests: four organisations; `all` has all of them, `three` the first three. */
export function topologyFixture(firstPort = 0): Topology {
  const mspIds = ['NorthMSP', 'EastMSP', 'SouthMSP', 'WestMSP'];
  return {
    name: 'test',
    organizations: mspIds.map((mspId, index) => organization(mspId, firstPort + index * 10)),
    channels: [channel('all', mspIds), channel('three', mspIds.slice(0, 3))],
  };
}

function organization(mspId: string, first: number): OrganizationTopology {
  const ports: NodePorts = {
    peer: first,
    chaincodeListener: first + 1,
    peerOperations: first + 2,
    orderer: first + 3,
    ordererAdmin: first + 4,
    ordererOperations: first + 5,
    ca: first + 6,
  };
  return { mspId, name: mspId, domain: `${mspId.toLowerCase()}.example`, ports };
}

function channel(name: string, members: readonly string[]): ChannelTopology {
  return {
    name,
    members,
    batch: { maxMessageCount: 50, timeoutMs: 200, preferredMaxBytes: 2_097_152, absoluteMaxBytes: 10_485_760 },
    policies: {
      readers: 'ANY',
      writers: 'ANY',
      admins: 'MAJORITY',
      endorsement: 'MAJORITY',
      lifecycleEndorsement: 'MAJORITY',
    },
  };
}
