import { msp } from '@hyperledger/fabric-protos';
import { read } from '../proto/decode.js';
import type { NodeRole } from './identity.js';

/** What a principal can ask of an identity; the identity itself is already known to be valid. */
export interface PrincipalSubject {
  readonly mspId: string;
  readonly role: NodeRole;
  /** Listed by certificate among the administrators of the MSP configuration. */
  readonly listedAdmin: boolean;
  readonly organizationalUnits: readonly string[];
  /** Chain identifier of the CAs above the identity, hexadecimal. */
  readonly certifiersId: string;
  /** Whether a serialised identity holds the same certificate. */
  isSame(serialized: Uint8Array): boolean;
}

const { Classification } = msp.MSPPrincipal;
const { MSPRoleType } = msp.MSPRole;

/** Deepest nesting of combined principals that is followed; Fabric has no limit, and nobody nests them. */
const MAX_DEPTH = 16;

const NODE_ROLES: ReadonlyMap<number, NodeRole> = new Map<number, NodeRole>([
  [MSPRoleType.CLIENT, 'client'],
  [MSPRoleType.PEER, 'peer'],
  [MSPRoleType.ADMIN, 'admin'],
  [MSPRoleType.ORDERER, 'orderer'],
]);

/** MSP id that a principal names; undefined when it names none of its own. */
export function mspIdOf(principal: msp.MSPPrincipal): string | undefined {
  const bytes = principal.getPrincipal_asU8();
  switch (principal.getPrincipalClassification()) {
    case Classification.ROLE:
      return read(msp.MSPRole, bytes).getMspIdentifier();
    case Classification.ORGANIZATION_UNIT:
      return read(msp.OrganizationUnit, bytes).getMspIdentifier();
    case Classification.IDENTITY:
      return read(msp.SerializedIdentity, bytes).getMspid();
    default:
      return undefined;
  }
}

/**
 * Whether an identity satisfies a principal, with the rules of the v1.4.3 MSP (Fabric: msp/mspimpl.go). A malformed
 * principal is satisfied by nobody.
 */
export function satisfiesPrincipal(subject: PrincipalSubject, principal: msp.MSPPrincipal, depth = 0): boolean {
  const bytes = principal.getPrincipal_asU8();
  try {
    switch (principal.getPrincipalClassification()) {
      case Classification.ROLE:
        return holdsRole(subject, read(msp.MSPRole, bytes));
      case Classification.ORGANIZATION_UNIT:
        return isInUnit(subject, read(msp.OrganizationUnit, bytes));
      case Classification.IDENTITY:
        return subject.isSame(bytes);
      case Classification.COMBINED:
        return depth < MAX_DEPTH && isAll(subject, read(msp.CombinedPrincipal, bytes), depth);
      case Classification.ANONYMITY:
        return isNominal(read(msp.MSPIdentityAnonymity, bytes));
      default:
        return false;
    }
  } catch {
    return false;
  }
}

function holdsRole(subject: PrincipalSubject, wanted: msp.MSPRole): boolean {
  if (wanted.getMspIdentifier() !== subject.mspId) {
    return false;
  }
  const type = wanted.getRole();
  if (type === MSPRoleType.MEMBER || (type === MSPRoleType.ADMIN && subject.listedAdmin)) {
    return true;
  }
  return NODE_ROLES.get(type) === subject.role;
}

function isInUnit(subject: PrincipalSubject, wanted: msp.OrganizationUnit): boolean {
  return (
    wanted.getMspIdentifier() === subject.mspId &&
    subject.organizationalUnits.includes(wanted.getOrganizationalUnitIdentifier()) &&
    Buffer.from(wanted.getCertifiersIdentifier_asU8()).toString('hex') === subject.certifiersId
  );
}

function isAll(subject: PrincipalSubject, combined: msp.CombinedPrincipal, depth: number): boolean {
  const parts = combined.getPrincipalsList();
  return parts.length > 0 && parts.every((part) => satisfiesPrincipal(subject, part, depth + 1));
}

/** X.509 identities are never anonymous. */
function isNominal(anonymity: msp.MSPIdentityAnonymity): boolean {
  return anonymity.getAnonymityType() === msp.MSPIdentityAnonymity.MSPIdentityAnonymityType.NOMINAL;
}
