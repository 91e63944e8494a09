import { type common, peer } from '@hyperledger/fabric-protos';
import { configGroup, setValue } from '../genesis/config-tree.js';
import { setMemberPolicies } from '../genesis/policies.js';
import { NetworkError } from '../network-error.js';
import { channelMsp } from '../pki/msp.js';
import type { Change } from './changes.js';
import { entriesOf, groupAt, groupIn } from './config-tree.js';
import { dropConsenters } from './consenter-changes.js';
import type { OrganizationDefinition } from './organization-definition.js';
import { fabricMspOf, groupNamesOf } from './organization-view.js';

/**
 * A further member: its MSP, its anchor peers and the policies that every member has. It orders nothing: the consenters
 * stay who they are.
 */
export function addMember(definition: OrganizationDefinition): Change {
  return (root) => {
    const application = groupAt(root, '/Channel/Application');
    const taken = entriesOf(application.getGroupsMap()).find(
      ([name, group]) => name === definition.mspId || fabricMspOf(group)?.getName() === definition.mspId,
    );
    if (taken !== undefined) throw new NetworkError(`${definition.mspId} is a member already`);
    const member = configGroup();
    setMemberPolicies(member, definition.mspId);
    setValue(member, 'MSP', channelMsp(definition));
    const anchors = new peer.AnchorPeers();
    anchors.setAnchorPeersList(definition.anchorPeers.map(anchorPeer));
    if (definition.anchorPeers.length > 0) setValue(member, 'AnchorPeers', anchors);
    application.getGroupsMap().set(definition.mspId, member);
  };
}

/** Takes an organisation out of the channel: as a member, as an orderer, and its consenters with it. */
export function removeOrganization(mspId: string): Change {
  return (root) => {
    const found = ['Application', 'Orderer'].flatMap((name) => {
      const parent = groupIn(root, name);
      return parent === undefined ? [] : groupNamesOf(parent, mspId).map((group) => ({ parent, group }));
    });
    if (found.length === 0) throw new NetworkError(`${mspId} is in no group of the channel`);
    for (const { parent, group } of found) parent.getGroupsMap().del(group);
    const ordering = groupIn(root, 'Orderer');
    if (ordering !== undefined) dropConsenters(ordering, mspId);
  };
}

/** The groups of an organisation, by its MSP id: as a member, as an orderer, or both. */
export function organizationGroups(root: common.ConfigGroup, mspId: string): readonly common.ConfigGroup[] {
  const groups = ['Application', 'Orderer'].flatMap((name) => {
    const parent = groupIn(root, name);
    return parent === undefined ? [] : groupNamesOf(parent, mspId).map((group) => groupAt(parent, `/Channel/${group}`));
  });
  if (groups.length === 0) throw new NetworkError(`${mspId} is in no group of the channel`);
  return groups;
}

function anchorPeer(address: string): peer.AnchorPeer {
  const anchor = new peer.AnchorPeer();
  const colon = address.lastIndexOf(':');
  anchor.setHost(address.slice(0, colon));
  anchor.setPort(Number(address.slice(colon + 1)));
  return anchor;
}
