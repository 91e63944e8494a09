import { createPrivateKey } from 'node:crypto';
import { signLowS } from './low-s.js';

/**
 * A signer of whole messages with native crypto: SHA-256, ECDSA P-256, low S, DER. To be used with the client library's
 * `hash.none`, so that message and hash cross into native code once.
 *
 * @param privateKeyPem PKCS#8 or SEC1 PEM of a P-256 key
 * @throws {TypeError} when the key is not on P-256
 */
export function lowSSigner(privateKeyPem: string): (message: Uint8Array) => Promise<Uint8Array> {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new TypeError('the signing key is not on P-256');
  return (message) => Promise.resolve(signLowS(key, message));
}
