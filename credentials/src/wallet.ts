import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A certificate of a CA and its key. */
export interface Enrolment {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** An identity as Fabric's client libraries keep it in a file-system wallet. */
interface WalletEntry {
  readonly credentials: Enrolment;
  readonly mspId: string;
  readonly type: 'X.509';
  readonly version: 1;
}

const OWNER_ONLY = 0o600;
const OWNER_FOLDER = 0o700;

/**
 * The enrolment of a wallet's file (`<label>.id`); undefined when there is none.
 *
 * @throws {Error} when the file is no identity
 */
export function readEnrolment(path: string): Enrolment | undefined {
  if (!existsSync(path)) return undefined;
  const { credentials } = JSON.parse(readFileSync(path, 'utf8')) as Partial<WalletEntry>;
  if (typeof credentials?.certificate === 'string' && typeof credentials.privateKey === 'string') return credentials;
  throw new Error(`${path} is no identity of a Fabric wallet; remove it, and the identity is enrolled again`);
}

/** When the enrolment was put into a wallet's file. @throws {Error} when there is no such file */
export function enrolledAt(path: string): Date {
  return statSync(path).mtime;
}

/**
 * Puts an enrolment into a wallet's file, readable by its owner only. Certificate and key change together and for
 * good: a crash leaves the old pair or the new one.
 */
export function writeEnrolment(path: string, mspId: string, enrolment: Enrolment): void {
  const { certificate, privateKey } = enrolment;
  const entry: WalletEntry = { credentials: { certificate, privateKey }, mspId, type: 'X.509', version: 1 };
  mkdirSync(dirname(path), { recursive: true, mode: OWNER_FOLDER });
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(entry, undefined, 2)}\n`, { mode: OWNER_ONLY, flush: true });
  renameSync(temporary, path);
}
