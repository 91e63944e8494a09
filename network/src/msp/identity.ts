import type { msp } from '@hyperledger/fabric-protos';

/** The one organisational unit by which NodeOUs tell identities apart (Fabric: msp/mspimplvalidate.go, v1.4.3 rule). */
export type NodeRole = 'client' | 'peer' | 'admin' | 'orderer';

/**
 * A member of an organisation whose certificate was found valid under the channel's MSPs: chain, revocation and
 * NodeOU. Expiry is not part of validity, as in Fabric: a committed transaction outlives its certificates, and only
 * the entrances (proposal, broadcast, deliver) look at {@link Identity.notAfter}.
 */
export interface Identity {
  readonly mspId: string;
  /** SHA-256 of the certificate, hexadecimal: with the MSP id, what makes two serialised identities one signer. */
  readonly id: string;
  /** The `msp.SerializedIdentity` exactly as received; two PEM encodings of one certificate differ here. */
  readonly serialized: Buffer;
  /** The PEM text exactly as received. */
  readonly certificatePem: string;
  readonly role: NodeRole;
  readonly notAfter: Date;
  /**
   * Whether `signature` is this identity's ECDSA P-256 signature over SHA-256 of `message`. High-S signatures are
   * refused (Fabric: bccsp/sw/ecdsa.go).
   */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
  /** Whether this identity counts as `principal`; a malformed principal is never satisfied. */
  satisfies(principal: msp.MSPPrincipal): boolean;
}
