import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/** A certificate with its keys, for tests. */
export interface TestCertificate {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly pem: string;
}

/** What a test wants to be unusual in a certificate. */
export interface CertificateRequest {
  readonly name: string;
  readonly units?: readonly string[];
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
  readonly serial?: string;
  /** A CA that may not sign certificates. */
  readonly forSigningOnly?: boolean;
  readonly extendedUsage?: readonly string[];
  readonly withoutKeyId?: boolean;
}

let nextSerial = 1;

/** Issues a certificate; without issuer a self-signed one. */
export async function issue(request: CertificateRequest, issuer?: TestCertificate): Promise<TestCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const ca = request.ca ?? issuer === undefined;
  const issues = ca && request.forSigningOnly !== true;
  const usage = issues ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature;
  const subject: x509.JsonName = [...(request.units ?? []).map((unit) => ({ OU: [unit] })), { CN: [request.name] }];
  nextSerial += 1;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: request.serial ?? nextSerial.toString(16).padStart(8, '0'),
    subject,
    issuer: issuer === undefined ? subject : issuer.certificate.subjectName.toJSON(),
    notBefore: new Date(Date.now() + (request.from ?? -1) * DAY_MS),
    notAfter: new Date(Date.now() + (request.to ?? 3650) * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(ca, request.pathLength, true),
      new x509.KeyUsagesExtension(usage, true),
      ...(request.withoutKeyId === true ? [] : [await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)]),
      ...(request.extendedUsage === undefined ? [] : [new x509.ExtendedKeyUsageExtension([...request.extendedUsage])]),
    ],
  });
  return { certificate, keys, pem: certificate.toString('pem') };
}

/** A revocation list of `ca` over serial numbers, signed by `signer` (normally the CA). */
export async function revocationList(
  ca: TestCertificate,
  serials: readonly string[],
  signer: TestCertificate = ca,
): Promise<Buffer> {
  const list = await x509.X509CrlGenerator.create({
    issuer: ca.certificate.subject,
    thisUpdate: new Date(),
    entries: serials.map((serialNumber) => ({ serialNumber, revocationDate: new Date() })),
    signingAlgorithm: ALGORITHM,
    signingKey: signer.keys.privateKey,
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey)],
  });
  return Buffer.from(list.rawData);
}

/** What an MSP configuration is made from; NodeOUs use the units `client`, `peer`, `admin` and `orderer`. */
export interface MspRequest {
  readonly mspId: string;
  readonly roots: readonly TestCertificate[];
  readonly intermediates?: readonly TestCertificate[];
  readonly revocationLists?: readonly Buffer[];
  readonly admins?: readonly TestCertificate[];
  /** CA that all roles are bound to. */
  readonly roleIssuer?: TestCertificate;
  readonly requiredUnit?: { readonly unit: string; readonly issuer: TestCertificate };
  readonly withoutNodeOus?: boolean;
}

export function mspConfig(request: MspRequest): msp.FabricMSPConfig {
  const config = new msp.FabricMSPConfig();
  config.setName(request.mspId);
  config.setRootCertsList(request.roots.map(pemBytes));
  config.setIntermediateCertsList((request.intermediates ?? []).map(pemBytes));
  config.setAdminsList((request.admins ?? []).map(pemBytes));
  config.setRevocationListList([...(request.revocationLists ?? [])]);
  const units = new msp.FabricNodeOUs();
  units.setEnable(request.withoutNodeOus !== true);
  units.setClientOuIdentifier(unit('client', request.roleIssuer));
  units.setPeerOuIdentifier(unit('peer', request.roleIssuer));
  units.setAdminOuIdentifier(unit('admin', request.roleIssuer));
  units.setOrdererOuIdentifier(unit('orderer', request.roleIssuer));
  config.setFabricNodeOus(units);
  if (request.requiredUnit !== undefined) {
    config.setOrganizationalUnitIdentifiersList([unit(request.requiredUnit.unit, request.requiredUnit.issuer)]);
  }
  return config;
}

function unit(name: string, issuer: TestCertificate | undefined): msp.FabricOUIdentifier {
  const identifier = new msp.FabricOUIdentifier();
  identifier.setOrganizationalUnitIdentifier(name);
  if (issuer !== undefined) {
    identifier.setCertificate(pemBytes(issuer));
  }
  return identifier;
}

function pemBytes({ pem }: TestCertificate): Buffer {
  return Buffer.from(pem);
}
