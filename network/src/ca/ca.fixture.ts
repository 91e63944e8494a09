import 'reflect-metadata';
import { createPrivateKey, KeyObject, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import FabricCAServices from 'fabric-ca-client';
import { User, Utils } from 'fabric-common';
import { signLowS } from '@scrip/credentials';
import type { EngineName } from '../engine.js';
import { findCaServer } from '../fabric/binaries.js';
import { ensureOrganizationPki } from '../pki/organization-pki.js';
import type { OrganizationPki } from '../pki/organization.js';
import { freePorts } from '../process/ports.js';
import { topologyFixture } from '../topology.fixture.js';
import type { OrganizationTopology } from '../topology.js';
import { openOrganizationCa, type CaEndpoint, type OrganizationCa } from './organization-ca.js';

/** The tests of this folder run against the real server with `SCRIP_ENGINE=fabric`, where it is installed. */
export const CA_ENGINE: EngineName = process.env['SCRIP_ENGINE'] === 'fabric' ? 'fabric' : 'devnet';

/** Whether the server of {@link CA_ENGINE} is there; says so when it is not. */
export const isCaThere = CA_ENGINE === 'devnet' || findCaServer() !== undefined;
if (!isCaThere) process.stderr.write('fabric-ca-server: skipped: not found in FABRIC_BIN or on PATH\n');

/** A refusal as the library hands it on. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** An answer as it is on the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly result: unknown;
  readonly errors: readonly Refusal[];
  readonly success: boolean;
}

/** An identity with what it was registered with, for `FabricCAServices`. */
export type Registration = Omit<FabricCAServices.IRegisterRequest, 'affiliation'> & { readonly affiliation?: string };

/** A running CA of its own for tests, and the unmodified `fabric-ca-client` to speak to it. */
export class TestCa {
  readonly client: FabricCAServices;
  registrar!: User;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(
    readonly directory: string,
    readonly pki: OrganizationPki,
    private readonly organization: OrganizationTopology,
    private ca: OrganizationCa,
  ) {
    const { url, name, tlsRootCertPath } = ca.endpoint;
    const trustedRoots = [readFileSync(tlsRootCertPath, 'utf8')];
    const suite = User.newCryptoSuite();
    suite.setCryptoKeyStore(Utils.newCryptoKeyStore());
    this.client = new FabricCAServices(url, { trustedRoots, verify: true }, name, suite);
  }

  static async start(): Promise<TestCa> {
    const directory = await mkdtemp(join(tmpdir(), 'scrip-ca-'));
    const [port = 0] = await freePorts(1);
    const [first] = topologyFixture().organizations;
    if (first === undefined) throw new Error('the fixture has no organisation');
    const organization = { ...first, ports: { ...first.ports, ca: port } };
    const pki = await ensureOrganizationPki(join(directory, 'organizations', first.mspId), organization);
    const test = new TestCa(directory, pki, organization, await open(directory, pki, organization));
    await test.ca.start();
    test.registrar = await test.enroll(test.ca.registrar.id, test.ca.registrar.secret);
    return test;
  }

  /** Ends the server and starts it on the same data. */
  async restart(): Promise<void> {
    await this.ca.stop();
    this.ca = await open(this.directory, this.pki, this.organization);
    await this.ca.start();
  }

  get endpoint(): CaEndpoint {
    return this.ca.endpoint;
  }

  get name(): string {
    return this.ca.endpoint.name;
  }

  get registrarSecret(): string {
    return this.ca.registrar.secret;
  }

  async enroll(id: string, secret: string, options: Partial<FabricCAServices.IEnrollmentRequest> = {}): Promise<User> {
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const csr = await certificateRequest(options.subject ?? `CN=${id}`, keys);
    const request = { enrollmentID: id, enrollmentSecret: secret, csr, ...options };
    const { certificate } = await this.client.enroll(request);
    const key = KeyObject.from(keys.privateKey).export({ format: 'pem', type: 'pkcs8' }).toString();
    return User.createUser(id, '', this.pki.mspId, certificate, key);
  }

  register(registration: Registration, by: User = this.registrar): Promise<string> {
    return this.client.register({ role: 'client', affiliation: '', maxEnrollments: -1, ...registration }, by);
  }

  async registerAndEnroll(registration: Registration): Promise<User> {
    return this.enroll(registration.enrollmentID, await this.register(registration));
  }

  /** A refused request; asserts that it changed nothing. */
  async refusal(work: () => Promise<unknown>): Promise<Refusal> {
    const before = await this.state();
    const refusal = await refusalOf(work);
    const after = await this.state();
    if (after !== before) throw new Error(`the refused request changed the state from\n${before}\nto\n${after}`);
    return refusal;
  }

  /** Everything that requests can change, as the registrar sees it. */
  async state(): Promise<string> {
    const paths = ['identities', 'affiliations', 'certificates', 'certificates?revoked_end=%2B1d'];
    const answers = await Promise.all(paths.map((path) => this.get(`/api/v1/${path}`)));
    return JSON.stringify(sorted(answers.map(({ result }) => result)));
  }

  /** Reads as the registrar, past the library, whose cryptography in JavaScript takes its time. */
  get(path: string): Promise<RawAnswer> {
    const { certificate, key } = credentialOf(this.registrar);
    const encoded = Buffer.from(certificate).toString('base64');
    const signature = signLowS(key, Buffer.from(`GET.${Buffer.from(path).toString('base64')}..${encoded}`));
    return this.send('GET', path, { headers: { authorization: `${encoded}.${signature.toString('base64')}` } });
  }

  /** The certificates that the CA lists by a filter, PEM. */
  async certificates(filter: Readonly<Record<string, unknown>>, by: User = this.registrar): Promise<readonly string[]> {
    // The library has the service, its types do not.
    const client = this.client as unknown as {
      newCertificateService(): {
        getCertificates(filter: object, by: User): Promise<FabricCAServices.IServiceResponse>;
      };
    };
    const answer = await client.newCertificateService().getCertificates(filter, by);
    return (answer.result as { readonly certs: readonly { readonly PEM: string }[] }).certs.map(({ PEM }) => PEM);
  }

  /** Sends a request as it is. */
  send(
    method: string,
    path: string,
    options: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<RawAnswer> {
    const url = new URL(path, this.ca.endpoint.url);
    const tls = { ca: readFileSync(this.ca.endpoint.tlsRootCertPath) };
    return new Promise((resolve, reject) => {
      const call = request(url, { method, headers: { ...options.headers }, agent: this.#agent, ...tls }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const parsed = text.startsWith('{') ? (JSON.parse(text) as Omit<RawAnswer, 'status'>) : NOTHING;
          resolve({ ...parsed, status: response.statusCode ?? 0 });
        });
      });
      call.once('error', reject);
      call.end(options.body);
    });
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.ca.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A PKCS #10 request in PEM. */
export async function certificateRequest(name: string, keys: webcrypto.CryptoKeyPair): Promise<string> {
  const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return (await Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm })).toString('pem');
}

/** What an enrolled user of the library holds. */
export function credentialOf(user: User): { readonly certificate: string; readonly key: KeyObject } {
  const identity = user.getSigningIdentity() as unknown as {
    readonly _certificate: string;
    readonly _signer: { readonly _key: { toBytes(): string } };
  };
  return { certificate: identity._certificate, key: createPrivateKey(identity._signer._key.toBytes()) };
}

const NOTHING = { result: undefined, errors: [], success: false };

function open(directory: string, pki: OrganizationPki, organization: OrganizationTopology): Promise<OrganizationCa> {
  return openOrganizationCa({ engine: CA_ENGINE, organization, pki, dataDirectory: directory, log: () => undefined });
}

/** The first error of a refused request. */
export async function refusalOf(work: () => Promise<unknown>): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    const [first] = (error as { readonly errors?: readonly Refusal[] }).errors ?? [];
    if (first !== undefined) return { code: first.code, message: first.message };
    throw error;
  }
  throw new Error('the request was not refused');
}

/** The same text for the same content, whatever the order of lists and fields. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}
