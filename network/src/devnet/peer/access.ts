import { localPolicyOf, policyReference } from '../../channel/acls.js';
import type { ChannelBundle } from '../../channel/bundle.js';
import type { SignedData } from '../../policy/policy.js';
import type { OrganizationPeer } from './channel-peer.js';
import { localRefusal } from './local-policy.js';

/** A policy check that failed; the text is what Fabric tells the client. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';
}

/**
 * Checks a signature against the policy that guards a resource of the channel, such as `peer/Propose` or
 * `qscc/GetChainInfo` (Fabric: core/aclmgmt; the channel's own ACLs come first and speak other words).
 *
 * @throws AccessDenied when the signature does not satisfy the policy, or the resource has none
 */
export function checkAccessTo(bundle: ChannelBundle, resource: string, signed: SignedData): void {
  const reference = bundle.acl(resource);
  if (reference === undefined) throw new AccessDenied(`Unmapped policy for ${resource}`);
  const { path, configured } = reference;
  const policy = bundle.policies.policy(path);
  if (policy?.evaluate([signed]) === true) return;
  if (configured) {
    const reason = policy?.refusal([signed]) ?? `policy ${path} not found`;
    throw new AccessDenied(`failed evaluating policy on signed data during check policy [${path}]: [${reason}]`);
  }
  throw new AccessDenied(
    `Failed evaluating policy on signed data during check policy on channel [${bundle.channelId}] with policy ` +
      `[${path}]: [${policy?.refusal([signed]) ?? `No such policy: '${path}'`}]`,
  );
}

/**
 * Checks the signature over a proposal against the policy of a system chaincode's function: of the organisation's own
 * MSP for what concerns the peer, of the channel otherwise (Fabric: core/aclmgmt/defaultaclprovider.go CheckACL).
 *
 * @param channelId `''` when the call names none
 * @throws AccessDenied
 */
export function checkProposalAccess(
  organization: OrganizationPeer,
  resource: string,
  channelId: string,
  signed: SignedData,
): void {
  const local = localPolicyOf(resource);
  const channel = organization.channels.get(channelId);
  if (local === undefined && channel !== undefined) {
    checkAccessTo(channel.bundle, resource, signed);
    return;
  }
  const policy = local ?? policyReference(resource, new Map())?.path;
  if (policy === undefined) throw new AccessDenied(`Unmapped policy for ${resource}`);
  if (local === undefined && channelId !== '') {
    throw new AccessDenied(`Failed to get policy manager for channel [${channelId}]`);
  }
  const refusal = localRefusal(organization, policy, signed);
  if (refusal !== undefined) throw new AccessDenied(refusal);
}
