import { hasLowS, isSignedBy } from '../crypto/ecdsa.js';
import { fail, ensure } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { readCertificate } from '../x509/certificate.js';
import { CertificationTree, chainId } from '../x509/certification-tree.js';
import { readRevocationList, type RevocationList } from '../x509/revocation-list.js';
import type { Identity, NodeRole } from './identity.js';

/** An organisational unit of a certificate's subject, and the CA that must have issued it, if any is required. */
interface Unit {
  readonly name: string;
  readonly certifiersId: string | undefined;
}

const FABRIC_MSP = 0;
/** Fields of FabricNodeOUs (msp/msp_config.proto) that say by which unit a role is recognised. */
const ROLE_FIELDS: readonly (readonly [NodeRole, number])[] = [
  ['client', 2],
  ['peer', 3],
  ['admin', 4],
  ['orderer', 5],
];

/** The membership rules of one organisation, from the channel's configuration (Fabric: msp/mspimpl.go). */
export class Msp {
  readonly mspId: string;
  private readonly tree: CertificationTree;
  private readonly revocations: readonly RevocationList[];
  private readonly roles: readonly (Unit & { readonly role: NodeRole })[];
  private readonly requiredUnits: readonly Unit[];
  private readonly admins: ReadonlySet<string>;

  /** @param bytes - MSPConfig. @throws {VerificationError} when the configuration cannot be used */
  constructor(bytes: Uint8Array) {
    const outer = Message.read('MSPConfig', bytes);
    ensure(outer.number(1) === FABRIC_MSP, 'form', 'an organisation without X.509 certificates');
    const config = Message.read('FabricMSPConfig', outer.bytes(2));
    this.mspId = config.text(1);
    this.tree = new CertificationTree(config.list(2).map(readCertificate), config.list(3).map(readCertificate));
    this.admins = new Set(config.list(4).map((pem) => readCertificate(pem).fingerprint));
    this.revocations = config.list(5).map(readRevocationList);
    this.requiredUnits = config.list(7).map((unit) => this.unit(unit));
    const units = Message.read('FabricNodeOUs', config.bytes(11));
    ensure(units.number(1) === 1, 'form', `${this.mspId} does not tell peers from clients`);
    this.roles = ROLE_FIELDS.flatMap(([role, field]) => {
      const unit = units.find(field);
      return unit === undefined ? [] : [{ role, ...this.unit(unit) }];
    });
  }

  /**
   * The identity of a certificate of this organisation.
   *
   * @throws {VerificationError} when it is of another authority, revoked, or has not exactly one role
   */
  identity(pem: Uint8Array): Identity {
    const certificate = readCertificate(pem);
    const name = `${this.mspId}, ${certificate.commonName}`;
    const chain = this.tree.chainOf(certificate);
    const isRevoked = this.revocations.some((list) => chain[1] !== undefined && list.revokes(certificate, chain[1]));
    ensure(!isRevoked, 'identity', `the certificate of ${name} is revoked`);
    const certifiersId = chainId(chain.slice(1));
    const has = (unit: Unit): boolean => certificate.organizationalUnits.includes(unit.name);
    const isOfCa = (unit: Unit): boolean => unit.certifiersId === undefined || unit.certifiersId === certifiersId;
    const fits = this.requiredUnits.length === 0 || this.requiredUnits.some((unit) => has(unit) && isOfCa(unit));
    ensure(fits, 'identity', `${name} is in none of the units of the organisation`);
    const [unit, ...others] = this.roles.filter(has);
    if (unit === undefined || others.length > 0 || !isOfCa(unit)) {
      return fail('identity', `${name} is not exactly one of client, peer, admin and orderer`);
    }
    const isListedAdmin = this.admins.has(certificate.fingerprint);
    return { mspId: this.mspId, role: unit.role, isListedAdmin, certifiersId, certificate };
  }

  private unit(bytes: Uint8Array): Unit {
    const identifier = Message.read('FabricOUIdentifier', bytes);
    const issuer = identifier.bytes(1);
    return {
      name: identifier.text(2),
      certifiersId: issuer.length === 0 ? undefined : this.tree.idOf(readCertificate(issuer)),
    };
  }
}

/** Whether an identity has signed a message, in the one form that Fabric takes. @throws {VerificationError} when not */
export function requireSignature({ mspId, certificate }: Identity, message: Uint8Array, signature: Uint8Array): void {
  const { publicKey, commonName } = certificate;
  const name = `${mspId}, ${commonName}`;
  if (publicKey === undefined) return fail('signature', `${name} signs with a key that is not of P-256`);
  ensure(isSignedBy(publicKey, message, signature), 'signature', `the signature of ${name} is wrong`);
  ensure(hasLowS(signature), 'signature', `the signature of ${name} has its s in the upper half`);
}

/** The same as a question. */
export const hasSigned = ({ certificate }: Identity, message: Uint8Array, signature: Uint8Array): boolean =>
  certificate.publicKey !== undefined && hasLowS(signature) && isSignedBy(certificate.publicKey, message, signature);
