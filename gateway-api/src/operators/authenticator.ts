import type { Operator } from '@scrip/config';
import type { AccessTokens } from './access-tokens.js';
import type { ApiKeys } from './api-keys.js';
import type { ClientCertificate } from './client-certificate.js';
import { Sessions } from './sessions.js';

/** How an operator has shown who it is; a key that was replaced is accepted for a while and is not its present key. */
export type Method = 'key' | 'replaced-key' | 'token' | 'certificate' | 'session';

/** What a request shows. */
export interface Credentials {
  readonly bearer: string | undefined;
  readonly certificate: ClientCertificate | undefined;
}

/** Who asks, and how that is known. */
export interface Authenticated {
  readonly operator: Operator;
  readonly method: Method;
}

/** What an authenticator works with. */
export interface AuthenticatorParts {
  readonly operators: readonly Operator[];
  readonly keys: ApiKeys;
  readonly sessions: Sessions;
  readonly tokens: AccessTokens | undefined;
  /** Thumbprint of a public key -> operator id. */
  readonly certificates: Readonly<Record<string, string>>;
}

const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Tells who asks. A credential in the Authorization header alone decides when there is one: a bad token is not made good
 * by a certificate beside it.
 */
export class Authenticator {
  readonly #parts: AuthenticatorParts;

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts;
  }

  /** What can be told without much work: everything but a key that was not seen before. */
  async cheaply({ bearer, certificate }: Credentials): Promise<Authenticated | undefined> {
    const { keys, sessions, tokens, certificates } = this.#parts;
    if (bearer === undefined) {
      const bound = certificate?.keyThumbprint ?? '';
      return this.#known(Object.hasOwn(certificates, bound) ? certificates[bound] : undefined, 'certificate');
    }
    if (Sessions.isToken(bearer)) return this.#known(sessions.operatorOf(bearer), 'session');
    if (!COMPACT_JWS.test(bearer)) return this.#known(keys.remembered(bearer)?.id, this.#keyMethod(bearer));
    const holder = await tokens?.holder(bearer);
    const isBound = holder?.certificate === undefined || holder.certificate === certificate?.thumbprint;
    return this.#known(isBound ? holder?.operator : undefined, 'token');
  }

  /** Verifies a key; costs a scrypt, so what stands before it limits how often. */
  async byKey({ bearer }: Credentials): Promise<Authenticated | undefined> {
    if (bearer === undefined) return undefined;
    const operator = await this.#parts.keys.verify(bearer);
    return this.#known(operator?.id, this.#keyMethod(bearer));
  }

  #keyMethod(key: string): Method {
    return this.#parts.keys.isPresent(key) ? 'key' : 'replaced-key';
  }

  #known(id: string | undefined, method: Method): Authenticated | undefined {
    const operator = this.#parts.operators.find((each) => each.id === id);
    return operator === undefined ? undefined : { operator, method };
  }
}
