import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { toBase64url } from '@scrip/model';
import type { Signer } from './signer.js';

/** A new secret of 32 bytes that fits both kinds of key. */
export const newSecret = (): Uint8Array => p256.utils.randomSecretKey();

/** Signs with an Ed25519 key (RFC 8032) whose 32 secret bytes the caller keeps. */
export function ed25519Signer(secret: Uint8Array): Signer {
  const x = toBase64url(ed25519.getPublicKey(secret));
  return {
    key: { kty: 'OKP', crv: 'Ed25519', x },
    sign: (message) => Promise.resolve({ signature: toBase64url(ed25519.sign(message, secret)) }),
  };
}

/** Signs with a P-256 key (ECDSA with SHA-256, RFC 6979) whose 32 secret bytes the caller keeps. */
export function p256Signer(secret: Uint8Array): Signer {
  const point = p256.getPublicKey(secret, false);
  const [x, y] = [toBase64url(point.slice(1, 33)), toBase64url(point.slice(33))];
  return {
    key: { kty: 'EC', crv: 'P-256', x, y },
    sign: (message) =>
      Promise.resolve({ signature: toBase64url(p256.sign(message, secret, { lowS: true, prehash: true })) }),
  };
}
