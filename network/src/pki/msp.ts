import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { msp } from '@hyperledger/fabric-protos';
import { writeAtomically } from './credential-store.js';
import type { PemPair } from './certificates.js';
import type { NodeOu } from './organization.js';

const CA_FILE = 'ca.pem';
const FABRIC_MSP_TYPE = 0;

/** What makes an organisation's MSP: its id and the certificates of its two roots. */
export interface MspRoots {
  readonly mspId: string;
  readonly ca: Pick<PemPair, 'certificate'>;
  readonly tlsCa: Pick<PemPair, 'certificate'>;
}

/** The public part of an organisation's MSP. Certificates are PEM. */
export interface MspMaterial {
  readonly mspId: string;
  readonly rootCertificates: readonly string[];
  readonly intermediateCertificates: readonly string[];
  readonly tlsRootCertificates: readonly string[];
  readonly tlsIntermediateCertificates: readonly string[];
}

/** The MSP of an organisation that has one CA and one TLS CA. */
export function mspConfig(roots: MspRoots): msp.MSPConfig {
  return channelMsp({
    mspId: roots.mspId,
    rootCertificates: [roots.ca.certificate],
    intermediateCertificates: [],
    tlsRootCertificates: [roots.tlsCa.certificate],
    tlsIntermediateCertificates: [],
  });
}

/**
 * The MSP as a channel's configuration carries it: CAs and NodeOUs, no keys (`msp/msp_config.proto`). With several CAs
 * the units are bound to none of them, because Fabric can bind a unit to one CA only.
 */
export function channelMsp(material: MspMaterial): msp.MSPConfig {
  const bytes = (list: readonly string[]): Buffer[] => list.map((pem) => Buffer.from(pem));
  const fabric = new msp.FabricMSPConfig();
  fabric.setName(material.mspId);
  fabric.setRootCertsList(bytes(material.rootCertificates));
  fabric.setIntermediateCertsList(bytes(material.intermediateCertificates));
  fabric.setTlsRootCertsList(bytes(material.tlsRootCertificates));
  fabric.setTlsIntermediateCertsList(bytes(material.tlsIntermediateCertificates));
  const crypto = new msp.FabricCryptoConfig();
  crypto.setSignatureHashFamily('SHA2');
  crypto.setIdentityIdentifierHashFunction('SHA256');
  fabric.setCryptoConfig(crypto);
  const [onlyCa, ...others] = [...material.rootCertificates, ...material.intermediateCertificates];
  fabric.setFabricNodeOus(nodeOus(others.length === 0 ? onlyCa : undefined));
  return wrapMsp(fabric);
}

/** An MSP as the value `MSP` of an organisation's group. */
export function wrapMsp(fabric: msp.FabricMSPConfig): msp.MSPConfig {
  const config = new msp.MSPConfig();
  config.setType(FABRIC_MSP_TYPE);
  config.setConfig(fabric.serializeBinary());
  return config;
}

/** The four units by which Fabric tells certificates apart. @param ca PEM of the one CA that may issue them */
function nodeOus(ca: string | undefined): msp.FabricNodeOUs {
  const units = new msp.FabricNodeOUs();
  units.setEnable(true);
  units.setClientOuIdentifier(unit(ca, 'client'));
  units.setPeerOuIdentifier(unit(ca, 'peer'));
  units.setAdminOuIdentifier(unit(ca, 'admin'));
  units.setOrdererOuIdentifier(unit(ca, 'orderer'));
  return units;
}

/** A verifying MSP folder: `cacerts`, `tlscacerts`, `config.yaml` (layout: Fabric docs, membership). */
export async function writeMspFolder(directory: string, roots: MspRoots): Promise<void> {
  await Promise.all([
    writeAtomically(join(directory, 'cacerts', CA_FILE), roots.ca.certificate),
    writeAtomically(join(directory, 'tlscacerts', CA_FILE), roots.tlsCa.certificate),
    writeAtomically(join(directory, 'config.yaml'), nodeOuYaml()),
  ]);
}

/** A node's own MSP folder: the verifying one plus the node's certificate and key. */
export async function writeLocalMspFolder(directory: string, roots: MspRoots, identity: PemPair): Promise<void> {
  await writeMspFolder(directory, roots);
  await mkdir(join(directory, 'keystore'), { recursive: true, mode: 0o700 });
  await Promise.all([
    writeAtomically(join(directory, 'signcerts', 'cert.pem'), identity.certificate),
    writeAtomically(join(directory, 'keystore', 'priv_sk'), identity.privateKey, 0o600),
  ]);
}

function unit(ca: string | undefined, name: NodeOu): msp.FabricOUIdentifier {
  const identifier = new msp.FabricOUIdentifier();
  if (ca !== undefined) identifier.setCertificate(Buffer.from(ca));
  identifier.setOrganizationalUnitIdentifier(name);
  return identifier;
}

function nodeOuYaml(): string {
  const units = (['Client', 'Peer', 'Admin', 'Orderer'] as const).flatMap((name) => [
    `  ${name}OUIdentifier:`,
    `    Certificate: cacerts/${CA_FILE}`,
    `    OrganizationalUnitIdentifier: ${name.toLowerCase()}`,
  ]);
  return ['NodeOUs:', '  Enable: true', ...units, ''].join('\n');
}
