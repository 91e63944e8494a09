import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { JsonFields, parseJson } from '../json-fields.js';
import { NetworkError } from '../network-error.js';
import { writeAtomically } from '../pki/credential-store.js';
import type { MspMaterial } from '../pki/msp.js';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST, type NodePorts } from '../topology.js';

const FORMAT = 'scrip-organization/1';
/** Names of groups of the configuration (`common/configtx/validator.go`), of which the MSP id is one. */
const MSP_ID = /^[a-zA-Z0-9.-]{1,249}$/;
const ADDRESS = /^[A-Za-z0-9.-]+:\d{1,5}$/;

/** What an organisation tells the members of a channel about itself: public material only. */
export interface OrganizationDefinition extends MspMaterial {
  /** `host:port` of its anchor peers. */
  readonly anchorPeers: readonly string[];
  /** `host:port` of its orderer; it serves a channel only once it is one of the channel's consenters. */
  readonly ordererEndpoints: readonly string[];
  /** Its orderer, as channels that it is to order need to know it. */
  readonly consenter?: ConsenterDefinition;
}

/** An ordering node. Certificates are PEM. */
export interface ConsenterDefinition {
  /** `host:port`. */
  readonly address: string;
  /** Enrolment certificate with OU orderer. */
  readonly identity: string;
  /** Used as server and as client among the orderers. */
  readonly tlsCertificate: string;
}

/** The definition of an organisation of this machine. */
export function definitionOf(pki: OrganizationPki, ports: NodePorts): OrganizationDefinition {
  return {
    mspId: pki.mspId,
    rootCertificates: [pki.ca.certificate],
    intermediateCertificates: [],
    tlsRootCertificates: [pki.tlsCa.certificate],
    tlsIntermediateCertificates: [],
    anchorPeers: [`${NODE_HOST}:${ports.peer}`],
    ordererEndpoints: [`${NODE_HOST}:${ports.orderer}`],
    consenter: {
      address: `${NODE_HOST}:${ports.orderer}`,
      identity: pki.identities.get('orderer0')?.certificate ?? '',
      tlsCertificate: pki.tls.get('orderer0')?.certificate ?? '',
    },
  };
}

/** Writes the file that a new organisation sends to the members of a channel. */
export async function writeDefinition(path: string, definition: OrganizationDefinition): Promise<void> {
  await writeAtomically(path, `${JSON.stringify({ format: FORMAT, ...definition }, undefined, 2)}\n`);
}

/** Reads and checks such a file. @throws {NetworkError} that names what is wrong */
export async function readDefinition(path: string): Promise<OrganizationDefinition> {
  if (!existsSync(path)) throw new NetworkError(`there is no file ${path}`);
  const fields = new JsonFields(parseJson(path, await readFile(path, 'utf8')), path);
  if (fields.text('format') !== FORMAT) throw new NetworkError(`${path} is no organisation of format ${FORMAT}`);
  const mspId = fields.text('mspId');
  if (!MSP_ID.test(mspId))
    throw new NetworkError(`${path}: "${mspId}" is no MSP id`, 'letters, digits, dot and hyphen');
  const certificates = (name: string): readonly string[] =>
    fields.texts(name).map((pem, index) => certificate(`${path}: ${name}[${index}]`, pem));
  const definition: OrganizationDefinition = {
    mspId,
    rootCertificates: certificates('rootCertificates'),
    intermediateCertificates: certificates('intermediateCertificates'),
    tlsRootCertificates: certificates('tlsRootCertificates'),
    tlsIntermediateCertificates: certificates('tlsIntermediateCertificates'),
    anchorPeers: fields.texts('anchorPeers'),
    ordererEndpoints: fields.texts('ordererEndpoints'),
    ...consenterIn(path, fields.object('consenter')),
  };
  for (const address of [...definition.anchorPeers, ...definition.ordererEndpoints]) requireAddress(path, address);
  if (definition.rootCertificates.length === 0) throw new NetworkError(`${path} names no CA (rootCertificates)`);
  if (definition.tlsRootCertificates.length === 0)
    throw new NetworkError(`${path} names no TLS CA (tlsRootCertificates)`);
  return definition;
}

function consenterIn(path: string, fields: JsonFields | undefined): Pick<OrganizationDefinition, 'consenter'> {
  if (fields === undefined) return {};
  const address = fields.text('address');
  requireAddress(path, address);
  const pem = (name: string): string => certificate(`${path}: consenter.${name}`, fields.text(name));
  return { consenter: { address, identity: pem('identity'), tlsCertificate: pem('tlsCertificate') } };
}

function certificate(place: string, pem: string): string {
  try {
    new X509Certificate(pem);
    return pem;
  } catch (error) {
    throw new NetworkError(`${place} is no PEM certificate`, undefined, { cause: error });
  }
}

function requireAddress(path: string, address: string): void {
  if (!ADDRESS.test(address)) throw new NetworkError(`${path}: "${address}" is no address`, 'write it as host:port');
}
