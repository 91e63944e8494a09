import { msp } from '@hyperledger/fabric-protos';

/** Role of an MSP that a policy text can name (Fabric: common/policydsl). */
export type RoleName = 'member' | 'admin' | 'client' | 'peer' | 'orderer';

type RoleType = msp.MSPRole.MSPRoleTypeMap[keyof msp.MSPRole.MSPRoleTypeMap];

const ROLE_TYPES: ReadonlyMap<string, RoleType> = new Map<RoleName, RoleType>([
  ['member', msp.MSPRole.MSPRoleType.MEMBER],
  ['admin', msp.MSPRole.MSPRoleType.ADMIN],
  ['client', msp.MSPRole.MSPRoleType.CLIENT],
  ['peer', msp.MSPRole.MSPRoleType.PEER],
  ['orderer', msp.MSPRole.MSPRoleType.ORDERER],
]);

const ROLE_NAMES: ReadonlyMap<number, string> = new Map([...ROLE_TYPES].map(([name, type]) => [type, name]));

/** MSP id and role as a policy text writes them: letters, digits, dots and hyphens, then the role. */
const PRINCIPAL = /^([A-Za-z0-9.-]+)\.(admin|member|client|peer|orderer)$/;

/** The principal of `'Org.role'`, or undefined when the text has another form. */
export function principalFromText(text: string): msp.MSPPrincipal | undefined {
  const [, mspId, roleName] = PRINCIPAL.exec(text) ?? [];
  const type = roleName === undefined ? undefined : ROLE_TYPES.get(roleName);
  return mspId === undefined || type === undefined ? undefined : rolePrincipal(mspId, type);
}

/** `'Org.role'` of a role principal, or undefined when the texts cannot name it. */
export function principalToText(principal: msp.MSPPrincipal): string | undefined {
  if (principal.getPrincipalClassification() !== msp.MSPPrincipal.Classification.ROLE) {
    return undefined;
  }
  const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
  const name = ROLE_NAMES.get(role.getRole());
  const text = `${role.getMspIdentifier()}.${name ?? ''}`;
  return PRINCIPAL.test(text) ? text : undefined;
}

/** The principal of everyone who holds a role in an organisation. */
export function rolePrincipal(mspId: string, type: RoleType): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(type);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
}
