import { msp } from '@hyperledger/fabric-protos';
import { sharedSignatures } from '../crypto/verified-signatures.js';
import { read } from '../proto/decode.js';
import { type Certificate, parseCertificate } from './certificate.js';
import { CertificationTree, chainId } from './certification-tree.js';
import type { Identity, NodeRole } from './identity.js';
import { InvalidIdentityError, MspError } from './msp-error.js';
import { type NodeOu, nodeOus, roleOf } from './node-ous.js';
import { type PrincipalSubject, satisfiesPrincipal } from './principals.js';
import { RevocationList } from './revocation-list.js';

/** Organisational units that identities of an MSP must have one of, by name, with the CAs that may issue each. */
type RequiredUnits = ReadonlyMap<string, ReadonlySet<string>>;

/** The membership rules of one organisation, from its MSP configuration in the channel (Fabric: msp/mspimpl.go). */
export class OrganizationMsp {
  readonly mspId: string;
  private readonly tree: CertificationTree;
  private readonly revocations: readonly RevocationList[];
  private readonly roles: readonly NodeOu[];
  private readonly requiredUnits: RequiredUnits;
  private readonly admins: ReadonlySet<string>;

  /** @throws {MspError} when the configuration cannot be used */
  constructor(config: msp.FabricMSPConfig) {
    this.mspId = config.getName();
    this.tree = new CertificationTree(
      config.getRootCertsList_asU8().map(certificateFromBytes),
      config.getIntermediateCertsList_asU8().map(certificateFromBytes),
    );
    this.revocations = config.getRevocationListList_asU8().map((list) => RevocationList.parse(Buffer.from(list)));
    this.roles = nodeOus(config, (pem) => this.tree.certifiersId(parseCertificate(pem)));
    this.requiredUnits = this.readRequiredUnits(config);
    const admins = config.getAdminsList_asU8().map(certificateFromBytes);
    admins.forEach((admin, index) => this.requireAdmin(admin, index));
    this.admins = new Set(admins.map((admin) => admin.fingerprint));
    if (this.admins.size === 0 && !this.roles.some((ou) => ou.role === 'admin')) {
      throw new MspError('administrators must be declared when no admin ou classification is set');
    }
  }

  /**
   * The identity of a serialised identity of this organisation.
   *
   * @throws {InvalidIdentityError} when it is revoked, or has not exactly one role
   * @throws {MspError} when its certificate is malformed or of another CA
   */
  identity(serialized: Buffer, certificatePem: string): Identity {
    const certificate = parseCertificate(certificatePem);
    const chain = this.validChain(certificate);
    const certifiersId = chainId(chain.slice(1));
    this.requireUnit(certificate, certifiersId);
    const role = roleOf(certificate.organizationalUnits, certifiersId, this.roles, this.mspId);
    return this.describe(serialized, certificatePem, certificate, { role, certifiersId });
  }

  /** A listed administrator belongs to the organisation, as a client or an administrator (postSetupV142). */
  private requireAdmin(admin: Certificate, index: number): void {
    this.tree.chainOf(admin);
    const units = this.roles.filter((ou) => ou.role === 'client' || ou.role === 'admin').map((ou) => ou.unit);
    if (!admin.organizationalUnits.some((unit) => units.includes(unit))) {
      throw new MspError(`admin ${index} is invalid`);
    }
  }

  private validChain(certificate: Certificate): readonly Certificate[] {
    if (certificate.publicKey.asymmetricKeyType !== 'ec') {
      throw new MspError("could not validate identity's public key algorithm");
    }
    const chain = this.tree.chainOf(certificate);
    const issuer = chain[1];
    if (issuer !== undefined && this.revocations.some((list) => list.revokes(certificate, issuer))) {
      throw new InvalidIdentityError(
        this.mspId,
        'could not validate identity against certification chain: The certificate has been revoked',
      );
    }
    return chain;
  }

  private describe(
    serialized: Buffer,
    certificatePem: string,
    certificate: Certificate,
    standing: { readonly role: NodeRole; readonly certifiersId: string },
  ): Identity {
    const subject: PrincipalSubject = {
      ...standing,
      mspId: this.mspId,
      listedAdmin: this.admins.has(certificate.fingerprint),
      organizationalUnits: certificate.organizationalUnits,
      isSame: (other) => this.isSameCertificate(certificate, other),
    };
    const verdicts = new WeakMap<msp.MSPPrincipal, boolean>();
    return {
      mspId: this.mspId,
      id: certificate.fingerprint,
      serialized,
      certificatePem,
      role: standing.role,
      notAfter: certificate.notAfter,
      verify: (message, signature) =>
        sharedSignatures.verify(certificate.fingerprint, certificate.publicKey, message, signature),
      satisfies: (principal) => {
        // Compiled policies ask the same principal objects over and over.
        const verdict = verdicts.get(principal) ?? satisfiesPrincipal(subject, principal);
        verdicts.set(principal, verdict);
        return verdict;
      },
    };
  }

  private isSameCertificate(certificate: Certificate, serialized: Uint8Array): boolean {
    const other = read(msp.SerializedIdentity, serialized);
    return (
      other.getMspid() === this.mspId &&
      certificateFromBytes(other.getIdBytes_asU8()).fingerprint === certificate.fingerprint
    );
  }

  private readRequiredUnits(config: msp.FabricMSPConfig): RequiredUnits {
    const units = new Map<string, Set<string>>();
    for (const identifier of config.getOrganizationalUnitIdentifiersList()) {
      const unit = identifier.getOrganizationalUnitIdentifier();
      const certifiers = units.get(unit) ?? new Set<string>();
      certifiers.add(this.tree.certifiersId(certificateFromBytes(identifier.getCertificate_asU8())));
      units.set(unit, certifiers);
    }
    return units;
  }

  private requireUnit(certificate: Certificate, certifiersId: string): void {
    const fits = (unit: string): boolean => this.requiredUnits.get(unit)?.has(certifiersId) === true;
    if (this.requiredUnits.size > 0 && !certificate.organizationalUnits.some(fits)) {
      throw new InvalidIdentityError(
        this.mspId,
        `none of the identity's organizational units [${certificate.organizationalUnits.join(' ')}] are in MSP ${this.mspId}`,
      );
    }
  }
}

function certificateFromBytes(pem: Uint8Array): Certificate {
  return parseCertificate(Buffer.from(pem).toString('utf8'));
}
