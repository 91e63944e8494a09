import type { ChannelView } from '../../membership/channel-view.js';
import type { OrganizationView } from '../../membership/organization-view.js';
import { table } from '../output.js';

/** A channel's configuration as lines for people. */
export function channelLines(view: ChannelView): readonly string[] {
  const { batch } = view;
  return [
    `channel ${view.channel}, configuration ${view.sequence} (block ${view.block})`,
    ...section(
      'members',
      organizationRows(view.members, (member) => member.anchorPeers),
    ),
    ...section(
      'ordering organisations',
      organizationRows(view.orderers, (orderer) => orderer.ordererEndpoints),
    ),
    ...section(
      `consenters (${view.consensus.type})`,
      view.consensus.consenters.map(({ mspId, address, identity }) => [mspId, address, identity]),
    ),
    ...section('blocks', [
      [`${batch.maxMessageCount} transactions or ${batch.timeout}`],
      [`${batch.preferredMaxBytes} bytes preferred, ${batch.absoluteMaxBytes} at most`],
    ]),
    ...section('policies', Object.entries(view.policies)),
    ...section('policies of the members', memberPolicyRows(view.members)),
    ...section(
      'capabilities',
      Object.entries(view.capabilities).map(([group, names]) => [group, names.join(', ')]),
    ),
    ...section('access other than by default', Object.entries(view.acls)),
    ...section('revoked certificates', revokedRows(view)),
  ];
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...table(rows).map((line) => `  ${line}`)];
}

function organizationRows(
  organizations: readonly OrganizationView[],
  addresses: (organization: OrganizationView) => readonly string[],
): readonly (readonly string[])[] {
  return organizations.map((organization) => [
    organization.mspId,
    addresses(organization).join(', '),
    organization.rootCertificates.map(({ name, notAfter }) => `${name} until ${notAfter.slice(0, 10)}`).join(', '),
  ]);
}

/** Members usually have the same policies apart from their own name; one that differs is seen at once. */
function memberPolicyRows(members: readonly OrganizationView[]): readonly (readonly string[])[] {
  return members.flatMap(({ mspId, policies }) =>
    Object.entries(policies).map(([name, text], index) => [index === 0 ? mspId : '', name, text]),
  );
}

function revokedRows({ members, orderers }: ChannelView): readonly (readonly string[])[] {
  const known = new Set(members.map(({ mspId }) => mspId));
  return [...members, ...orderers.filter(({ mspId }) => !known.has(mspId))].flatMap(({ mspId, revocationLists }) =>
    revocationLists.flatMap(({ serials, issuer }) => serials.map((serial) => [mspId, serial, `by ${issuer}`])),
  );
}
