import { isDeepStrictEqual } from 'node:util';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { capabilitiesIn, consensusOf } from './channel-view.js';
import { entriesOf, valueIn } from './config-tree.js';
import { organizationView, type CertificateView, type OrganizationView } from './organization-view.js';
import { policyText } from './policy-text.js';

const ROOT = '/Channel';
const APPLICATION = `${ROOT}/Application`;
const ORDERER = `${ROOT}/Orderer`;
const FINGERPRINT_SHOWN = 16;

type Group = common.ConfigGroup;

/**
 * What differs between two configurations, one line for each difference. Every difference has a line: what has no words
 * of its own is named by its path.
 */
export function describeChanges(before: Group, after: Group): readonly string[] {
  return groupChanges(ROOT, before, after);
}

function groupChanges(path: string, before: Group, after: Group): readonly string[] {
  const groups = pairs(before.getGroupsMap(), after.getGroupsMap()).flatMap(([name, old, now]) => {
    if (old === undefined) return joins(path, name, now ?? new common.ConfigGroup());
    return now === undefined ? [leaves(path, name, old)] : groupChanges(`${path}/${name}`, old, now);
  });
  const values = pairs(before.getValuesMap(), after.getValuesMap()).flatMap(([name, old, now]) => [
    ...modPolicyChanges(`${path}/${name}`, old, now),
    ...(old?.getValue_asB64() === now?.getValue_asB64() ? [] : valueChanges(path, name, before, after)),
  ]);
  const policies = pairs(before.getPoliciesMap(), after.getPoliciesMap()).flatMap(([name, old, now]) => [
    ...modPolicyChanges(`${path}/${name}`, old, now),
    ...policyChanges(`policy ${path}/${name}`, old, now),
  ]);
  return [...modPolicyChanges(path, before, after), ...groups, ...values, ...policies];
}

function joins(path: string, name: string, group: Group): readonly string[] {
  if (path !== APPLICATION && path !== ORDERER) return [`group ${path}/${name} is added`];
  const view = organizationView(name, group);
  const role = path === APPLICATION ? 'joins as a member' : 'joins the ordering service';
  const policies = Object.entries(view.policies).map(([policy, text]) => `  its ${policy}: ${text}`);
  return [`${organizationName(view)} ${role}`, ...certificateLines(view), ...addressLines(view), ...policies];
}

function leaves(path: string, name: string, group: Group): string {
  if (path !== APPLICATION && path !== ORDERER) return `group ${path}/${name} is removed`;
  const what = path === APPLICATION ? 'is no longer a member' : 'no longer belongs to the ordering service';
  return `${organizationName(organizationView(name, group))} ${what}`;
}

function organizationName({ mspId, group }: OrganizationView): string {
  return mspId === group ? mspId : `${mspId} (group ${group})`;
}

function certificateLines(view: OrganizationView): readonly string[] {
  return [
    ...view.rootCertificates.map((root) => `  its CA: ${certificateText(root)}`),
    ...view.intermediateCertificates.map((ca) => `  its intermediate CA: ${certificateText(ca)}`),
    ...view.tlsRootCertificates.map((root) => `  its TLS CA: ${certificateText(root)}`),
    ...view.admins.map((admin) => `  administrator: ${certificateText(admin)}`),
  ];
}

function addressLines(view: OrganizationView): readonly string[] {
  return [
    ...view.anchorPeers.map((address) => `  anchor peer ${address}`),
    ...view.ordererEndpoints.map((address) => `  orderer ${address}`),
  ];
}

function certificateText({ name, notAfter, fingerprint }: CertificateView): string {
  return `${name}, until ${notAfter.slice(0, 10)}, SHA-256 ${fingerprint.slice(0, FINGERPRINT_SHOWN)}…`;
}

function valueChanges(path: string, name: string, before: Group, after: Group): readonly string[] {
  switch (name) {
    case 'MSP':
      return mspChanges(path, before, after);
    case 'AnchorPeers':
      return listChanges(
        `${organizationAt(path)}, anchor peers`,
        viewAt(path, before).anchorPeers,
        viewAt(path, after).anchorPeers,
      );
    case 'Endpoints':
      return listChanges(
        `${organizationAt(path)}, orderers`,
        viewAt(path, before).ordererEndpoints,
        viewAt(path, after).ordererEndpoints,
      );
    case 'Capabilities':
      return listChanges(`capabilities of ${path}`, capabilitiesIn(before), capabilitiesIn(after));
    case 'BatchSize':
      return batchChanges(before, after);
    case 'BatchTimeout': {
      const timeout = (group: Group): string => valueIn(group, name, orderer.BatchTimeout)?.getTimeout() ?? 'none';
      return [`batch timeout: ${timeout(before)} -> ${timeout(after)}`];
    }
    case 'ACLs':
      return aclChanges(before, after);
    case 'Orderers':
      return listChanges('consenters', consenterTexts(before), consenterTexts(after));
    case 'ConsensusType':
      return consensusChanges(before, after);
    default:
      return [`value ${path}/${name}: ${presence(before, name)} -> ${presence(after, name)}`];
  }
}

function mspChanges(path: string, before: Group, after: Group): readonly string[] {
  const [old, now] = [viewAt(path, before), viewAt(path, after)];
  const place = path.startsWith(ORDERER) ? `${organizationAt(path)} (as orderer)` : organizationAt(path);
  const certificates = (list: readonly CertificateView[]): readonly string[] => list.map(certificateText);
  const serials = (view: OrganizationView): readonly string[] => view.revocationLists.flatMap((list) => list.serials);
  const lines = [
    ...(old.mspId === now.mspId ? [] : [`${place}, MSP id: ${old.mspId} -> ${now.mspId}`]),
    ...listChanges(`${place}, CAs`, certificates(old.rootCertificates), certificates(now.rootCertificates)),
    ...listChanges(
      `${place}, intermediate CAs`,
      certificates(old.intermediateCertificates),
      certificates(now.intermediateCertificates),
    ),
    ...listChanges(`${place}, TLS CAs`, certificates(old.tlsRootCertificates), certificates(now.tlsRootCertificates)),
    ...listChanges(`${place}, administrators`, certificates(old.admins), certificates(now.admins)),
    ...listChanges(`${place}, revoked certificates`, serials(old), serials(now)),
    ...listChanges(`${place}, units`, old.units, now.units),
  ];
  return lines.length > 0 ? lines : [`${place}: its MSP changes in details (NodeOUs, list dates or TLS intermediates)`];
}

function batchChanges(before: Group, after: Group): readonly string[] {
  const size = (group: Group): orderer.BatchSize =>
    valueIn(group, 'BatchSize', orderer.BatchSize) ?? new orderer.BatchSize();
  const [old, now] = [size(before), size(after)];
  const fields = [
    ['transactions per block', old.getMaxMessageCount(), now.getMaxMessageCount()],
    ['preferred bytes per block', old.getPreferredMaxBytes(), now.getPreferredMaxBytes()],
    ['bytes per block at most', old.getAbsoluteMaxBytes(), now.getAbsoluteMaxBytes()],
  ] as const;
  return fields.flatMap(([what, was, is]) => (was === is ? [] : [`${what}: ${was} -> ${is}`]));
}

function aclChanges(before: Group, after: Group): readonly string[] {
  const acls = (group: Group): ReadonlyMap<string, string> => {
    const map = valueIn(group, 'ACLs', peer.ACLs)?.getAclsMap();
    return new Map(map === undefined ? [] : entriesOf(map).map(([name, resource]) => [name, resource.getPolicyRef()]));
  };
  const [old, now] = [acls(before), acls(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((resource) => {
    const [was, is] = [old.get(resource) ?? "Fabric's default", now.get(resource) ?? "Fabric's default"];
    return was === is ? [] : [`access to ${resource}: ${was} -> ${is}`];
  });
}

function consensusChanges(before: Group, after: Group): readonly string[] {
  const type = (group: Group): orderer.ConsensusType =>
    valueIn(group, 'ConsensusType', orderer.ConsensusType) ?? new orderer.ConsensusType();
  const [old, now] = [type(before), type(after)];
  const lines = old.getType() === now.getType() ? [] : [`consensus: ${old.getType()} -> ${now.getType()}`];
  if (old.getState() !== now.getState())
    lines.push(`consensus maintenance state: ${old.getState()} -> ${now.getState()}`);
  if (old.getType() === 'etcdraft' && now.getType() === 'etcdraft') {
    lines.push(...listChanges('consenters', consenterTexts(before), consenterTexts(after)));
  } else if (old.getType() === 'BFT' && now.getType() === 'BFT') {
    const options = (of: orderer.ConsensusType): object =>
      orderer.smartbft.Options.deserializeBinary(of.getMetadata_asU8()).toObject();
    lines.push(...fieldChanges('SmartBFT', options(old), options(now)));
  }
  return lines.length > 0 ? lines : ['metadata of the consensus changes'];
}

function fieldChanges(place: string, before: object, after: object): readonly string[] {
  const now = new Map(Object.entries(after) as [string, unknown][]);
  return (Object.entries(before) as [string, unknown][]).flatMap(([field, old]) =>
    isDeepStrictEqual(old, now.get(field)) ? [] : [`${place}, ${field}: ${String(old)} -> ${String(now.get(field))}`],
  );
}

function policyChanges(
  what: string,
  old: common.ConfigPolicy | undefined,
  now: common.ConfigPolicy | undefined,
): string[] {
  const bytes = (policy: common.ConfigPolicy | undefined): string =>
    Buffer.from(policy?.getPolicy()?.serializeBinary() ?? []).toString('base64');
  if (old !== undefined && now !== undefined && bytes(old) === bytes(now)) return [];
  const text = (policy: common.ConfigPolicy | undefined): string =>
    policy === undefined ? 'none' : policyText(policy.getPolicy());
  return [`${what}: ${text(old)} -> ${text(now)}`];
}

function listChanges(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const added = after.filter((entry) => !before.includes(entry));
  const removed = before.filter((entry) => !after.includes(entry));
  return [...removed.map((entry) => `${what}: without ${entry}`), ...added.map((entry) => `${what}: with ${entry}`)];
}

/** Who may change an element; a new or a removed one has its own line. */
function modPolicyChanges(
  path: string,
  before: { getModPolicy(): string } | undefined,
  after: { getModPolicy(): string } | undefined,
): readonly string[] {
  if (before === undefined || after === undefined || before.getModPolicy() === after.getModPolicy()) return [];
  return [`who may change ${path}: ${before.getModPolicy()} -> ${after.getModPolicy()}`];
}

function consenterTexts(group: Group): readonly string[] {
  return consensusOf(group).consenters.map(({ mspId, address, identity }) =>
    `${mspId} ${address} (${identity})`.trim(),
  );
}

function presence(group: Group, name: string): string {
  const value = group.getValuesMap().get(name);
  return value === undefined ? 'none' : `${value.getValue_asU8().length} bytes`;
}

function viewAt(path: string, group: Group): OrganizationView {
  return organizationView(organizationAt(path), group);
}

function organizationAt(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function pairs<T>(
  before: { forEach(visit: (entry: T, name: string) => void): void },
  after: { forEach(visit: (entry: T, name: string) => void): void },
): readonly (readonly [name: string, before: T | undefined, after: T | undefined])[] {
  const [old, now] = [new Map(entriesOf(before)), new Map(entriesOf(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((name) => [name, old.get(name), now.get(name)] as const);
}
