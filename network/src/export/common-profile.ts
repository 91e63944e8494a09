import { readFile } from 'node:fs/promises';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST, type OrganizationTopology } from '../topology.js';

/** A connection profile in the common format of Fabric's older SDKs, `fabric-network` among them. */
export type CommonProfile = Readonly<Record<string, unknown>>;

/**
 * The common connection profile of one organisation: its own peer. Everything else these SDKs find by service
 * discovery, as with the profiles of Fabric's `test-network` (fabric-samples, `ccp-template.json`).
 */
export async function commonProfile(
  network: string,
  organization: OrganizationTopology,
  pki: OrganizationPki,
): Promise<CommonProfile> {
  const { mspId, domain, ports } = organization;
  const peer = `peer0.${domain}`;
  return {
    name: `${network}, ${mspId}`,
    version: '1.0.0',
    client: { organization: mspId, connection: { timeout: { peer: { endorser: '300' } } } },
    organizations: { [mspId]: { mspid: mspId, peers: [peer] } },
    peers: {
      [peer]: {
        url: `grpcs://${NODE_HOST}:${ports.peer}`,
        tlsCACerts: { pem: await readFile(pki.tlsCa.certificatePath, 'utf8') },
        grpcOptions: { 'ssl-target-name-override': peer, hostnameOverride: peer },
      },
    },
  };
}
