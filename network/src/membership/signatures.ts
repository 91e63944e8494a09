import { X509Certificate } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { commonNameOf } from '@scrip/credentials';
import { verify } from '../crypto/ecdsa.js';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import { signatureHeader } from '../proto/signed-envelope.js';
import type { SignedData } from '../policy/policy.js';
import { NetworkError } from '../network-error.js';
import type { Proposal } from './proposal-file.js';

/** Who made a signature, as its certificate says. */
export interface Signer {
  readonly mspId: string;
  /** Common name of the certificate. */
  readonly name: string;
}

/** The proposal with a further signature; an earlier one of the same certificate is replaced. */
export function signProposal(proposal: Proposal, identity: SigningIdentity): Proposal {
  const header = signatureHeader(identity).serializeBinary();
  const signature = new common.ConfigSignature();
  signature.setSignatureHeader(header);
  signature.setSignature(identity.sign(Buffer.concat([header, proposal.update])));
  const others = proposal.signatures.filter((other) => Buffer.compare(identity.serialized, creatorOf(other)) !== 0);
  return { ...proposal, signatures: [...others, signature] };
}

/** The signatures as policies judge them: each over its header and the update (`protoutil/signeddata.go`). */
export function signedData(proposal: Proposal): readonly SignedData[] {
  return proposal.signatures.map((signature) => ({
    identity: Buffer.from(creatorOf(signature)),
    data: Buffer.concat([signature.getSignatureHeader_asU8(), proposal.update]),
    signature: Buffer.from(signature.getSignature_asU8()),
  }));
}

/** Who made a signature. @throws {NetworkError} when it names no certificate */
export function signerOf(signature: common.ConfigSignature): Signer {
  const { mspId, certificate } = identityOf(signature);
  const name = commonNameOf(certificate) ?? certificate.subject;
  return { mspId, name };
}

/** The envelope payload that an orderer takes: the update with its signatures. */
export function updateEnvelope(proposal: Proposal): common.ConfigUpdateEnvelope {
  const envelope = new common.ConfigUpdateEnvelope();
  envelope.setConfigUpdate(proposal.update);
  envelope.setSignaturesList([...proposal.signatures]);
  return envelope;
}

/** Throws when a signature is not of this update: somebody changed the file after it was signed. */
export function requireIntact(path: string, proposal: Proposal): void {
  signedData(proposal).forEach(({ data, signature }, index) => {
    const made = proposal.signatures[index];
    if (made === undefined) return;
    const { mspId, certificate } = identityOf(made);
    if (verify(certificate.publicKey, data, signature)) return;
    throw new NetworkError(
      `${path} was changed after ${signerOf(made).name} of ${mspId} signed it; it was not used`,
      'get the file again from whoever proposed the change',
    );
  });
}

function identityOf(signature: common.ConfigSignature): { mspId: string; certificate: X509Certificate } {
  try {
    const identity = msp.SerializedIdentity.deserializeBinary(creatorOf(signature));
    return { mspId: identity.getMspid(), certificate: new X509Certificate(identity.getIdBytes_asU8()) };
  } catch (error) {
    throw new NetworkError('a signature of the proposal names no certificate', undefined, { cause: error });
  }
}

function creatorOf(signature: common.ConfigSignature): Uint8Array {
  return common.SignatureHeader.deserializeBinary(signature.getSignatureHeader_asU8()).getCreator_asU8();
}
