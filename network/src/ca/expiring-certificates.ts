import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notAfterOf, readEnrolment, type ExpiringCertificate } from '@scrip/credentials';
import type { OrganizationPki } from '../pki/organization.js';
import { gatewayWallet } from './gateway-enrolment.js';
import { caDirectory } from './registrar.js';

/** Every certificate that the network keeps for its organisations: roots, TLS, nodes, identities, wallets. */
export async function expiringCertificates(
  dataDirectory: string,
  organizations: ReadonlyMap<string, OrganizationPki>,
): Promise<readonly ExpiringCertificate[]> {
  const found = await Promise.all(
    [...organizations.values()].map(async (pki) => [
      ...(await onDisk(pki)),
      ...inWallet(`${pki.mspId} gateway wallet`, gatewayWallet(dataDirectory, pki.mspId).identity),
      ...inWallet(`${pki.mspId} registrar`, join(caDirectory(dataDirectory, pki.mspId), 'registrar.id')),
    ]),
  );
  return found.flat();
}

/** Read again each time: certificates are renewed while the network runs. */
function onDisk({ mspId, ca, tlsCa, identities, tls }: OrganizationPki): Promise<readonly ExpiringCertificate[]> {
  const named = [
    ['CA root', ca] as const,
    ['TLS CA root', tlsCa] as const,
    ...[...identities].map(([label, credential]) => [`identity ${label}`, credential] as const),
    ...[...tls].map(([node, credential]) => [`TLS of ${node}`, credential] as const),
  ];
  return Promise.all(
    named.map(async ([name, { certificatePath }]) => ({
      name: `${mspId} ${name}`,
      notAfter: notAfterOf(await readFile(certificatePath, 'utf8')),
    })),
  );
}

function inWallet(name: string, path: string): readonly ExpiringCertificate[] {
  const enrolment = existsSync(path) ? readEnrolment(path) : undefined;
  return enrolment === undefined ? [] : [{ name, notAfter: notAfterOf(enrolment.certificate) }];
}
