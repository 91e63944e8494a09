import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storedTopology } from '../daemon/topology-file.js';
import { SigningIdentity } from '../crypto/signing-identity.js';
import { messageOf, NetworkError } from '../network-error.js';
import { NODE_HOST } from '../topology.js';
import type { KnownAdmin } from './lockout.js';
import type { OrdererAddress } from './orderer-client.js';

/** How a command reaches a channel and as whom, as the operator said it. */
export interface AccessOptions {
  /** Data folder of a network on this machine; undefined for an administrator elsewhere. */
  readonly data: string | undefined;
  /** `host:port` of orderers; empty = those of the network on this machine. */
  readonly orderers: readonly string[];
  /** PEM file of the TLS CAs of these orderers. */
  readonly tlsCa: string | undefined;
  readonly mspId: string | undefined;
  /** Name of an identity in the data folder. */
  readonly label: string;
  readonly certificate: string | undefined;
  readonly privateKey: string | undefined;
}

/** An orderer with somebody whom it may believe. */
export interface Route {
  readonly orderer: OrdererAddress;
  readonly identity: SigningIdentity;
}

/** Where and as whom a channel can be reached: the routes that were named, or all that the data folder has. */
export async function routesOf(options: AccessOptions): Promise<readonly Route[]> {
  const named = isIdentityNamed(options) ? await signerOf(options) : undefined;
  if (options.orderers.length > 0) {
    if (named === undefined)
      throw new NetworkError('--orderer needs an identity', 'add --as MSPID --cert FILE --key FILE');
    if (options.tlsCa === undefined)
      throw new NetworkError('--orderer needs --tls-ca FILE, the CA of its TLS certificate');
    const tlsRoots = await readText(options.tlsCa);
    return options.orderers.map((address) => ({ orderer: { address, tlsRoots }, identity: named }));
  }
  const data = options.data ?? '';
  const topology = await storedTopology(data);
  if (topology === undefined) {
    throw new NetworkError(
      `there is no network in ${data === '' ? 'any data folder' : data}`,
      'name one with --data DIR, or an orderer with --orderer HOST:PORT --tls-ca FILE',
    );
  }
  return Promise.all(
    topology.organizations.map(async ({ mspId, ports }) => ({
      orderer: {
        address: `${NODE_HOST}:${ports.orderer}`,
        tlsRoots: await readText(join(data, 'organizations', mspId, 'tlsca', 'cert.pem')),
      },
      identity: named ?? (await identityIn(data, mspId, options.label)),
    })),
  );
}

/** The identity that signs: a certificate with its key, or one of the data folder. */
export async function signerOf(options: AccessOptions): Promise<SigningIdentity> {
  const { data, mspId, label, certificate, privateKey } = options;
  if (mspId === undefined) throw new NetworkError('say who signs', 'add --as MSPID');
  if (certificate === undefined && privateKey === undefined) {
    if (data === undefined) throw new NetworkError('say with which key to sign', 'add --cert FILE --key FILE');
    return identityIn(data, mspId, label);
  }
  if (certificate === undefined || privateKey === undefined) throw new NetworkError('--cert and --key belong together');
  return readIdentity(mspId, certificate, privateKey);
}

/** Whether the operator said as whom to act. */
export function isIdentityNamed({ mspId }: AccessOptions): boolean {
  return mspId !== undefined;
}

/** Administrators that the data folder holds certificates of, and those in these files (`MSPID=FILE`). */
export async function knownAdmins(
  options: AccessOptions,
  shown: readonly { readonly mspId: string; readonly path: string }[],
): Promise<readonly KnownAdmin[]> {
  const topology = options.data === undefined ? undefined : await storedTopology(options.data);
  const local = (topology?.organizations ?? []).map(({ mspId }) => ({
    mspId,
    path: join(options.data ?? '', 'organizations', mspId, 'identities', 'admin', 'cert.pem'),
  }));
  const files = [...local.filter(({ path }) => existsSync(path)), ...shown];
  return Promise.all(files.map(async ({ mspId, path }) => ({ mspId, certificate: await readText(path) })));
}

/** A text file. @throws {NetworkError} when it cannot be read */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new NetworkError(`cannot read ${path}: ${messageOf(error)}`, undefined, { cause: error });
  }
}

function identityIn(data: string, mspId: string, label: string): Promise<SigningIdentity> {
  const folder = join(data, 'organizations', mspId, 'identities', label);
  if (!existsSync(folder)) throw new NetworkError(`${data} holds no identity "${label}" of ${mspId}`);
  return readIdentity(mspId, join(folder, 'cert.pem'), join(folder, 'key.pem'));
}

async function readIdentity(mspId: string, certificate: string, privateKey: string): Promise<SigningIdentity> {
  const [pem, key] = await Promise.all([readText(certificate), readText(privateKey)]);
  try {
    return SigningIdentity.fromPem(mspId, pem, key);
  } catch (error) {
    throw new NetworkError(`${privateKey} holds no private key: ${messageOf(error)}`, undefined, { cause: error });
  }
}
