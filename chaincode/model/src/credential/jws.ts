import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { DomainError } from '../errors/domain-error.js';
import { fromBase64url, toBase64url } from '../serialisation/base64url.js';
import { publicKeyBytes, type PlainKey } from '../signature/public-key.js';

/** An object of JSON, as tokens carry it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** A token in JWS compact serialisation (RFC 7515, section 7.1), taken apart and not yet trusted. */
export interface ParsedToken {
  readonly header: JsonRecord;
  readonly payload: JsonRecord;
  /** What the signature runs over. */
  readonly signingInput: string;
  readonly signature: Uint8Array;
}

/** Refuses a credential by the rule that it breaks. */
export function refuseCredential(rule: string, cause?: unknown): never {
  throw new DomainError('CREDENTIAL_INVALID', { rule }, cause);
}

/** Whether a value of JSON is an object. */
export const isJsonRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads JSON in base64url. @throws DomainError CREDENTIAL_INVALID */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(text)));
  } catch (error) {
    return refuseCredential('JSON in base64url', error);
  }
}

/** Takes a token apart. @throws DomainError CREDENTIAL_INVALID */
export function parseToken(text: string): ParsedToken {
  const [head = '', body = '', mark = '', ...more] = text.split('.');
  const [header, payload] = [decodeJson(head), decodeJson(body)];
  if (more.length > 0 || !isJsonRecord(header) || !isJsonRecord(payload)) return refuseCredential('a compact JWS');
  try {
    return { header, payload, signingInput: `${head}.${body}`, signature: fromBase64url(mark) };
  } catch (error) {
    return refuseCredential('a compact JWS', error);
  }
}

/** The names of the algorithm of a key: RFC 7518 section 3.1; RFC 8037 and RFC 9864. */
const algorithmsOf = (key: PlainKey): readonly unknown[] => (key.kty === 'EC' ? ['ES256'] : ['EdDSA', 'Ed25519']);

/** The algorithm by which a key signs tokens. */
export const algorithmOf = (key: PlainKey): string => (key.kty === 'EC' ? 'ES256' : 'EdDSA');

/**
 * Whether a token is signed by a key. The key decides the algorithm: a header that asks for another one, or for none,
 * is a forgery (RFC 8725, section 3.1).
 */
export function isTokenBy(key: PlainKey, { header, signingInput, signature }: ParsedToken): boolean {
  if (!algorithmsOf(key).includes(header['alg']) || header['crit'] !== undefined || signature.length !== 64)
    return false;
  const message = utf8ToBytes(signingInput);
  if (key.kty === 'OKP') return ed25519.verify(signature, message, publicKeyBytes(key), { zip215: false });
  return p256.verify(signature, message, publicKeyBytes(key), { lowS: false, prehash: true, format: 'compact' });
}

/** What is to be signed for a token. */
export const signingInputOf = (header: JsonRecord, payload: JsonRecord): string =>
  [header, payload].map((part) => toBase64url(utf8ToBytes(JSON.stringify(part)))).join('.');
