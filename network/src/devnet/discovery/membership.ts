import { discovery, gossip } from '@hyperledger/fabric-protos';

import { sha256 } from '../../crypto/ecdsa.js';
import { packageId } from '../peer/invocation.js';
import { LIFECYCLE_NAMESPACE } from '../peer/lifecycle.js';
import { definedNames } from '../peer/lifecycle-state.js';
import type { ChannelPeer, OrganizationPeer } from '../peer/channel-peer.js';

const { Tag } = gossip.GossipMessage;

/** Gossip counts a peer's messages since its start; here nobody compares them. */
const STARTED = Date.now();
let messages = 0;

/** A peer as any peer of the network knows it: who it is, and where it is (Fabric: gossip AliveMessage). */
export function describePeer(organization: OrganizationPeer): discovery.Peer {
  const member = new gossip.Member();
  member.setEndpoint(organization.address);
  member.setPkiId(pkiId(organization));
  const alive = new gossip.AliveMessage();
  alive.setMembership(member);
  alive.setTimestamp(peerTime());
  const message = new gossip.GossipMessage();
  message.setTag(Tag.EMPTY);
  message.setAliveMsg(alive);
  const described = new discovery.Peer();
  described.setIdentity(organization.signer.serialized);
  described.setMembershipInfo(signed(organization, message));
  return described;
}

/** A peer with what it tells about one of its channels: ledger height and the chaincodes that it runs (StateInfo). */
export async function describeChannelPeer(peer: ChannelPeer): Promise<discovery.Peer> {
  const { organization, channelId, ledger } = peer;
  const properties = new gossip.Properties();
  properties.setLedgerHeight(ledger.height);
  properties.setChaincodesList([...(await runningChaincodes(peer)), chaincode(LIFECYCLE_NAMESPACE, 0)]);
  const id = pkiId(organization);
  const state = new gossip.StateInfo();
  state.setPkiId(id);
  state.setChannelMac(sha256(id, Buffer.from(channelId)));
  state.setTimestamp(peerTime());
  state.setProperties(properties);
  const message = new gossip.GossipMessage();
  message.setTag(Tag.CHAN_OR_ORG);
  message.setStateInfo(state);
  const described = describePeer(organization);
  described.setStateInfo(signed(organization, message));
  return described;
}

async function runningChaincodes(peer: ChannelPeer): Promise<readonly gossip.Chaincode[]> {
  const state = peer.ledger.state();
  const names = await definedNames(state).finally(() => state.release());
  const definitions = await Promise.all(names.map((name) => peer.definitions.definition(name)));
  return definitions.flatMap((definition) =>
    definition !== undefined && peer.organization.chaincodes.has(packageId(definition))
      ? [chaincode(definition.name, definition.sequence)]
      : [],
  );
}

/** Peers compare the sequence of a definition, under the name of a version (Fabric: core/chaincode/lifecycle/cache.go). */
function chaincode(name: string, sequence: number): gossip.Chaincode {
  const entry = new gossip.Chaincode();
  entry.setName(name);
  entry.setVersion(String(sequence));
  return entry;
}

/** What gossip knows a peer by (Fabric: internal/pkg/peer/gossip mcs.go GetPKIidOfCert). */
function pkiId({ mspId, signer }: OrganizationPeer): Buffer {
  return sha256(Buffer.from(mspId), Buffer.from(signer.certificatePem));
}

function peerTime(): gossip.PeerTime {
  const time = new gossip.PeerTime();
  time.setIncNum(STARTED);
  time.setSeqNum((messages += 1));
  return time;
}

function signed({ signer }: OrganizationPeer, message: gossip.GossipMessage): gossip.Envelope {
  const payload = message.serializeBinary();
  const envelope = new gossip.Envelope();
  envelope.setPayload(payload);
  envelope.setSignature(signer.sign(payload));
  return envelope;
}
