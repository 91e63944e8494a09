import { createPrivateKey, type KeyObject } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { signLowS } from '@scrip/credentials';

/** An identity that this process holds the private key of: a peer or an orderer of the network, or a test's client. */
export class SigningIdentity {
  /** `msp.SerializedIdentity` bytes. */
  readonly serialized: Buffer;

  constructor(
    readonly mspId: string,
    readonly certificatePem: string,
    private readonly key: KeyObject,
  ) {
    this.serialized = serializeIdentity(mspId, certificatePem);
  }

  /** @param privateKeyPem PKCS #8 or SEC 1 PEM of an ECDSA P-256 key */
  static fromPem(mspId: string, certificatePem: string, privateKeyPem: string): SigningIdentity {
    return new SigningIdentity(mspId, certificatePem, createPrivateKey(privateKeyPem));
  }

  /** ECDSA over SHA-256 of `message`: low-S DER. */
  sign(message: Uint8Array): Buffer {
    return signLowS(this.key, message);
  }
}

/** The `msp.SerializedIdentity` by which Fabric names a certificate of an organisation. */
export function serializeIdentity(mspId: string, certificatePem: string): Buffer {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(certificatePem, 'utf8'));
  return Buffer.from(identity.serializeBinary());
}
