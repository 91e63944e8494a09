import { expect } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { discovery, gossip, msp, peer } from '@hyperledger/fabric-protos';
import { AURORA, BOREALIS, CHANNEL, MEMBERS } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { PeerClient } from '../../support/peer-client.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** Row 60: service discovery, as SDKs and the `discover` program use it. */
export function serviceDiscovery(record: RowRecord, scene: Scene): void {
  async function withClient<T>(work: (client: PeerClient) => Promise<T>, label = 'user1', mspId = AURORA): Promise<T> {
    const { consortium } = scene;
    const client = new PeerClient(consortium.network.profile(CHANNEL, AURORA), consortium.user(mspId, label));
    return work(client).finally(() => client.close());
  }

  async function discover(query: discovery.Query, label?: string, mspId?: string): Promise<discovery.QueryResult> {
    const [result] = await withClient((client) => client.discover([query]), label, mspId);
    if (result === undefined) throw new Error('discovery gave no result');
    return result;
  }

  record.row(60, 'the peers of a channel, with their ledgers and chaincodes', async () => {
    const { blockNumber } = (await scene.given([scene.key('discovered'), 'v'])).status;
    // Gossip tells the heights of others a moment later.
    const members = await eventually(async () => {
      const result = await discover(peersQuery());
      const found = membersOf(result);
      const caughtUp = found.every(({ height }) => height === Number(blockNumber) + 1);
      return caughtUp && found.length === MEMBERS.length ? found : undefined;
    });
    expect(members.map(({ mspId }) => mspId).sort()).toEqual(MEMBERS);
    for (const member of members) {
      expect([...member.chaincodes].sort()).toEqual(expect.arrayContaining(['_lifecycle', 'probe', 'probe2']));
      expect(member.endpoint).toBe(scene.consortium.network.profile(CHANNEL, member.mspId).gateway);
    }
  });

  record.row(60, 'the peers that may see a collection, and what does not exist', async () => {
    const members = membersOf(await discover(peersQuery(call('probe', 'shared'))));
    expect(members.map(({ mspId }) => mspId).sort()).toEqual([AURORA, BOREALIS]);
    expect(errorOf(await discover(peersQuery(call('nothing'))))).toBe(
      'No metadata was found for chaincode nothing in channel securities',
    );
    expect(errorOf(await discover(peersQuery(call('probe', 'nothing'))))).toBe(
      "collection nothing doesn't exist in collection config for chaincode probe",
    );
  });

  record.row(60, 'endorsers by the policies of chaincodes, collections and keys', async () => {
    expect(await layoutsOf(call('probe'))).toEqual(threeOf(MEMBERS));
    expect(await layoutsOf(call('probe2'))).toEqual([['CirrusMSP', 'DeltaMSP']]);
    expect(await layoutsOf(call('probe', 'auroraEndorsed'))).toEqual([[AURORA]]);
    expect(await layoutsOf(call('probe'), call('probe2'))).toEqual([
      ['AuroraMSP', 'CirrusMSP', 'DeltaMSP'],
      ['BorealisMSP', 'CirrusMSP', 'DeltaMSP'],
    ]);
  });

  async function layoutsOf(...calls: readonly peer.ChaincodeCall[]): Promise<readonly (readonly string[])[]> {
    const result = await discover(endorsersQuery(calls));
    const descriptor = result.getCcQueryRes()?.getContentList()[0];
    if (descriptor === undefined) throw new Error(errorOf(result));
    const groups = descriptor.getEndorsersByGroupsMap();
    const organisations = (layout: discovery.Layout): string[] =>
      [...layout.getQuantitiesByGroupMap().keys()].flatMap((group) => {
        const [first] = groups.get(group)?.getPeersList() ?? [];
        return first === undefined ? [] : [describe(first).mspId];
      });
    return descriptor
      .getLayoutsList()
      .map((layout) => organisations(layout).sort())
      .sort((a, b) => (a.join() < b.join() ? -1 : 1));
  }

  record.row(60, 'an interest that cannot be satisfied', async () => {
    const refusal = async (...calls: peer.ChaincodeCall[]): Promise<string> =>
      errorOf(await discover(endorsersQuery(calls))).replaceAll(/ +/g, ' ');
    expect(await refusal()).toBe('chaincode interest must contain at least one chaincode');
    expect(await refusal(call(''))).toBe('chaincode name in interest cannot be empty');
    expect(await refusal(call('nothing'))).toBe('failed constructing descriptor for chaincodes:{name:"nothing"}');
    expect(await refusal(call('probe', 'shared'))).toBe(
      'failed constructing descriptor for chaincodes:{name:"probe" collection_names:"shared"}',
    );
  });

  record.row(60, 'the configuration of a channel: its MSPs and its orderers', async () => {
    const query = channelQuery();
    query.setConfigQuery(new discovery.ConfigQuery());
    const config = (await discover(query)).getConfigResult();
    expect([...(config?.getMspsMap().keys() ?? [])].sort()).toEqual(MEMBERS);
    expect([...(config?.getOrderersMap().keys() ?? [])].sort()).toEqual(MEMBERS);
    for (const mspId of MEMBERS) {
      expect(config?.getOrderersMap().get(mspId)?.getEndpointList()).toHaveLength(1);
      expect(config?.getMspsMap().get(mspId)?.getRootCertsList()).toHaveLength(1);
    }
  });

  record.row(60, 'the own view of a peer is for administrators of its organisation', async () => {
    const query = new discovery.Query();
    query.setLocalPeers(new discovery.LocalPeerQuery());
    expect(errorOf(await discover(query))).toBe('access denied');
    expect(errorOf(await discover(query, 'admin', BOREALIS))).toBe('access denied');
    const members = membersOf(await discover(query, 'admin'));
    expect(members.map(({ mspId }) => mspId).sort()).toEqual(MEMBERS);
  });

  record.row(60, 'a query by nobody, for no channel or of no kind', async () => {
    const elsewhere = peersQuery();
    elsewhere.setChannel('nowhere');
    expect(errorOf(await discover(elsewhere))).toBe('access denied');
    expect(errorOf(await discover(channelQuery()))).toBe('unknown or missing request type');
    const unsigned = await withClient((client) => client.discover([peersQuery()], Buffer.from('no signature')));
    expect(unsigned.map(errorOf)).toEqual(['access denied']);
    const anonymous = new discovery.Request();
    await expect(
      withClient((client) => client.discoverRaw(anonymous.serializeBinary(), Buffer.of())),
    ).rejects.toMatchObject({
      code: status.UNKNOWN,
      details: 'access denied, no authentication info in request',
    });
    anonymous.setAuthentication(new discovery.AuthInfo());
    await expect(
      withClient((client) => client.discoverRaw(anonymous.serializeBinary(), Buffer.of())),
    ).rejects.toMatchObject({
      code: status.UNKNOWN,
      details: "access denied, client identity wasn't supplied",
    });
  });
}

interface Member {
  readonly mspId: string;
  readonly endpoint: string;
  readonly height: number;
  readonly chaincodes: readonly string[];
}

function channelQuery(): discovery.Query {
  const query = new discovery.Query();
  query.setChannel(CHANNEL);
  return query;
}

function call(name: string, ...collections: string[]): peer.ChaincodeCall {
  const chaincode = new peer.ChaincodeCall();
  chaincode.setName(name);
  chaincode.setCollectionNamesList(collections);
  return chaincode;
}

function interestIn(calls: readonly peer.ChaincodeCall[]): peer.ChaincodeInterest {
  const interest = new peer.ChaincodeInterest();
  interest.setChaincodesList([...calls]);
  return interest;
}

function peersQuery(...filter: readonly peer.ChaincodeCall[]): discovery.Query {
  const membership = new discovery.PeerMembershipQuery();
  if (filter.length > 0) membership.setFilter(interestIn(filter));
  const query = channelQuery();
  query.setPeerQuery(membership);
  return query;
}

function endorsersQuery(calls: readonly peer.ChaincodeCall[]): discovery.Query {
  const chaincodes = new discovery.ChaincodeQuery();
  chaincodes.setInterestsList([interestIn(calls)]);
  const query = channelQuery();
  query.setCcQuery(chaincodes);
  return query;
}

function errorOf(result: discovery.QueryResult): string {
  return result.getError()?.getContent() ?? 'no error';
}

function membersOf(result: discovery.QueryResult): readonly Member[] {
  const byOrganisation = result.getMembers()?.getPeersByOrgMap();
  if (byOrganisation === undefined) throw new Error(errorOf(result));
  return [...byOrganisation.entries()].flatMap(([, peers]) => peers.getPeersList().map(describe));
}

/** What the gossip messages about a peer say; its organisation is in its identity. */
function describe(member: discovery.Peer): Member {
  const message = (envelope?: gossip.Envelope): gossip.GossipMessage =>
    gossip.GossipMessage.deserializeBinary(envelope?.getPayload_asU8() ?? new Uint8Array());
  const properties = message(member.getStateInfo()).getStateInfo()?.getProperties();
  return {
    mspId: msp.SerializedIdentity.deserializeBinary(member.getIdentity_asU8()).getMspid(),
    endpoint: message(member.getMembershipInfo()).getAliveMsg()?.getMembership()?.getEndpoint() ?? '',
    height: properties?.getLedgerHeight() ?? 0,
    chaincodes: properties?.getChaincodesList().map((chaincode) => chaincode.getName()) ?? [],
  };
}

/** All sets of three, sorted. */
function threeOf(members: readonly string[]): readonly (readonly string[])[] {
  return members
    .map((left) => members.filter((member) => member !== left).sort())
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}
