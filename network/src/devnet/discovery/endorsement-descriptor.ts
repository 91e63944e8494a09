import { discovery } from '@hyperledger/fabric-protos';

import type { Plan } from '../gateway/planner.js';
import { describeChannelPeer } from './membership.js';

/**
 * A plan as clients get it: layouts say how many peers of which group endorse together. A group is an organisation,
 * named as Fabric names the principals that it groups by.
 */
export async function endorsementDescriptor(chaincode: string, plan: Plan): Promise<discovery.EndorsementDescriptor> {
  const mspIds = [...new Set(plan.layouts.flat())].sort();
  const groups = new Map(mspIds.map((mspId, index) => [mspId, `G${index}`]));
  const descriptor = new discovery.EndorsementDescriptor();
  descriptor.setChaincode(chaincode);
  for (const [mspId, group] of groups) {
    const endorser = plan.peers.get(mspId);
    const peers = new discovery.Peers();
    if (endorser !== undefined) peers.addPeers(await describeChannelPeer(endorser));
    descriptor.getEndorsersByGroupsMap().set(group, peers);
  }
  for (const layout of plan.layouts) {
    const entry = new discovery.Layout();
    for (const mspId of layout) entry.getQuantitiesByGroupMap().set(groups.get(mspId) ?? '', 1);
    descriptor.addLayouts(entry);
  }
  return descriptor;
}
