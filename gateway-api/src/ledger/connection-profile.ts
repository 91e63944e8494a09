import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Enrolment } from '@scrip/credentials';
import { z } from 'zod';

const Profile = z.object({
  mspId: z.string().min(1),
  channel: z.string().min(1),
  chaincode: z.string(),
  gateway: z.string().regex(/^[^:]+:\d{1,5}$/),
  tlsRootCert: z.string().min(1),
  certificateAuthority: z.object({ url: z.url(), name: z.string().min(1), tlsRootCert: z.string().min(1) }),
  identities: z.array(z.object({ label: z.string(), certificate: z.string(), privateKey: z.string() })).min(1),
});

/** How to reach one channel as one organisation: written by the network beside its data when it is ready. */
export type ConnectionProfile = z.infer<typeof Profile>;

/**
 * The connection profiles of one organisation, one per channel that it is a member of, in the order of channel names.
 *
 * @param dataDirectory the network's data folder; profiles are `connection/<channel>.<mspId>.json` in it
 * @throws {Error} when there is none, or one cannot be read
 */
export function readConnectionProfiles(dataDirectory: string, mspId: string): readonly ConnectionProfile[] {
  const folder = join(dataDirectory, 'connection');
  const suffix = `.${mspId}.json`;
  const files = listFiles(folder).filter((file) => file.endsWith(suffix));
  if (files.length === 0) {
    throw new Error(
      `no connection profile for ${mspId} in ${folder}: start the network and deploy the chaincode first`,
    );
  }
  return files.sort().map((file) => readProfile(join(folder, file), dataDirectory));
}

/** Whether an organisation is at home in a data folder, as a member of a channel. */
export const hasConnectionProfile = (dataDirectory: string, channel: string, mspId: string): boolean =>
  existsSync(join(dataDirectory, 'connection', `${channel}.${mspId}.json`));

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new Error(`cannot read the connection profiles in ${folder}: is the network up?`, { cause });
  }
}

function readProfile(path: string, dataDirectory: string): ConnectionProfile {
  const parsed = Profile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a connection profile: ${z.prettifyError(parsed.error)}`);
  const located = (file: string): string => (isAbsolute(file) ? file : resolve(dataDirectory, file));
  return {
    ...parsed.data,
    tlsRootCert: located(parsed.data.tlsRootCert),
    certificateAuthority: {
      ...parsed.data.certificateAuthority,
      tlsRootCert: located(parsed.data.certificateAuthority.tlsRootCert),
    },
    identities: parsed.data.identities.map(({ label, certificate, privateKey }) => ({
      label,
      certificate: located(certificate),
      privateKey: located(privateKey),
    })),
  };
}

/**
 * The certificate and key of an identity that the profiles name.
 *
 * @param label for instance `admin`
 * @throws {Error} when no profile names it, or its files cannot be read
 */
export function profileIdentity(profiles: readonly ConnectionProfile[], label: string): Enrolment {
  const found = profiles.flatMap(({ identities }) => identities).find((identity) => identity.label === label);
  if (found === undefined) throw new Error(`the connection profiles have no identity "${label}"`);
  return {
    certificate: readFileSync(found.certificate, 'utf8'),
    privateKey: readFileSync(found.privateKey, 'utf8'),
  };
}
