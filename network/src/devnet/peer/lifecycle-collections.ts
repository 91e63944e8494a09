import { common, msp, peer } from '@hyperledger/fabric-protos';
import { rolePrincipal } from '../../policy/roles.js';
import type { ChannelBundle } from '../../channel/bundle.js';
import { mspIdOf } from '../../msp/principals.js';
import { REJECT_ALL } from '../../policy/reject-all.js';
import { type CollectionConfig, implicitCollectionName } from './collections.js';

const { Classification } = msp.MSPPrincipal;

/**
 * The static collections of a definition.
 *
 * @throws {PolicyError} when a policy of theirs is malformed
 */
export function staticCollections(
  collections: peer.CollectionConfigPackage,
  bundle: ChannelBundle,
): readonly CollectionConfig[] {
  return collections.getConfigList().flatMap((config) => {
    const collection = config.getStaticCollectionConfig();
    return collection === undefined ? [] : [{ ...staticCollection(collection, bundle), message: alone(config) }];
  });
}

/**
 * The implicit collection of an organisation, which every chaincode has: not member-only, kept for ever, endorsed as
 * the organisation's own `Endorsement` policy says (Fabric: core/chaincode/lifecycle/deployedcc_infoprovider.go).
 */
export function implicitCollection(mspId: string, bundle: ChannelBundle): CollectionConfig {
  const membership = anyMember(mspId);
  const members = bundle.compiler.signaturePolicy(membership);
  const path = bundle.memberPolicyPath(mspId, 'Endorsement');
  return {
    name: implicitCollectionName(mspId),
    kind: 'implicit',
    memberOrganizations: [mspId],
    members,
    memberOnlyRead: false,
    memberOnlyWrite: false,
    requiredPeerCount: 0,
    maximumPeerCount: 0,
    blockToLive: 0,
    endorsement: path === undefined ? REJECT_ALL : (bundle.policies.policy(path) ?? members),
    message: implicitMessage(implicitCollectionName(mspId), membership),
  };
}

function staticCollection(
  collection: peer.StaticCollectionConfig,
  bundle: ChannelBundle,
): Omit<CollectionConfig, 'message'> {
  const membership = collection.getMemberOrgsPolicy()?.getSignaturePolicy();
  const endorsement = collection.getEndorsementPolicy();
  return {
    name: collection.getName(),
    kind: 'static',
    memberOrganizations: organizationsOf(membership?.getIdentitiesList() ?? [], bundle),
    members: membership === undefined ? REJECT_ALL : bundle.compiler.signaturePolicy(membership),
    memberOnlyRead: collection.getMemberOnlyRead(),
    memberOnlyWrite: collection.getMemberOnlyWrite(),
    requiredPeerCount: collection.getRequiredPeerCount(),
    maximumPeerCount: collection.getMaximumPeerCount(),
    blockToLive: collection.getBlockToLive(),
    endorsement: endorsement && bundle.compiler.applicationPolicyOrReject(endorsement.serializeBinary()),
  };
}

function implicitMessage(name: string, membership: common.SignaturePolicyEnvelope): peer.CollectionConfigPackage {
  const members = new peer.CollectionPolicyConfig();
  members.setSignaturePolicy(membership);
  const collection = new peer.StaticCollectionConfig();
  collection.setName(name);
  collection.setMemberOrgsPolicy(members);
  const config = new peer.CollectionConfig();
  config.setStaticCollectionConfig(collection);
  return alone(config);
}

function alone(config: peer.CollectionConfig): peer.CollectionConfigPackage {
  const message = new peer.CollectionConfigPackage();
  message.addConfig(config);
  return message;
}

/** MSP ids that the principals name, without repetition (Fabric: core/common/privdata/util.go getMemberOrgs). */
function organizationsOf(principals: readonly msp.MSPPrincipal[], bundle: ChannelBundle): readonly string[] {
  return [...new Set(principals.flatMap((principal) => organizationOf(principal, bundle) ?? []))];
}

/** A certificate counts only when the channel knows it. */
function organizationOf(principal: msp.MSPPrincipal, bundle: ChannelBundle): string | undefined {
  const isCertificate = principal.getPrincipalClassification() === Classification.IDENTITY;
  return isCertificate ? bundle.msp.find(principal.getPrincipal_asU8())?.mspId : mspIdOf(principal);
}

function anyMember(mspId: string): common.SignaturePolicyEnvelope {
  const member = new common.SignaturePolicy();
  member.setSignedBy(0);
  const gate = new common.SignaturePolicy.NOutOf();
  gate.setN(1);
  gate.setRulesList([member]);
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(gate);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(rule);
  envelope.setIdentitiesList([rolePrincipal(mspId, msp.MSPRole.MSPRoleType.MEMBER)]);
  return envelope;
}
