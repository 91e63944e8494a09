import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { notAfterOf, readEnrolment } from '@scrip/credentials';
import { writeAtomically } from '../pki/credential-store.js';
import type { CaEndpoint } from './organization-ca.js';
import { caDirectory, RegistrarClient } from './registrar.js';

/** Enrolment id of an organisation's REST gateway. */
const GATEWAY_ID = 'gateway';
const OWNER_ONLY = 0o600;

/**
 * Gives an organisation's gateway what it enrols with: an id and a secret that works once, in its wallet's folder,
 * readable by its owner only. The gateway makes its key itself and removes the file. One that has a certificate needs
 * nothing.
 */
export async function handOutEnrolment(dataDirectory: string, endpoint: CaEndpoint): Promise<void> {
  const wallet = gatewayWallet(dataDirectory, endpoint.mspId);
  if (existsSync(wallet.identity)) {
    const certificate = readEnrolment(wallet.identity)?.certificate;
    if (certificate !== undefined && notAfterOf(certificate) > new Date()) return;
    // Nobody renews with a certificate that has ended.
    await rm(wallet.identity);
  }
  const registrar = await RegistrarClient.open(caDirectory(dataDirectory, endpoint.mspId), endpoint);
  const secret = await registrar.registerAnew(GATEWAY_ID);
  const content = JSON.stringify({ id: GATEWAY_ID, secret });
  await writeAtomically(wallet.enrolment, `${content}\n`, OWNER_ONLY);
}

/** The files of a gateway's wallet: where it keeps its identity, and where it finds what to enrol with. */
export function gatewayWallet(
  dataDirectory: string,
  mspId: string,
): { readonly identity: string; readonly enrolment: string } {
  const folder = join(dataDirectory, 'gateway', mspId, 'wallet');
  return { identity: join(folder, `${GATEWAY_ID}.id`), enrolment: join(folder, 'enrolment.json') };
}
