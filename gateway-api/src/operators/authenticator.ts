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

/** How it is known who asks. */
interface Shown {
  readonly method: Method;
  /** Thumbprint of the certificate without which the credential does not count; undefined: it is bound to none. */
  readonly certificate?: string | undefined;
  /** Whether the credential still counts: asked again as long as a request lasts. */
  readonly isInForce: () => boolean;
}

/** Who asks, and how that is known. */
export interface Authenticated extends Shown {
  readonly operator: Operator;
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
      const named = certificate?.keyThumbprint ?? '';
      const operator = Object.hasOwn(certificates, named) ? certificates[named] : undefined;
      return this.#known(operator, {
        method: 'certificate',
        certificate: certificate?.thumbprint,
        isInForce: () => true,
      });
    }
    if (Sessions.isToken(bearer)) {
      const operator = sessions.operatorOf(bearer, certificate?.thumbprint);
      return this.#known(operator, { method: 'session', isInForce: () => sessions.isOpen(bearer) });
    }
    if (!COMPACT_JWS.test(bearer)) return this.#known(keys.remembered(bearer)?.id, this.#shownKey(bearer));
    const holder = await tokens?.holder(bearer);
    if (holder === undefined) return undefined;
    const isBound = holder.certificate === undefined || holder.certificate === certificate?.thumbprint;
    return this.#known(isBound ? holder.operator : undefined, { ...holder, method: 'token' });
  }

  /** Verifies a key; costs a scrypt, so what stands before it limits how often. */
  async byKey({ bearer }: Credentials): Promise<Authenticated | undefined> {
    if (bearer === undefined) return undefined;
    const operator = await this.#parts.keys.verify(bearer);
    return this.#known(operator?.id, this.#shownKey(bearer));
  }

  #shownKey(key: string): Shown {
    const { keys } = this.#parts;
    return {
      method: keys.isPresent(key) ? 'key' : 'replaced-key',
      isInForce: () => keys.remembered(key) !== undefined,
    };
  }

  /** Revoked is an operator, not one of its credentials: none of them counts until a key is issued to it again. */
  #known(id: string | undefined, { method, certificate, isInForce }: Shown): Authenticated | undefined {
    const { operators, keys } = this.#parts;
    const operator = operators.find((each) => each.id === id);
    if (operator === undefined || keys.isRevoked(operator.id)) return undefined;
    return { operator, method, certificate, isInForce: () => !keys.isRevoked(operator.id) && isInForce() };
  }
}
