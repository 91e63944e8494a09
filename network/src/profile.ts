import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaEndpoint } from './ca/organization-ca.js';
import type { PeerEndpoint } from './engine.js';
import { writeAtomically } from './pki/credential-store.js';
import type { OrganizationPki } from './pki/organization.js';

/** What any Fabric client needs to connect to one channel as one organisation. Paths are absolute. */
export interface ConnectionProfile {
  readonly mspId: string;
  readonly channel: string;
  /** The chaincode that was deployed last on the channel; '' before the first. */
  readonly chaincode: string;
  /** host:port of the organisation's gateway. */
  readonly gateway: string;
  readonly tlsRootCert: string;
  readonly certificateAuthority: ProfileAuthority;
  readonly identities: readonly ProfileIdentity[];
}

/** The organisation's certificate authority. */
export interface ProfileAuthority {
  readonly url: string;
  /** How requests name it (`caname`). */
  readonly name: string;
  readonly tlsRootCert: string;
}

/** A client identity of the organisation. */
export interface ProfileIdentity {
  readonly label: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** The nodes' own identities are no client identities. */
export const NODE_LABELS: ReadonlySet<string> = new Set(['peer0', 'orderer0']);

/** What a network's organisations have, by MSP id. */
export interface ProfileSources {
  readonly endpoints: ReadonlyMap<string, PeerEndpoint>;
  readonly authorities: ReadonlyMap<string, CaEndpoint>;
  readonly pki: ReadonlyMap<string, OrganizationPki>;
}

/** The profiles of a channel's members, those left out that are not of this network. */
export function connectionProfiles(
  channel: { readonly name: string; readonly members: readonly string[] },
  chaincode: string,
  { endpoints, authorities, pki }: ProfileSources,
): readonly ConnectionProfile[] {
  return channel.members.flatMap((mspId) => {
    const endpoint = endpoints.get(mspId);
    const keys = pki.get(mspId);
    const authority = authorities.get(mspId);
    if (endpoint === undefined || authority === undefined || keys === undefined) return [];
    const clients = [...keys.identities].filter(([label]) => !NODE_LABELS.has(label));
    return {
      mspId,
      channel: channel.name,
      chaincode,
      gateway: endpoint.address,
      tlsRootCert: endpoint.tlsRootCertPath,
      certificateAuthority: { url: authority.url, name: authority.name, tlsRootCert: authority.tlsRootCertPath },
      identities: clients.map(([label, { certificatePath, privateKeyPath }]) => ({
        label,
        certificate: certificatePath,
        privateKey: privateKeyPath,
      })),
    };
  });
}

/** Writes `<data>/connection/<channel>.<mspId>.json` for each, and removes what is there besides. */
export async function writeProfiles(dataDirectory: string, profiles: readonly ConnectionProfile[]): Promise<void> {
  const folder = join(dataDirectory, 'connection');
  await mkdir(folder, { recursive: true });
  const written = profiles.map((profile) => ({ name: `${profile.channel}.${profile.mspId}.json`, profile }));
  await Promise.all(
    written.map(({ name, profile }) =>
      writeAtomically(join(folder, name), `${JSON.stringify(profile, undefined, 2)}\n`),
    ),
  );
  const stale = (await readdir(folder)).filter(
    (name) => name.endsWith('.json') && !written.some((file) => file.name === name),
  );
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}
