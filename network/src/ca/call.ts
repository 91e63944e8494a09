import { authenticationError, CaError, CODE } from './ca-error.js';
import { Caller } from './caller.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { parseBool } from './go-values.js';
import type { CertificateRecord, IdentityRecord } from './records.js';
import { RequestBody } from './request-body.js';
import { isSecret } from './secrets.js';
import { verifyToken } from './token.js';
import { messageOf } from '../network-error.js';

/** A request as it came in. */
export interface CaRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly uri: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: Buffer;
  /** What the path names after the collection: an identity's id, an affiliation. */
  readonly target: string;
}

/** An authenticated caller and the certificate that it authenticated with. */
export interface TokenCaller {
  readonly caller: Caller;
  readonly certificate: CertificateRecord;
}

/** One request to one CA while it is served. */
export class Call {
  readonly #body: RequestBody | undefined;

  /** @throws {CaError} when the body is no JSON, or names a CA that is not here */
  constructor(
    readonly ca: CertificateAuthority,
    readonly request: CaRequest,
  ) {
    this.#body = request.body.length === 0 ? undefined : RequestBody.parse(request.body);
    const { caName } = this;
    if (caName !== ca.name) throw new CaError(404, CODE.caNotFound, `CA '${caName}' does not exist`);
  }

  /** The CA as the request names it. */
  get caName(): string {
    return this.request.query.get('ca') || this.#body?.text('caname') || this.ca.name;
  }

  /** The body; refuses a request without one. */
  get body(): RequestBody {
    if (this.#body === undefined) throw new CaError(400, CODE.emptyBody, 'Empty request body');
    return this.#body;
  }

  /**
   * A boolean of the query; false when absent.
   *
   * @param code of the error when it is no boolean
   */
  flag(name: string): boolean {
    const text = this.request.query.get(name) ?? '';
    if (text === '') return false;
    try {
      return parseBool(text.toLowerCase());
    } catch (error) {
      const reason = messageOf(error);
      const message = `Failed to correctly parse value of '${name}' query parameter: ${reason}`;
      throw new CaError(400, CODE.removeAffiliation, message);
    }
  }

  /** The caller by its certificate; refuses who does not prove to be one. */
  authenticate(): TokenCaller {
    const certificate = verifyToken(this.ca, this.#authorization(), this.request);
    const identity = this.ca.store.identity(certificate.id);
    if (identity === undefined) throw authenticationError(CODE.gettingUser, 'Failed to get user');
    return { caller: new Caller(identity), certificate };
  }

  /**
   * The identity by its enrolment id and secret, ready to enrol. Wrong secrets are counted, and too many in a row lock
   * the identity (`BasicAuthentication`, `user.Login`).
   */
  async logIn(): Promise<IdentityRecord> {
    const { id, secret } = basicCredentials(this.#authorization());
    const identity = this.ca.store.identity(id);
    if (identity !== undefined) this.#refuseLocked(identity);
    const isRight = await isSecret(secret, identity?.secretHash);
    if (identity === undefined) throw authenticationError(CODE.invalidUser, `there is no identity '${id}'`);
    if (!isRight) {
      await this.#count(identity, identity.failedLogins + 1);
      throw authenticationError(CODE.invalidPassword, 'Login failure: Password mismatch');
    }
    refuseExhausted(identity);
    if (identity.failedLogins > 0) await this.#count(identity, 0);
    return { ...identity, failedLogins: 0 };
  }

  #authorization(): string {
    const { authorization } = this.request;
    if (authorization === undefined || authorization === '') {
      throw new CaError(401, CODE.noAuthorizationHeader, 'No authorization header');
    }
    return authorization;
  }

  #refuseLocked({ failedLogins }: IdentityRecord): void {
    const { passwordAttempts } = this.ca.settings;
    if (failedLogins < passwordAttempts) return;
    const message =
      `Incorrect password entered ${failedLogins} times, ` +
      `max incorrect password limit of ${passwordAttempts} reached`;
    throw new CaError(401, CODE.passwordAttempts, message);
  }

  async #count(identity: IdentityRecord, failedLogins: number): Promise<void> {
    await this.ca.store.write([{ put: 'identity', record: { ...identity, failedLogins } }]);
  }
}

function basicCredentials(authorization: string): { readonly id: string; readonly secret: string } {
  const encoded = /^basic (.*)$/i.exec(authorization)?.[1] ?? '';
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1) throw authenticationError(CODE.noUserPassword, 'No user/pass in authorization header');
  return { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

function refuseExhausted({ id, maxEnrollments, state }: IdentityRecord): void {
  const refuse = (reason: string): never => {
    throw authenticationError(CODE.invalidPassword, `Login failure: ${reason}`);
  };
  if (maxEnrollments === 0) refuse(`Zero is an invalid value for maximum enrollments on identity '${id}'`);
  if (state < 0) refuse(`User ${id} is revoked; access denied`);
  if (maxEnrollments > 0 && state >= maxEnrollments) {
    refuse(
      `The identity ${id} has already enrolled ${maxEnrollments} times, ` +
        'it has reached its maximum enrollment allowance',
    );
  }
}
