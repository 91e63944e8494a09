import { storedTopology } from '../daemon/topology-file.js';
import { writeCryptogenLayout } from '../export/cryptogen-layout.js';
import { NetworkError } from '../network-error.js';
import { ensureNetworkPki } from '../pki/organization-pki.js';
import type { ExportOptions } from './export-arguments.js';
import type { Print } from './output.js';

/** Writes keys and profiles of a network's clients for other tools; the network need not run. */
export async function exportLayout({ data, to }: ExportOptions, print: Print): Promise<void> {
  const topology = await storedTopology(data);
  if (topology === undefined) {
    throw new NetworkError(`there is no network at ${data}`, `npm run network -- up --data ${data}`);
  }
  await writeCryptogenLayout(to, topology, await ensureNetworkPki(data, topology.organizations));
  for (const { mspId, domain } of topology.organizations) print(`${mspId}  ${to}/peerOrganizations/${domain}`);
}
