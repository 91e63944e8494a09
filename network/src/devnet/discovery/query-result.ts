import { discovery } from '@hyperledger/fabric-protos';

/** A query that has no other result than why. */
export function refused(text: string): discovery.QueryResult {
  const error = new discovery.Error();
  error.setContent(text);
  const result = new discovery.QueryResult();
  result.setError(error);
  return result;
}

/** Peers by the MSP id of their organisation. */
export function membersResult(peers: readonly (readonly [string, discovery.Peer])[]): discovery.QueryResult {
  const membership = new discovery.PeerMembershipResult();
  const byOrganization = membership.getPeersByOrgMap();
  for (const [mspId, peer] of peers) {
    const list = byOrganization.get(mspId) ?? new discovery.Peers();
    list.addPeers(peer);
    byOrganization.set(mspId, list);
  }
  const result = new discovery.QueryResult();
  result.setMembers(membership);
  return result;
}
