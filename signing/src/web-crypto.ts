import { toBase64url, type PublicKey } from '@scrip/model';
import { withLowS } from './low-s.js';
import type { Signer } from './signer.js';

/**
 * Signs with a key pair of WebCrypto, which may be one that cannot be exported.
 *
 * @param pair - Ed25519, or ECDSA on P-256
 * @throws Error for another kind of key
 */
export async function webCryptoSigner(pair: CryptoKeyPair): Promise<Signer> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (kty === 'OKP' && crv === 'Ed25519' && x !== undefined) {
    const sign = async (message: Uint8Array): Promise<Uint8Array> => subtleSign('Ed25519', pair.privateKey, message);
    return signerOf({ kty, crv, x }, sign);
  }
  if (kty === 'EC' && crv === 'P-256' && x !== undefined && y !== undefined) {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const sign = async (message: Uint8Array): Promise<Uint8Array> =>
      withLowS(await subtleSign(algorithm, pair.privateKey, message), 'compact');
    return signerOf({ kty, crv, x, y }, sign);
  }
  throw new Error('the key pair must be Ed25519, or ECDSA on P-256');
}

const signerOf = (key: PublicKey, sign: (message: Uint8Array) => Promise<Uint8Array>): Signer => ({
  key,
  sign: async (message) => ({ signature: toBase64url(await sign(message)) }),
});

async function subtleSign(
  algorithm: string | { readonly name: string; readonly hash: string },
  key: CryptoKey,
  message: Uint8Array,
): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign(algorithm, key, Uint8Array.from(message)));
}
