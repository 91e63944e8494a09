import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaClient, CaRefusal, notAfterOf, readEnrolment, writeEnrolment, type Enrolment } from '@scrip/credentials';
import { writeAtomically } from '../pki/credential-store.js';
import type { Registrar } from './certificate-authority.js';
import type { CaEndpoint } from './organization-ca.js';
import { generateSecret } from './secrets.js';

const REGISTRAR_ID = 'registrar';
const OWNER_ONLY = 0o600;
/** A registrar's certificate that ends sooner is replaced: its secret enrols any number of times. */
const REMAINING_MS_MIN = 30 * 86_400_000;
/** Fabric CA's code for a name that is taken. */
const DUPLICATE_IDENTITY = 74;

/** The folder of an organisation that its CA and registrar keep their own files in. */
export function caDirectory(dataDirectory: string, mspId: string): string {
  return join(dataDirectory, 'organizations', mspId, 'ca-server');
}

/** The registrar of a CA's folder; its secret is generated once and readable by the owner only. */
export async function ensureRegistrar(directory: string): Promise<Registrar> {
  const path = join(directory, 'registrar.json');
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8')) as Registrar;
  const registrar = { id: REGISTRAR_ID, secret: generateSecret() };
  await writeAtomically(path, `${JSON.stringify(registrar, undefined, 2)}\n`, OWNER_ONLY);
  return registrar;
}

/** An organisation's registrar at work: a client of its CA, and the certificate that lets it register. */
export class RegistrarClient {
  private constructor(
    readonly client: CaClient,
    readonly enrolment: Enrolment,
  ) {}

  /** Enrols the registrar where it has no certificate that lasts. */
  static async open(directory: string, endpoint: CaEndpoint): Promise<RegistrarClient> {
    const client = await caClient(endpoint);
    const path = join(directory, 'registrar.id');
    const known = readEnrolment(path);
    if (known !== undefined && notAfterOf(known.certificate).getTime() - Date.now() > REMAINING_MS_MIN) {
      return new RegistrarClient(client, known);
    }
    const { id, secret } = await ensureRegistrar(directory);
    const enrolment = await client.enroll(id, secret);
    writeEnrolment(path, endpoint.mspId, enrolment);
    return new RegistrarClient(client, enrolment);
  }

  /**
   * Registers a client that may enrol once, and returns its secret. One that is registered under this id lost its
   * key: it is removed first, so that a certificate of it that is anywhere ends.
   */
  async registerAnew(id: string): Promise<string> {
    const registration = { id, type: 'client', max_enrollments: 1 };
    try {
      return await this.client.register(this.enrolment, registration);
    } catch (error) {
      if (!(error instanceof CaRefusal) || error.code !== DUPLICATE_IDENTITY) throw error;
      await this.client.removeIdentity(this.enrolment, id);
      return this.client.register(this.enrolment, registration);
    }
  }
}

/** A client of a CA. */
export async function caClient({ url, name, tlsRootCertPath }: CaEndpoint): Promise<CaClient> {
  return new CaClient({ url, name, tlsRootCert: await readFile(tlsRootCertPath, 'utf8') });
}
