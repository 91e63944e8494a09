import { X509Certificate } from 'node:crypto';
import type { common } from '@hyperledger/fabric-protos';
import { ChannelBundle } from '../channel/bundle.js';
import { serializeIdentity } from '../crypto/signing-identity.js';
import { messageOf } from '../network-error.js';
import { capabilitiesIn } from './channel-view.js';
import { groupIn } from './config-tree.js';
import { orderingDangers, quorumDangers } from './lockout-ordering.js';
import { policyDangers } from './lockout-policies.js';
import { commonName } from './policy-text.js';
import { canIssue, knownIdentity, mspsOf, potentialSigners, someone } from './potential-signers.js';

/** Capabilities that Fabric 3.1 knows; a node that meets another one stops (`common/capabilities`). */
const KNOWN_CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  Channel: ['V1_1', 'V1_3', 'V1_4_2', 'V1_4_3', 'V2_0', 'V3_0'],
  Orderer: ['V1_1', 'V1_4_2', 'V2_0'],
  Application: ['V1_1', 'V1_2', 'V1_3', 'V1_4_2', 'V2_0', 'V2_5'],
};

/** An administrator's certificate that whoever asks knows of. */
export interface KnownAdmin {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
}

/** What a change is judged with. */
export interface LockoutContext {
  readonly channel: string;
  readonly now: Date;
  /** The configuration does not list administrators with a unit of their own; only those shown here can be missed. */
  readonly knownAdmins: readonly KnownAdmin[];
}

/**
 * The ways in which a change would lock members out of their channel: each a sentence on what would no longer work. What
 * is wrong already is not held against the change.
 */
export function lockouts(before: common.Config, after: common.Config, context: LockoutContext): readonly string[] {
  const now = dangers(after, context);
  const already = new Set(dangers(before, context));
  const lost = removedCapabilities(before, after);
  return [...now.filter((danger) => !already.has(danger)), ...lost, ...quorumDangers(before, after)];
}

function dangers(config: common.Config, context: LockoutContext): readonly string[] {
  let bundle: ChannelBundle;
  try {
    bundle = ChannelBundle.of(context.channel, config);
  } catch (error) {
    return [`no node could use the configuration: ${messageOf(error)}`];
  }
  const signers = potentialSigners(bundle, context.now);
  return [
    ...(bundle.applicationOrganizations.length === 0 ? ['the channel would have no member'] : []),
    ...policyDangers(bundle, signers),
    ...orderingDangers(bundle),
    ...memberDangers(bundle, context),
    ...capabilityDangers(config),
  ];
}

function memberDangers(bundle: ChannelBundle, { now, knownAdmins }: LockoutContext): readonly string[] {
  const readers = bundle.policies.policy('/Channel/Readers');
  const cutOff = bundle.applicationOrganizations.filter(
    (mspId) => readers?.satisfiedBy([someone(mspId, 'peer')]) !== true,
  );
  const msps = [...mspsOf(bundle)];
  return [
    ...cutOff.map((mspId) => `peers of ${mspId} do not satisfy /Channel/Readers, so they get no block`),
    ...msps.filter(([, fabric]) => !canIssue(fabric, now)).map(([mspId]) => `every CA of ${mspId} has expired`),
    ...msps.flatMap(([mspId, fabric]) =>
      fabric
        .getRootCertsList_asU8()
        .filter((pem) => new Date(new X509Certificate(pem).validTo) <= now)
        .map((pem) => `CA ${commonName(pem)} of ${mspId} has expired`),
    ),
    ...msps.flatMap(([mspId]) => adminDangers(bundle, mspId, knownAdmins)),
  ];
}

function adminDangers(bundle: ChannelBundle, mspId: string, known: readonly KnownAdmin[]): readonly string[] {
  const own = known.filter((admin) => admin.mspId === mspId);
  const roles = own.map(({ certificate }) => knownIdentity(bundle, serializeIdentity(mspId, certificate))?.role);
  if (own.length === 0 || roles.includes('admin')) return [];
  return [`${mspId} has no administrator left that is known here: show another one's certificate with --admin`];
}

function capabilityDangers(config: common.Config): readonly string[] {
  return Object.entries(KNOWN_CAPABILITIES).flatMap(([group, known]) =>
    capabilitiesIn(capabilityGroup(config, group))
      .filter((name) => !known.includes(name))
      .map(
        (name) =>
          `${group} asks for capability ${name}, which no node of Fabric 3.1 has: peers and orderers would stop`,
      ),
  );
}

function removedCapabilities(before: common.Config, after: common.Config): readonly string[] {
  return Object.keys(KNOWN_CAPABILITIES).flatMap((group) => {
    const staying = new Set(capabilitiesIn(capabilityGroup(after, group)));
    return capabilitiesIn(capabilityGroup(before, group))
      .filter((name) => !staying.has(name))
      .map((name) => `${group} gives up capability ${name}; nodes would judge blocks by older rules`);
  });
}

function capabilityGroup(config: common.Config, name: string): common.ConfigGroup | undefined {
  const root = config.getChannelGroup();
  return name === 'Channel' ? root : groupIn(root, name);
}
