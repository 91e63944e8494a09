import { toHex } from '../crypto/encoding.js';
import type { Identity, NodeRole } from '../msp/identity.js';
import { Message } from '../wire/message.js';
import { readCertificate } from '../x509/certificate.js';

/** MSPPrincipal.Classification of msp/msp_principal.proto. */
const [ROLE, ORGANIZATION_UNIT, IDENTITY] = [0, 1, 2];
/** MSPRole.MSPRoleType; 0 is a member of any role. */
const ROLES: readonly (NodeRole | 'member')[] = ['member', 'admin', 'client', 'peer', 'orderer'];

/** Whether somebody is whom a policy means. */
export type Principal = (identity: Identity) => boolean;

/** @param bytes - MSPPrincipal; of a kind that is not known here nobody is meant. @throws {VerificationError} */
export function readPrincipal(bytes: Uint8Array): Principal {
  const principal = Message.read('MSPPrincipal', bytes);
  const content = principal.bytes(2);
  switch (principal.number(1)) {
    case ROLE:
      return ofRole(Message.read('MSPRole', content));
    case ORGANIZATION_UNIT:
      return ofUnit(Message.read('OrganizationUnit', content));
    case IDENTITY:
      return ofIdentity(Message.read('SerializedIdentity', content));
    default:
      return () => false;
  }
}

function ofRole(message: Message): Principal {
  const [mspId, role] = [message.text(1), ROLES[message.number(2)]];
  return (identity) =>
    identity.mspId === mspId &&
    (role === 'member' || identity.role === role || (role === 'admin' && identity.isListedAdmin));
}

function ofUnit(message: Message): Principal {
  const [mspId, unit, certifiersId] = [message.text(1), message.text(2), toHex(message.bytes(3))];
  return (identity) =>
    identity.mspId === mspId &&
    identity.certificate.organizationalUnits.includes(unit) &&
    identity.certifiersId === certifiersId;
}

function ofIdentity(message: Message): Principal {
  const [mspId, { fingerprint }] = [message.text(1), readCertificate(message.bytes(2))];
  return (identity) => identity.mspId === mspId && identity.certificate.fingerprint === fingerprint;
}
