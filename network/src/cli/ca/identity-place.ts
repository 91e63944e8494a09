import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnrolment, writeEnrolment, type Enrolment } from '@scrip/credentials';
import { readText } from '../../membership/access.js';
import { messageOf, NetworkError } from '../../network-error.js';
import { writeLocalMspFolder, type MspRoots } from '../../pki/msp.js';

/** Where a certificate and its key are kept: a wallet's file, or a folder as Fabric's programs read it. */
export interface IdentityPlace {
  readonly kind: 'wallet' | 'msp';
  readonly path: string;
}

/** Whether something is kept there already. */
export function isTaken({ path }: IdentityPlace): boolean {
  return existsSync(path);
}

/** The identity that is kept there. @throws {NetworkError} when there is none */
export async function readIdentity({ kind, path }: IdentityPlace): Promise<Enrolment> {
  if (kind === 'msp') {
    const [certificate, privateKey] = await Promise.all([
      readText(join(path, 'signcerts', 'cert.pem')),
      readText(join(path, 'keystore', 'priv_sk')),
    ]);
    return { certificate, privateKey };
  }
  try {
    const found = readEnrolment(path);
    if (found !== undefined) return found;
  } catch (error) {
    throw new NetworkError(messageOf(error), undefined, { cause: error });
  }
  throw new NetworkError(`there is no wallet file ${path}`);
}

/** Keeps an identity there, in place of the one before, readable by its owner only. */
export async function writeIdentity(
  { kind, path }: IdentityPlace,
  roots: MspRoots,
  enrolment: Enrolment,
): Promise<void> {
  if (kind === 'msp') await writeLocalMspFolder(path, roots, enrolment);
  else writeEnrolment(path, roots.mspId, enrolment);
}
