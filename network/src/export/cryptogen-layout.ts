import { join } from 'node:path';
import { NetworkError } from '../network-error.js';
import { writeAtomically } from '../pki/credential-store.js';
import { writeLocalMspFolder, writeMspFolder } from '../pki/msp.js';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_LABELS } from '../profile.js';
import type { OrganizationTopology, Topology } from '../topology.js';
import { commonProfile } from './common-profile.js';

/**
 * Writes what clients need in the folder layout of Fabric's `cryptogen` and samples, so that their paths hold:
 *
 *     peerOrganizations/<domain>/msp                            the organisation's roots
 *     peerOrganizations/<domain>/peers/peer0.<domain>/tls/ca.crt  root of the peer's TLS certificate
 *     peerOrganizations/<domain>/users/User1@<domain>/msp       certificate and key of a client; also Admin@<domain>
 *     peerOrganizations/<domain>/connection-<org>.json          common connection profile
 *     ordererOrganizations/<domain>/orderers/orderer0.<domain>/tls/ca.crt
 *
 * The nodes' own keys stay where they are.
 */
export async function writeCryptogenLayout(
  directory: string,
  topology: Topology,
  pki: ReadonlyMap<string, OrganizationPki>,
): Promise<void> {
  await Promise.all(
    topology.organizations.map(async (organization) => {
      const keys = pki.get(organization.mspId);
      if (keys === undefined) throw new NetworkError(`there are no keys for ${organization.mspId}`);
      await writeOrganization(directory, topology.name, organization, keys);
    }),
  );
}

async function writeOrganization(
  directory: string,
  network: string,
  organization: OrganizationTopology,
  pki: OrganizationPki,
): Promise<void> {
  const { domain } = organization;
  const peers = join(directory, 'peerOrganizations', domain);
  const orderers = join(directory, 'ordererOrganizations', domain);
  const users = [...pki.identities].filter(([label]) => !NODE_LABELS.has(label));
  const profile = JSON.stringify(await commonProfile(network, organization, pki), undefined, 2);
  await Promise.all([
    writeMspFolder(join(peers, 'msp'), pki),
    writeAtomically(join(peers, 'ca', `ca.${domain}-cert.pem`), pki.ca.certificate),
    writeAtomically(join(peers, 'tlsca', `tlsca.${domain}-cert.pem`), pki.tlsCa.certificate),
    writeAtomically(join(peers, 'peers', `peer0.${domain}`, 'tls', 'ca.crt'), pki.tlsCa.certificate),
    writeAtomically(join(orderers, 'orderers', `orderer0.${domain}`, 'tls', 'ca.crt'), pki.tlsCa.certificate),
    writeAtomically(join(peers, `connection-${domain.split('.', 1)[0] ?? domain}.json`), `${profile}\n`),
    ...users.map(([label, identity]) =>
      writeLocalMspFolder(join(peers, 'users', `${capitalised(label)}@${domain}`, 'msp'), pki, identity),
    ),
  ]);
}

function capitalised(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}
