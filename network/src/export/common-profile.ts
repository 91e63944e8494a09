import { readFile } from 'node:fs/promises';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST, type OrganizationTopology } from '../topology.js';

/** A connection profile in the common format of Fabric's older SDKs, `fabric-network` among them. */
export type CommonProfile = Readonly<Record<string, unknown>>;

/**
 * The common connection profile of one organisation: its own peer and its certificate authority. Everything else these
 * SDKs find by service discovery, as with the profiles of Fabric's `test-network` (fabric-samples, `ccp-template.json`).
 */
export async function commonProfile(
  network: string,
  organization: OrganizationTopology,
  pki: OrganizationPki,
): Promise<CommonProfile> {
  const { mspId, domain, ports } = organization;
  const [peer, ca] = [`peer0.${domain}`, `ca.${domain}`];
  const tlsRoot = await readFile(pki.tlsCa.certificatePath, 'utf8');
  return {
    name: `${network}, ${mspId}`,
    version: '1.0.0',
    client: { organization: mspId, connection: { timeout: { peer: { endorser: '300' } } } },
    organizations: { [mspId]: { mspid: mspId, peers: [peer], certificateAuthorities: [ca] } },
    peers: {
      [peer]: {
        url: `grpcs://${NODE_HOST}:${ports.peer}`,
        tlsCACerts: { pem: tlsRoot },
        grpcOptions: { 'ssl-target-name-override': peer, hostnameOverride: peer },
      },
    },
    certificateAuthorities: {
      [ca]: { url: `https://${NODE_HOST}:${ports.ca}`, caName: ca, tlsCACerts: { pem: [tlsRoot] } },
    },
  };
}
