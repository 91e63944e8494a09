import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import type { TokenIssuer } from './credential-sources.js';

/** Between the clocks of the issuer and of this gateway. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** A token that was issued earlier is not taken, whatever end it names. */
const AGE_SECONDS_MAX = 3_600;

const Confirmation = z.object({ 'x5t#S256': z.string() });

/** Who a token speaks for. */
export interface TokenHolder {
  readonly operator: string;
  /** Thumbprint of the certificate to which the token is bound (RFC 8705, section 3); undefined: to none. */
  readonly certificate: string | undefined;
  /** Whether the token has not expired. */
  readonly isInForce: () => boolean;
}

/**
 * JWT access tokens of one issuer (RFC 9068): type `at+jwt`, so that an ID token is no access token; algorithms by an
 * allow-list; issuer, audience, time of issue and end are demanded.
 */
export class AccessTokens {
  readonly #source: TokenIssuer;
  readonly #keys: JWTVerifyGetKey;
  readonly #now: () => Date;

  /** @param directory - where the issuer's key file lies */
  constructor(source: TokenIssuer, directory: string, now: () => Date = () => new Date()) {
    this.#source = source;
    this.#now = now;
    this.#keys =
      'url' in source.jwks
        ? createRemoteJWKSet(new URL(source.jwks.url))
        : createLocalJWKSet(JSON.parse(readFileSync(join(directory, source.jwks.file), 'utf8')) as JSONWebKeySet);
  }

  /** @returns who the token speaks for, or undefined when it is not accepted */
  async holder(token: string): Promise<TokenHolder | undefined> {
    const { issuer, audience, algorithms, claim, operators } = this.#source;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', claim],
        maxTokenAge: AGE_SECONDS_MAX,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: this.#now(),
      });
      const name = payload[claim];
      const operator = typeof name === 'string' && Object.hasOwn(operators, name) ? operators[name] : undefined;
      if (operator === undefined) return undefined;
      const endsAt = ((payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1_000;
      const isInForce = (): boolean => this.#now().getTime() < endsAt;
      return { operator, certificate: boundCertificate(payload), isInForce };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

/** A binding that this gateway cannot read is one that nothing satisfies. */
function boundCertificate({ cnf }: JWTPayload): string | undefined {
  if (cnf === undefined) return undefined;
  const read = Confirmation.safeParse(cnf);
  return read.success ? read.data['x5t#S256'] : '';
}
