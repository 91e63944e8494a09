import type { msp } from '@hyperledger/fabric-protos';
import type { NodeRole } from './identity.js';
import { InvalidIdentityError, MspError } from './msp-error.js';

/** The organisational unit that marks a role, and the CA that must have issued it, if any is required. */
export interface NodeOu {
  readonly role: NodeRole;
  readonly unit: string;
  /** Chain identifier of the CA; undefined when any CA of the organisation may issue the role. */
  readonly certifiersId: string | undefined;
}

/**
 * The role OUs of an MSP configuration.
 *
 * @param certifiersIdOf resolves the CA certificate (PEM) that an OU is bound to
 * @throws {MspError} when NodeOUs are off: without them peers and clients cannot be told apart, which every endorsement
 *   policy of a channel since Fabric 1.4.3 needs
 */
export function nodeOus(
  config: msp.FabricMSPConfig,
  certifiersIdOf: (certificatePem: string) => string,
): readonly NodeOu[] {
  const settings = config.getFabricNodeOus();
  if (settings?.getEnable() !== true) {
    throw new MspError(`MSP ${config.getName()} has NodeOUs off; this network requires them`);
  }
  const declared: readonly (readonly [NodeRole, msp.FabricOUIdentifier | undefined])[] = [
    ['client', settings.getClientOuIdentifier()],
    ['peer', settings.getPeerOuIdentifier()],
    ['admin', settings.getAdminOuIdentifier()],
    ['orderer', settings.getOrdererOuIdentifier()],
  ];
  return declared.flatMap(([role, identifier]) => {
    if (identifier === undefined) {
      return [];
    }
    const issuer = Buffer.from(identifier.getCertificate_asU8()).toString('utf8');
    const certifiersId = issuer === '' ? undefined : certifiersIdOf(issuer);
    return [{ role, unit: identifier.getOrganizationalUnitIdentifier(), certifiersId }];
  });
}

/**
 * The one role of an identity (Fabric: msp/mspimplvalidate.go validateIdentityOUsV142).
 *
 * @param units organisational units of the certificate's subject
 * @param certifiersId chain identifier of the CAs above the certificate
 * @throws {InvalidIdentityError} with Fabric's text when there is no role or more than one
 */
export function roleOf(
  units: readonly string[],
  certifiersId: string,
  ous: readonly NodeOu[],
  mspId: string,
): NodeRole {
  const roles = units.flatMap((unit) => ous.filter((ou) => ou.unit === unit));
  const listed = `OUs: [${units.map((unit) => `${unit}(${certifiersId.slice(0, 16).toUpperCase()})`).join(' ')}], MSP: [${mspId}]`;
  if (roles.some((ou) => ou.certifiersId !== undefined && ou.certifiersId !== certifiersId)) {
    throw new InvalidIdentityError(mspId, `certifiersIdentifier does not match: ${listed}`);
  }
  const [role, ...others] = roles;
  if (role === undefined) {
    throw new InvalidIdentityError(
      mspId,
      `the identity does not have an OU that resolves to client, peer, orderer, or admin role. ${listed}`,
    );
  }
  if (others.length > 0) {
    throw new InvalidIdentityError(
      mspId,
      `the identity must have a client, a peer, an orderer, or an admin OU role to be valid, not a combination of them. ${listed}`,
    );
  }
  return role.role;
}
