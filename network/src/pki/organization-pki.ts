import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NODE_HOST } from '../topology.js';
import { createCa, createLeaf } from './certificates.js';
import { ensureCredential } from './credential-store.js';
import { writeMspFolder } from './msp.js';
import type { Credential, IdentityRequest, NodeOu, OrganizationName, OrganizationPki } from './organization.js';

const DAY_MS = 86_400_000;
const CA_VALIDITY_DAYS = 20 * 365;
const LEAF_VALIDITY_DAYS = 10 * 365;
const LABEL = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The identities that every organisation has from the start. */
const FIRST_IDENTITIES: readonly { readonly label: string; readonly ou: NodeOu }[] = [
  { label: 'peer0', ou: 'peer' },
  { label: 'orderer0', ou: 'orderer' },
  { label: 'admin', ou: 'admin' },
  { label: 'user1', ou: 'client' },
];
const TLS_NODES = ['peer0', 'orderer0', 'ca'] as const;

/**
 * The keys of one organisation in `directory`, made where missing and read otherwise.
 *
 * @param directory `<data>/organizations/<mspId>`
 */
export async function ensureOrganizationPki(directory: string, name: OrganizationName): Promise<OrganizationPki> {
  const [ca, tlsCa] = await Promise.all([
    ensureCredential(join(directory, 'ca'), () => createCa(`ca.${name.domain}`, name.domain, inDays(CA_VALIDITY_DAYS))),
    ensureCredential(join(directory, 'tlsca'), () =>
      createCa(`tlsca.${name.domain}`, name.domain, inDays(CA_VALIDITY_DAYS)),
    ),
  ]);
  const base = { ...name, directory, ca, tlsCa, mspDirectory: join(directory, 'msp') };
  const requests = [...FIRST_IDENTITIES, ...(await laterIdentities(directory))];
  const identities = await Promise.all(
    requests.map(async ({ label, ou }) => {
      const commonName = `${label}.${name.domain}`;
      return [label, await ensureIdentity(base, { label, ou, commonName })] as const;
    }),
  );
  const tls = await Promise.all(TLS_NODES.map(async (node) => [node, await ensureTls(base, node)] as const));
  await writeMspFolder(base.mspDirectory, base);
  return { ...base, identities: new Map(identities), tls: new Map(tls) };
}

/** Issues an identity, or returns the one that exists under this label. Throws a `RangeError` on a bad label. */
export async function issueIdentity(pki: OrganizationPki, request: IdentityRequest): Promise<Credential> {
  if (!LABEL.test(request.label)) throw new RangeError(`identity label "${request.label}" must match ${LABEL.source}`);
  return ensureIdentity(pki, request);
}

/** The keys of all organisations below `<data>/organizations`, by MSP id. */
export async function ensureNetworkPki(
  dataDirectory: string,
  organizations: readonly OrganizationName[],
): Promise<ReadonlyMap<string, OrganizationPki>> {
  const entries = await Promise.all(
    organizations.map(async ({ mspId, domain }) => {
      const directory = join(dataDirectory, 'organizations', mspId);
      return [mspId, await ensureOrganizationPki(directory, { mspId, domain })] as const;
    }),
  );
  return new Map(entries);
}

type Issuer = Pick<OrganizationPki, 'directory' | 'domain' | 'ca' | 'tlsCa'>;

function ensureIdentity(pki: Issuer, request: IdentityRequest): Promise<Credential> {
  const create = (): ReturnType<typeof createLeaf> =>
    createLeaf(pki.ca, {
      commonName: request.commonName,
      organization: pki.domain,
      ...(request.ou === undefined ? {} : { organizationalUnit: request.ou }),
      notAfter: request.notAfter ?? inDays(LEAF_VALIDITY_DAYS),
    });
  return ensureCredential(join(pki.directory, 'identities', request.label), create, pki.ca);
}

/** Clients that know the node by its domain name override the TLS server name with it, so it is there too. */
function ensureTls(pki: Issuer, node: string): Promise<Credential> {
  const commonName = `${node}.${pki.domain}`;
  const create = (): ReturnType<typeof createLeaf> =>
    createLeaf(pki.tlsCa, {
      commonName,
      organization: pki.domain,
      notAfter: inDays(LEAF_VALIDITY_DAYS),
      hosts: { dns: [NODE_HOST, commonName], addresses: ['127.0.0.1'] },
    });
  return ensureCredential(join(pki.directory, 'tls', node), create, pki.tlsCa);
}

/** Identities issued after the first start are read back; their OU is in the certificate, so `client` is never used. */
async function laterIdentities(directory: string): Promise<{ readonly label: string; readonly ou: NodeOu }[]> {
  const folder = join(directory, 'identities');
  if (!existsSync(folder)) return [];
  const first = new Set(FIRST_IDENTITIES.map((identity) => identity.label));
  const labels = (await readdir(folder)).filter((label) => !first.has(label));
  const complete = labels.filter((label) => existsSync(join(folder, label, 'cert.pem')));
  return complete.map((label) => ({ label, ou: 'client' }));
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}
