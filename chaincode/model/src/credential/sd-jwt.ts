import { LIMITS } from '../limits.js';
import { publicKey, type PlainKey } from '../signature/public-key.js';
import { digestOf, reveal } from './disclosure.js';
import { isJsonRecord, isTokenBy, parseToken, refuseCredential, type JsonRecord } from './jws.js';

/** A credential in parts: the issuer's token, what is shown of it, and the holder's token, where there is one. */
export interface SdJwt {
  readonly token: string;
  readonly disclosures: readonly string[];
  readonly keyBinding?: string;
}

/** Takes an SD-JWT or SD-JWT+KB apart (RFC 9901, section 4). @throws DomainError CREDENTIAL_INVALID, LIMIT_EXCEEDED */
export function parseSdJwt(text: string): SdJwt {
  if (text.length > LIMITS.credentialCharactersMax) refuseCredential('a text of allowed length');
  const [token = '', ...rest] = text.split('~');
  const last = rest.pop();
  if (last === undefined) return refuseCredential('an SD-JWT');
  return { token, disclosures: rest, ...(last === '' ? {} : { keyBinding: last }) };
}

/** The text of a credential; with a holder's token, the text of its presentation. */
export const sdJwtText = ({ token, disclosures, keyBinding = '' }: SdJwt): string =>
  [token, ...disclosures, keyBinding].join('~');

/** Type of a credential in its header (SD-JWT VC, section 3.2.1); the second is the name that it had before. */
export const CREDENTIAL_TYPES: readonly unknown[] = ['dc+sd-jwt', 'vc+sd-jwt'];

/** What a verifier asks of the holder's token. */
export interface Challenge {
  /** Who asks. */
  readonly audience: string;
  /** Made for this presentation alone. */
  readonly nonce: string;
  /** Seconds that the token may be old. */
  readonly ageSecondsMax: number;
}

/** Seconds by which the clocks of issuer, holder and verifier may differ. */
const CLOCK_SKEW_SECONDS = 60;

/** A credential whose signatures and times were verified. */
export interface VerifiedCredential {
  /** What was disclosed, with what always is. */
  readonly claims: JsonRecord;
  /** Key of the holder, which the issuer has bound into the credential (RFC 7800). */
  readonly holderKey: PlainKey;
}

/** The issuer and the key that a credential names, before anything of it is trusted: to look the key up. */
export function namedIssuer(text: string): { readonly issuer: unknown; readonly keyId: unknown } {
  const { header, payload } = parseToken(parseSdJwt(text).token);
  return { issuer: payload['iss'], keyId: header['kid'] };
}

/**
 * Verifies a credential as its holder keeps it: issuer's signature, type, times, disclosures (RFC 9901, section 7.1;
 * SD-JWT VC, section 3.4). It says nothing about who shows it: for that there is {@link verifyPresentation}.
 *
 * @param now - seconds since 1970-01-01T00:00:00Z
 * @throws DomainError CREDENTIAL_INVALID with the rule that fails
 */
export function verifyCredential(text: string, issuerKey: PlainKey, now: number): VerifiedCredential {
  const { token, disclosures } = parseSdJwt(text);
  const issued = parseToken(token);
  if (!CREDENTIAL_TYPES.includes(issued.header['typ'])) refuseCredential('the type dc+sd-jwt');
  if (!isTokenBy(issuerKey, issued)) refuseCredential('the signature of the issuer');
  requireTimes(issued.payload, now);
  return { claims: reveal(issued.payload, disclosures), holderKey: confirmedKey(issued.payload) };
}

/**
 * Verifies a presentation: the credential, and the holder's token over exactly this presentation for exactly this
 * verifier (RFC 9901, section 7.3; SD-JWT VC, section 3.4).
 *
 * @param now - seconds since 1970-01-01T00:00:00Z
 * @throws DomainError CREDENTIAL_INVALID with the rule that fails
 */
export function verifyPresentation(
  text: string,
  issuerKey: PlainKey,
  challenge: Challenge,
  now: number,
): VerifiedCredential {
  const verified = verifyCredential(text, issuerKey, now);
  const { token, disclosures, keyBinding } = parseSdJwt(text);
  if (keyBinding === undefined) return refuseCredential("the holder's token");
  requireHolder(keyBinding, verified.holderKey, digestOf(`${[token, ...disclosures].join('~')}~`), challenge, now);
  return verified;
}

function requireTimes({ nbf, exp, iat }: JsonRecord, now: number): void {
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);
  for (const begin of [nbf, iat]) {
    if (begin !== undefined && !(isNumber(begin) && begin <= now + CLOCK_SKEW_SECONDS)) refuseCredential('begun');
  }
  if (!isNumber(exp)) return refuseCredential('an end');
  if (now >= exp + CLOCK_SKEW_SECONDS) refuseCredential('not expired');
}

function confirmedKey({ cnf }: JsonRecord): PlainKey {
  if (!isJsonRecord(cnf) || !isJsonRecord(cnf['jwk'])) return refuseCredential('a bound key');
  const { kty, crv, x, y } = cnf['jwk'];
  try {
    return publicKey(kty === 'OKP' ? { kty, crv, x } : { kty, crv, x, y }, '/cnf/jwk');
  } catch (error) {
    return refuseCredential('a bound key of a known kind', error);
  }
}

function requireHolder(
  text: string,
  holderKey: PlainKey,
  digest: string,
  { audience, nonce, ageSecondsMax }: Challenge,
  now: number,
): void {
  const token = parseToken(text);
  const { iat, aud, nonce: answered, sd_hash: presented } = token.payload;
  if (token.header['typ'] !== 'kb+jwt') refuseCredential('the type kb+jwt');
  if (!isTokenBy(holderKey, token)) refuseCredential('the signature of the holder');
  if (aud !== audience) refuseCredential('made for this verifier');
  if (answered !== nonce) refuseCredential('made for this challenge');
  if (presented !== digest) refuseCredential('made for this presentation');
  const isFresh =
    typeof iat === 'number' &&
    Number.isSafeInteger(iat) &&
    iat <= now + CLOCK_SKEW_SECONDS &&
    now - iat <= ageSecondsMax;
  if (!isFresh) refuseCredential('made now');
}
