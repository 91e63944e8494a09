import { certificateRequest, generateKey } from './certificate-request.js';
import { requestToken, sendRequest, type CaAddress, type CaRequest } from './ca-request.js';
import type { Enrolment } from './wallet.js';

/** An attribute of an identity. */
export interface IdentityAttribute {
  readonly name: string;
  readonly value: string;
  /** Whether it goes into certificates unasked. */
  readonly ecert?: boolean;
}

/** An identity to register; what is absent is the registrar's own or the CA's default. */
export interface Registration extends IdentityChange {
  readonly id: string;
}

/** What to change of an identity; what is absent stays. An attribute with an empty value is taken away. */
export interface IdentityChange {
  readonly secret?: string;
  readonly type?: string;
  readonly affiliation?: string;
  readonly max_enrollments?: number;
  readonly attrs?: readonly IdentityAttribute[];
}

/** An identity as the CA lists it. */
export interface RegisteredIdentity {
  readonly id: string;
  readonly type: string;
  readonly affiliation: string;
  readonly attrs: readonly IdentityAttribute[] | null;
  readonly max_enrollments: number;
}

/** A certificate as a CA knows it: serial number and identifier of the key that signed it, hexadecimal. */
export interface CertificateKey {
  readonly serial: string;
  readonly aki: string;
}

/** What to revoke: an identity with all its certificates, which then enrols no more, or one certificate. */
export type Revocable = { readonly id: string } | CertificateKey;

/** A part of an organisation, with the parts below it. */
export interface Affiliation {
  /** With those above it: `a.b`. */
  readonly name: string;
  readonly affiliations?: readonly Affiliation[] | null;
}

/** The requests that this project makes of a Fabric CA: real or our own. */
export class CaClient {
  constructor(private readonly address: CaAddress) {}

  /** A first certificate for an enrolment id and its secret, with a key that never leaves this process. */
  async enroll(id: string, secret: string): Promise<Enrolment> {
    const keys = await generateKey();
    const body = this.#body({ certificate_request: await certificateRequest(id, keys) });
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const answer = await sendRequest(this.address, { method: 'POST', path: '/api/v1/enroll', body, authorization });
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

  /** Changes an identity. */
  async modifyIdentity(registrar: Enrolment, id: string, change: IdentityChange): Promise<void> {
    await this.#call(registrar, 'PUT', identityPath(id), change);
  }

  /**
   * Removes an identity; its certificates are revoked.
   *
   * @param isForced needed to remove oneself
   */
  async removeIdentity(registrar: Enrolment, id: string, isForced = false): Promise<void> {
    await this.#call(registrar, 'DELETE', `${identityPath(id)}${forced(isForced)}`);
  }

  /** The affiliations at and below the registrar's, as a tree. @throws {CaRefusal} when there are none */
  async affiliations(registrar: Enrolment): Promise<Affiliation> {
    return (await this.#call(registrar, 'GET', 'affiliations')) as Affiliation;
  }

  /** Adds an affiliation; when forced, those above it as well. */
  async addAffiliation(registrar: Enrolment, name: string, isForced: boolean): Promise<void> {
    await this.#call(registrar, 'POST', `affiliations${forced(isForced)}`, { name });
  }

  /** Renames an affiliation with all below it; when forced, although identities belong to it. */
  async renameAffiliation(registrar: Enrolment, name: string, to: string, isForced: boolean): Promise<void> {
    await this.#call(registrar, 'PUT', `${affiliationPath(name)}${forced(isForced)}`, { name: to });
  }

  /** Removes an affiliation; when forced, with all below it and all identities of them. */
  async removeAffiliation(registrar: Enrolment, name: string, isForced: boolean): Promise<void> {
    await this.#call(registrar, 'DELETE', `${affiliationPath(name)}${forced(isForced)}`);
  }

  /**
   * Revokes an identity or a certificate.
   *
   * @param reason a name of RFC 5280 in lower case, e.g. `keycompromise`; '' for none
   * @returns how many certificates were revoked
   */
  async revoke(registrar: Enrolment, what: Revocable, reason: string): Promise<number> {
    const answer = await this.#call(registrar, 'POST', 'revoke', { ...what, reason });
    return (answer as { readonly RevokedCerts: readonly unknown[] | null }).RevokedCerts?.length ?? 0;
  }

  /** The list of revoked certificates, PEM. */
  async revocationList(registrar: Enrolment): Promise<string> {
    const answer = await this.#call(registrar, 'POST', 'gencrl', {});
    return Buffer.from((answer as { readonly CRL: string }).CRL, 'base64').toString('utf8');
  }

  async #call(caller: Enrolment, method: CaRequest['method'], endpoint: string, content?: object): Promise<unknown> {
    const body = content === undefined ? '' : this.#body(content);
    const request = { method, path: `/api/v1/${endpoint}`, body };
    return sendRequest(this.address, { ...request, authorization: await requestToken(caller, request) });
  }

  #body(content: object): string {
    return JSON.stringify({ ...content, caname: this.address.name });
  }
}

function identityPath(id: string): string {
  return `identities/${encodeURIComponent(id)}`;
}

function affiliationPath(name: string): string {
  return `affiliations/${encodeURIComponent(name)}`;
}

function forced(isForced: boolean): string {
  return isForced ? '?force=true' : '';
}

function certificateOf(answer: unknown): string {
  return Buffer.from((answer as { readonly Cert: string }).Cert, 'base64').toString('utf8');
}
