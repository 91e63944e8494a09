import type { PublicKey, Signature } from '@scrip/model';

/** A key that signs, wherever its private part is: in memory, in WebCrypto, in an authenticator, in an HSM. */
export interface Signer {
  readonly key: PublicKey;
  /** Signs the bytes of a statement. */
  sign(message: Uint8Array): Promise<Signature>;
}
