import { request } from 'node:https';
import { certificateRequest, generateKey } from './certificate-request.js';
import { lowSSigner } from './signer.js';
import type { Enrolment } from './wallet.js';

/** Where a CA is and how it is named. */
export interface CaAddress {
  readonly url: string;
  readonly name: string;
  /** PEM of the TLS CA that signed the server's certificate. */
  readonly tlsRootCert: string;
}

/** An identity to register; what is absent is the registrar's own or the CA's default. */
export interface Registration {
  readonly id: string;
  readonly secret?: string;
  readonly type?: string;
  readonly affiliation?: string;
  readonly max_enrollments?: number;
  readonly attrs?: readonly { readonly name: string; readonly value: string; readonly ecert?: boolean }[];
}

/** An identity as the CA lists it. */
export interface RegisteredIdentity {
  readonly id: string;
  readonly type: string;
  readonly affiliation: string;
  readonly attrs: readonly { readonly name: string; readonly value: string }[] | null;
  readonly max_enrollments: number;
}

/** The CA's refusal, with its code (`lib/caerrors` of fabric-ca). */
export class CaRefusal extends Error {
  override readonly name = 'CaRefusal';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 15_000;

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: string;
  readonly authorization: string;
}

/** The requests that this project makes of a Fabric CA: real or our own. */
export class CaClient {
  constructor(private readonly address: CaAddress) {}

  /** A first certificate for an enrolment id and its secret, with a key that never leaves this process. */
  async enroll(id: string, secret: string): Promise<Enrolment> {
    const keys = await generateKey();
    const body = this.#body({ certificate_request: await certificateRequest(id, keys) });
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const answer = await this.#send({ method: 'POST', path: '/api/v1/enroll', body, authorization });
    return { certificate: certificateOf(answer), privateKey: keys.privateKeyPem };
  }

  /** A further certificate with a new key, for the holder of a valid one. */
  async reenroll(id: string, current: Enrolment): Promise<Enrolment> {
    const keys = await generateKey();
    const request = { certificate_request: await certificateRequest(id, keys) };
    const answer = await this.#call(current, 'POST', 'reenroll', request);
    return { certificate: certificateOf(answer), privateKey: keys.privateKeyPem };
  }

  /** Registers an identity; returns its secret. */
  async register(registrar: Enrolment, registration: Registration): Promise<string> {
    return ((await this.#call(registrar, 'POST', 'register', registration)) as { readonly secret: string }).secret;
  }

  /** The identities that the registrar may manage. */
  async identities(registrar: Enrolment): Promise<readonly RegisteredIdentity[]> {
    const answer = await this.#call(registrar, 'GET', 'identities');
    return (answer as { readonly identities: readonly RegisteredIdentity[] }).identities;
  }

  /** Removes an identity; its certificates are revoked. */
  async removeIdentity(registrar: Enrolment, id: string): Promise<void> {
    await this.#call(registrar, 'DELETE', `identities/${encodeURIComponent(id)}`);
  }

  /**
   * Revokes an identity with all its certificates.
   *
   * @param reason a name of RFC 5280 in lower case, e.g. `keycompromise`; '' for none
   * @returns how many certificates were revoked
   */
  async revoke(registrar: Enrolment, id: string, reason: string): Promise<number> {
    const answer = await this.#call(registrar, 'POST', 'revoke', { id, reason });
    return (answer as { readonly RevokedCerts: readonly unknown[] | null }).RevokedCerts?.length ?? 0;
  }

  /** The list of revoked certificates, PEM. */
  async revocationList(registrar: Enrolment): Promise<string> {
    const answer = await this.#call(registrar, 'POST', 'gencrl', {});
    return Buffer.from((answer as { readonly CRL: string }).CRL, 'base64').toString('utf8');
  }

  async #call(caller: Enrolment, method: Request['method'], endpoint: string, content?: object): Promise<unknown> {
    const path = `/api/v1/${endpoint}`;
    const body = content === undefined ? '' : this.#body(content);
    return this.#send({ method, path, body, authorization: await token(caller, method, path, body) });
  }

  #body(content: object): string {
    return JSON.stringify({ ...content, caname: this.address.name });
  }

  #send({ method, path, body, authorization }: Request): Promise<unknown> {
    const options = {
      method,
      headers: { authorization },
      ca: this.address.tlsRootCert,
      agent: false,
      timeout: TIMEOUT_MS,
    };
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.address.url), options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => settle(Buffer.concat(chunks).toString('utf8'), resolve, reject));
      });
      call.once('timeout', () => call.destroy(new Error(`the CA at ${this.address.url} does not answer`)));
      call.once('error', reject);
      call.end(body);
    });
  }
}

/** Signs a request as the CA wants it: `<certificate>.<signature over method, path, body and certificate>`. */
async function token(
  { certificate, privateKey }: Enrolment,
  method: string,
  path: string,
  body: string,
): Promise<string> {
  const [encodedPath, encodedBody, encodedCertificate] = [path, body, certificate].map((part) =>
    Buffer.from(part).toString('base64'),
  );
  const message = [method, encodedPath, encodedBody, encodedCertificate].join('.');
  const signature = await lowSSigner(privateKey)(Buffer.from(message));
  return `${encodedCertificate ?? ''}.${Buffer.from(signature).toString('base64')}`;
}

interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
}

function settle(text: string, resolve: (result: unknown) => void, reject: (error: Error) => void): void {
  try {
    const { success, result, errors } = JSON.parse(text) as Envelope;
    const [first] = errors;
    if (success) resolve(result);
    else reject(new CaRefusal(first?.code ?? 0, first?.message ?? 'refused without a reason'));
  } catch {
    reject(new Error(`the CA answered with what is no JSON: ${text.slice(0, 200)}`));
  }
}

function certificateOf(answer: unknown): string {
  return Buffer.from((answer as { readonly Cert: string }).Cert, 'base64').toString('utf8');
}
