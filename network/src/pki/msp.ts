import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { msp } from '@hyperledger/fabric-protos';
import { writeAtomically } from './credential-store.js';
import type { Credential, NodeOu, OrganizationPki } from './organization.js';

const CA_FILE = 'ca.pem';
const FABRIC_MSP_TYPE = 0;

/** What makes an organisation's MSP: its id and its two roots. */
export type MspRoots = Pick<OrganizationPki, 'mspId' | 'ca' | 'tlsCa'>;

/** The MSP as a channel's configuration carries it: roots and NodeOUs, no keys (`msp/msp_config.proto`). */
export function mspConfig(roots: MspRoots): msp.MSPConfig {
  const fabric = new msp.FabricMSPConfig();
  fabric.setName(roots.mspId);
  fabric.setRootCertsList([Buffer.from(roots.ca.certificate)]);
  fabric.setTlsRootCertsList([Buffer.from(roots.tlsCa.certificate)]);
  const crypto = new msp.FabricCryptoConfig();
  crypto.setSignatureHashFamily('SHA2');
  crypto.setIdentityIdentifierHashFunction('SHA256');
  fabric.setCryptoConfig(crypto);
  const units = new msp.FabricNodeOUs();
  units.setEnable(true);
  units.setClientOuIdentifier(unit(roots, 'client'));
  units.setPeerOuIdentifier(unit(roots, 'peer'));
  units.setAdminOuIdentifier(unit(roots, 'admin'));
  units.setOrdererOuIdentifier(unit(roots, 'orderer'));
  fabric.setFabricNodeOus(units);
  const config = new msp.MSPConfig();
  config.setType(FABRIC_MSP_TYPE);
  config.setConfig(fabric.serializeBinary());
  return config;
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
export async function writeLocalMspFolder(directory: string, roots: MspRoots, identity: Credential): Promise<void> {
  await writeMspFolder(directory, roots);
  await mkdir(join(directory, 'keystore'), { recursive: true, mode: 0o700 });
  await Promise.all([
    writeAtomically(join(directory, 'signcerts', 'cert.pem'), identity.certificate),
    writeAtomically(join(directory, 'keystore', 'priv_sk'), identity.privateKey, 0o600),
  ]);
}

function unit(roots: MspRoots, name: NodeOu): msp.FabricOUIdentifier {
  const identifier = new msp.FabricOUIdentifier();
  identifier.setCertificate(Buffer.from(roots.ca.certificate));
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
