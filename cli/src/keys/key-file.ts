import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fromBase64url } from '@scrip/model';
import { ed25519Signer, p256Signer, type Signer } from '@scrip/signing';
import { UsageError } from '../command/usage-error.js';
import { writePrivately } from '../profile/profiles.js';

/** Kinds of keys that sign here. */
export const KEY_TYPES = ['ed25519', 'p256'] as const;

/** A kind of key. */
export type KeyType = (typeof KEY_TYPES)[number];

/** Makes a key and writes it as PKCS#8 (RFC 5958) in PEM, for its owner alone. Never overwrites one. */
export function newKeyFile(type: KeyType, path: string): Signer {
  if (existsSync(path)) throw new UsageError(`--out: ${path} is there already`, 'a key is never overwritten');
  const { privateKey } =
    type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writePrivately(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return signerOf(privateKey, path);
}

/** The signer whose private key is in a PEM file. @throws UsageError */
export function readKeyFile(path: string): Signer {
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(path, 'utf8'));
  } catch (error) {
    const isAbsent = (error as { code?: unknown }).code === 'ENOENT';
    throw new UsageError(
      isAbsent ? `there is no key file ${path}` : `${path} holds no private key in PEM`,
      'scrip keys new --type p256 --out FILE makes one',
    );
  }
  return signerOf(key, path);
}

function signerOf(key: KeyObject, path: string): Signer {
  const kind = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType;
  if (kind === 'ed25519') return ed25519Signer(secretOf(key));
  if (kind === 'prime256v1') return p256Signer(secretOf(key));
  throw new UsageError(`${path} holds a key of another kind`, 'Ed25519 and P-256 sign here');
}

function secretOf(key: KeyObject): Uint8Array {
  const { d = '' } = key.export({ format: 'jwk' });
  return fromBase64url(d);
}
