import { join } from 'node:path';
import { createPrivateKey } from 'node:crypto';
import { type IdentityRequest, ensureOrganizationPki, issueIdentity } from '@scrip/network';
import type { TestNetwork } from './network.js';
import { signLowS, type User } from './signing.js';

/** Domain of the first member in config/organizations. */
const DOMAIN = 'aurora.example';

/** A user of AuroraMSP whose certificate is unusual, issued by the organisation's own CA. */
export async function auroraUser(network: TestNetwork, request: IdentityRequest): Promise<User> {
  const mspId = 'AuroraMSP';
  const directory = join(network.directory, 'organizations', mspId);
  const pki = await ensureOrganizationPki(directory, { mspId, domain: DOMAIN });
  const { certificate, privateKey } = await issueIdentity(pki, request);
  const key = createPrivateKey(privateKey);
  return { mspId, credentials: Buffer.from(certificate), sign: (message) => signLowS(key, message) };
}
