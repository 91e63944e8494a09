import { X509Certificate } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/bundle.js';
import { elementsOf } from '../channel/config-elements.js';
import type { Identity, NodeRole } from '../msp/identity.js';
import { MspError } from '../msp/msp-error.js';
import { mspIdOf, satisfiesPrincipal } from '../msp/principals.js';
import { fabricMspOf } from './organization-view.js';
import { groupIn, entriesOf } from './config-tree.js';

const { Classification } = msp.MSPPrincipal;
const { MSPRoleType } = msp.MSPRole;
const NO_BYTES = Buffer.of();

/**
 * Everybody who could sign for the policies of a channel: for each place in a signature policy somebody who fills it, if
 * anybody can. Roles are filled by whomever the organisation's CA issues a certificate to, named certificates by their
 * owner. A policy that these together do not satisfy can be satisfied by no one.
 */
export function potentialSigners(bundle: ChannelBundle, now: Date): readonly Identity[] {
  const issuing = new Map([...mspsOf(bundle)].filter(([, fabric]) => canIssue(fabric, now)));
  const signers = new Set<Identity>();
  for (const principal of principalsOf(bundle)) {
    const signer = signerFor(principal, bundle, issuing);
    if (signer !== undefined) signers.add(signer);
  }
  return [...signers];
}

/** Somebody of an organisation with one role, as a policy sees them. */
export function someone(mspId: string, role: NodeRole): Identity {
  const subject = {
    mspId,
    role,
    listedAdmin: false,
    organizationalUnits: [],
    certifiersId: '',
    isSame: () => false,
  };
  return identity(mspId, role, (principal) => satisfiesPrincipal(subject, principal));
}

/** MSPs of the channel by id, those of members and of orderers alike. */
export function mspsOf(bundle: ChannelBundle): ReadonlyMap<string, msp.FabricMSPConfig> {
  const root = bundle.config.getChannelGroup();
  const groups = ['Application', 'Orderer'].flatMap((name) => {
    const parent = groupIn(root, name);
    return parent === undefined ? [] : entriesOf(parent.getGroupsMap()).map(([, group]) => fabricMspOf(group));
  });
  return new Map(groups.flatMap((fabric) => (fabric === undefined ? [] : [[fabric.getName(), fabric] as const])));
}

/** One principal for each place of each signature policy; a principal that is asked for twice is here twice. */
export function principalsOf(bundle: ChannelBundle): readonly msp.MSPPrincipal[] {
  return [...elementsOf(bundle.config.getChannelGroup()).values()].flatMap((element) =>
    element.kind === 'Policy' ? placesIn(element.message.getPolicy()) : [],
  );
}

/** The places of one policy; none unless it is over signatures. */
export function placesIn(policy: common.Policy | undefined): readonly msp.MSPPrincipal[] {
  if (policy?.getType() !== common.Policy.PolicyType.SIGNATURE) return [];
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8());
  const principals = envelope.getIdentitiesList();
  const leaves = (rule: common.SignaturePolicy | undefined): readonly msp.MSPPrincipal[] => {
    if (rule?.hasSignedBy() === true) return principals.slice(rule.getSignedBy(), rule.getSignedBy() + 1);
    return rule?.getNOutOf()?.getRulesList().flatMap(leaves) ?? [];
  };
  return leaves(envelope.getRule());
}

/** Whether one of the organisation's CAs can still issue certificates. */
export function canIssue(fabric: msp.FabricMSPConfig, now: Date): boolean {
  const cas = [...fabric.getRootCertsList_asU8(), ...fabric.getIntermediateCertsList_asU8()];
  return cas.some((pem) => new Date(new X509Certificate(pem).validTo) > now);
}

/** The identity of a certificate of the channel; undefined when the channel does not know it or it is revoked. */
export function knownIdentity(bundle: ChannelBundle, serialized: Uint8Array): Identity | undefined {
  try {
    return bundle.msp.deserialize(serialized);
  } catch (error) {
    if (error instanceof MspError) return undefined;
    throw error;
  }
}

function signerFor(
  principal: msp.MSPPrincipal,
  bundle: ChannelBundle,
  issuing: ReadonlyMap<string, msp.FabricMSPConfig>,
): Identity | undefined {
  if (principal.getPrincipalClassification() === Classification.IDENTITY) {
    return knownIdentity(bundle, principal.getPrincipal_asU8());
  }
  const mspId = mspIdOf(principal);
  const fabric = issuing.get(mspId ?? '');
  if (mspId !== undefined && fabric === undefined) return undefined;
  if (fabric !== undefined && asksForAdmin(principal) && !hasAdmins(fabric, bundle)) return undefined;
  return identity(mspId ?? '', 'client', isPrincipal(principal));
}

function asksForAdmin(principal: msp.MSPPrincipal): boolean {
  return (
    principal.getPrincipalClassification() === Classification.ROLE &&
    msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8()).getRole() === MSPRoleType.ADMIN
  );
}

/** With a unit for administrators the CA makes new ones; otherwise those listed by certificate are all there are. */
function hasAdmins(fabric: msp.FabricMSPConfig, bundle: ChannelBundle): boolean {
  const unit = fabric.getFabricNodeOus()?.getAdminOuIdentifier()?.getOrganizationalUnitIdentifier() ?? '';
  return unit !== '' || fabric.getAdminsList_asU8().some((pem) => knownIdentity(bundle, named(fabric.getName(), pem)));
}

function named(mspId: string, pem: Uint8Array): Uint8Array {
  const serialized = new msp.SerializedIdentity();
  serialized.setMspid(mspId);
  serialized.setIdBytes(pem);
  return serialized.serializeBinary();
}

/** Compiled policies ask with the same principal objects over and over, hence the memory. */
function isPrincipal(principal: msp.MSPPrincipal): (asked: msp.MSPPrincipal) => boolean {
  const bytes = principal.serializeBinary();
  const verdicts = new WeakMap<msp.MSPPrincipal, boolean>();
  return (asked) => {
    const verdict = verdicts.get(asked) ?? Buffer.compare(asked.serializeBinary(), bytes) === 0;
    verdicts.set(asked, verdict);
    return verdict;
  };
}

function identity(mspId: string, role: NodeRole, satisfies: Identity['satisfies']): Identity {
  return {
    mspId,
    id: '',
    serialized: NO_BYTES,
    certificatePem: '',
    role,
    notAfter: new Date(0),
    verify: () => false,
    satisfies,
  };
}
