import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NetworkError } from '../network-error.js';
import type { PemPair } from './certificates.js';
import type { Credential } from './organization.js';

const KEY_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/**
 * The credential of a folder (`cert.pem`, `key.pem`), made when it is not there yet.
 * The certificate is written last and by rename, so a folder that was cut off in the middle is made again.
 *
 * @param issuer when given, an existing certificate must have been issued by it
 */
export async function ensureCredential(
  directory: string,
  create: () => Promise<PemPair>,
  issuer?: Credential,
): Promise<Credential> {
  const certificatePath = join(directory, 'cert.pem');
  const privateKeyPath = join(directory, 'key.pem');
  if (!existsSync(certificatePath) || !existsSync(privateKeyPath)) {
    const pair = await create();
    await mkdir(directory, { recursive: true, mode: DIRECTORY_MODE });
    await writeAtomically(privateKeyPath, pair.privateKey, KEY_MODE);
    await writeAtomically(certificatePath, pair.certificate);
    return { ...pair, certificatePath, privateKeyPath };
  }
  const credential = await loadCredential(certificatePath, privateKeyPath);
  if (issuer !== undefined) requireIssuedBy(credential, issuer);
  return credential;
}

/** Writes beside the target and renames, so that a reader sees the old or the new content and nothing between. */
export async function writeAtomically(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.new`;
  await writeFile(temporary, content, mode === undefined ? {} : { mode });
  await rename(temporary, path);
}

async function loadCredential(certificatePath: string, privateKeyPath: string): Promise<Credential> {
  const [certificate, privateKey] = await Promise.all([
    readFile(certificatePath, 'utf8'),
    readFile(privateKeyPath, 'utf8'),
  ]);
  return { certificate, privateKey, certificatePath, privateKeyPath };
}

function requireIssuedBy(credential: Credential, issuer: Credential): void {
  const authority = new X509Certificate(issuer.certificate);
  if (new X509Certificate(credential.certificate).verify(authority.publicKey)) return;
  throw new NetworkError(
    `${credential.certificatePath} was not issued by ${issuer.certificatePath}; the folder mixes two networks`,
    'restore the CA that belongs to it, or reset the network',
  );
}
