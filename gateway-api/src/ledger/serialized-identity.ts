import { msp } from '@hyperledger/fabric-protos';

/** An identity as it travels: `msp.SerializedIdentity` of the MSP id and the certificate's PEM as given. */
export function serializedIdentity(mspId: string, certificatePem: Uint8Array): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(certificatePem);
  return identity.serializeBinary();
}
