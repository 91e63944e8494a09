import { msp } from '@hyperledger/fabric-protos';

import { rolePrincipal } from '../../policy/roles.js';
import type { Identity } from '../../msp/identity.js';
import { MspError } from '../../msp/msp-error.js';
import type { SignedData } from '../../policy/policy.js';
import { ProtoError, read } from '../../proto/decode.js';
import type { OrganizationPeer } from './channel-peer.js';

const { ADMIN, MEMBER } = msp.MSPRole.MSPRoleType;

/** Roles of the organisation's own MSP by the name of their policy. */
const ROLES: ReadonlyMap<string, typeof ADMIN | typeof MEMBER> = new Map<string, typeof ADMIN | typeof MEMBER>([
  ['Admins', ADMIN],
  ['Members', MEMBER],
]);

type LocalMember = Pick<OrganizationPeer, 'mspId' | 'localMsp'>;

/**
 * Why a signature does not satisfy a policy of the organisation's own MSP (Fabric: core/policy/policy.go
 * CheckPolicyNoChannel).
 *
 * @returns Fabric's text, or undefined when the signature satisfies it
 */
export function localRefusal(organization: LocalMember, policy: string, signed: SignedData): string | undefined {
  const { mspId } = organization;
  const check = `during channelless check policy with policy [${policy}]`;
  const signer = localIdentity(organization, signed.identity);
  if (typeof signer === 'string') return `Failed deserializing proposal creator ${check}: [${signer}]`;
  const role = ROLES.get(policy);
  if (role === undefined) {
    return `Failed getting local MSP principal ${check}: [MSP Principal role [${policy}] not recognized]`;
  }
  if (!signer.satisfies(rolePrincipal(mspId, role))) {
    return (
      `Failed verifying that proposal's creator satisfies local MSP principal ${check}: [The identity is not an admin ` +
      `under this MSP [${mspId}]: The identity does not contain OU [ADMIN], MSP: [${mspId}]]`
    );
  }
  return signer.verify(signed.data, signed.signature) ? undefined : 'The signature is invalid';
}

function localIdentity({ mspId, localMsp }: LocalMember, serialized: Buffer): Identity | string {
  try {
    const claimed = read(msp.SerializedIdentity, serialized).getMspid();
    return claimed === mspId ? localMsp.deserialize(serialized) : `expected MSP ID ${mspId}, received ${claimed}`;
  } catch (error) {
    if (error instanceof MspError) return error.message;
    if (error instanceof ProtoError) return `could not deserialize a SerializedIdentity: ${error.message}`;
    throw error;
  }
}
