import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import type { Brand } from '../brand.js';
import { LIMITS } from '../limits.js';
import { base64url, fromBase64url, toBase64url } from '../serialisation/base64url.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Bytes } from '../serialisation/digest.js';
import { list, optional, pattern, record, refuseField, text, word, type Reader } from '../serialisation/reader.js';

/** Thumbprint of a public key (RFC 7638, SHA-256) in base64url: names the key by what it is. */
export type KeyId = Brand<string, 'KeyId'>;

/** Where a passkey may be used: an assertion from elsewhere is refused (W3C WebAuthn level 2, section 7.2). */
export interface PasskeyScope {
  /** Relying party id, a domain. */
  readonly rpId: string;
  /** Origins of the pages that may ask for assertions. */
  readonly origins: readonly string[];
}

/** An Ed25519 key (RFC 8037). */
export interface Ed25519Key {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes in base64url. */
  readonly x: string;
}

/** A P-256 key (RFC 7518 section 6.2); with a scope it belongs to a passkey, which signs WebAuthn assertions only. */
export interface P256Key {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly passkey?: PasskeyScope;
}

/** A public key as JSON Web Key (RFC 7517), in the members that define it. */
export type PublicKey = Ed25519Key | P256Key;

/** A public key in the members that define it, without the scope of a passkey. */
export type PlainKey = Ed25519Key | Omit<P256Key, 'passkey'>;

/** Reader of a key id. */
export const keyId: Reader<KeyId> = pattern(/^[A-Za-z0-9_-]{43}$/, 'a key thumbprint (RFC 7638)') as Reader<KeyId>;

const coordinate = base64url({ min: 32, max: 32 });

const passkey: Reader<PasskeyScope> = record({
  rpId: pattern(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'a domain'),
  origins: list(text(LIMITS.originCharactersMax), { min: 1, max: LIMITS.originsPerPasskeyMax }),
});

const ed25519Key: Reader<Ed25519Key> = record({ kty: word('OKP'), crv: word('Ed25519'), x: coordinate });
const p256Key = record({
  kty: word('EC'),
  crv: word('P-256'),
  x: coordinate,
  y: coordinate,
  passkey: optional(passkey),
});

/**
 * Reader of a public key. It must be a point of its curve and, for Ed25519, not one of small order, with which a
 * signature would fit many messages.
 */
export const publicKey: Reader<PublicKey> = (value, path) => {
  const isEdwards = typeof value === 'object' && value !== null && 'kty' in value && value.kty === 'OKP';
  const key = isEdwards ? ed25519Key(value, path) : p256Key(value, path);
  if (!isPoint(key)) refuseField(path, 'a point of the curve');
  return key;
};

function isPoint(key: PublicKey): boolean {
  try {
    if (key.kty === 'OKP') return !ed25519.Point.fromBytes(publicKeyBytes(key), false).isSmallOrder();
    p256.Point.fromBytes(publicKeyBytes(key)).assertValidity();
    return true;
  } catch {
    return false;
  }
}

/** The key as bytes: 32 for Ed25519, the uncompressed point (SEC 1 section 2.3.3) for P-256. */
export function publicKeyBytes(key: PublicKey): Uint8Array {
  const x = fromBase64url(key.x);
  if (key.kty === 'OKP') return x;
  return Uint8Array.of(0x04, ...x, ...fromBase64url(key.y));
}

/** The thumbprint of a key (RFC 7638 section 3): over its defining members, so that a passkey's scope changes nothing. */
export function keyIdOf(key: PublicKey | PlainKey): KeyId {
  return toBase64url(sha256Bytes(canonicalJson(plainKey(key)))) as KeyId;
}

/** The members of a key that define it. */
export function plainKey(key: PublicKey | PlainKey): PlainKey {
  if (key.kty === 'OKP') return key;
  const { kty, crv, x, y } = key;
  return { kty, crv, x, y };
}
