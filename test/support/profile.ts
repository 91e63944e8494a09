import { readFileSync } from 'node:fs';

/** A user of an organisation, as a connection profile names it. */
export interface ProfileIdentity {
  readonly label: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** The file `<data>/connection/<channel>.<mspId>.json`: all that a Fabric client needs to connect. */
export interface ConnectionProfile {
  readonly mspId: string;
  readonly channel: string;
  readonly chaincode: string;
  /** `host:port` of the organisation's gateway. */
  readonly gateway: string;
  /** PEM file of the TLS CA. */
  readonly tlsRootCert: string;
  readonly identities: readonly ProfileIdentity[];
}

/** Reads and checks a profile: a missing field is reported here by name and not as a failed connection later. */
export function readProfile(path: string): ConnectionProfile {
  const profile = record(JSON.parse(readFileSync(path, 'utf8')), path);
  const identities = profile['identities'];
  if (!Array.isArray(identities)) {
    throw new Error(`${path}: identities is not a list`);
  }
  return {
    mspId: text(profile, 'mspId', path),
    channel: text(profile, 'channel', path),
    chaincode: text(profile, 'chaincode', path),
    gateway: text(profile, 'gateway', path),
    tlsRootCert: text(profile, 'tlsRootCert', path),
    identities: identities.map((entry: unknown) => {
      const identity = record(entry, path);
      return {
        label: text(identity, 'label', path),
        certificate: text(identity, 'certificate', path),
        privateKey: text(identity, 'privateKey', path),
      };
    }),
  };
}

/** The identity with this label, e.g. `admin` or `user1`. */
export function identityOf(profile: ConnectionProfile, label: string): ProfileIdentity {
  const identity = profile.identities.find((candidate) => candidate.label === label);
  if (identity === undefined) {
    throw new Error(`the profile of ${profile.mspId} has no identity "${label}"`);
  }
  return identity;
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${path}: not an object`);
  }
  return { ...value };
}

function text(object: Readonly<Record<string, unknown>>, field: string, path: string): string {
  const value = object[field];
  if (typeof value !== 'string') {
    throw new Error(`${path}: ${field} is not a string`);
  }
  return value;
}
