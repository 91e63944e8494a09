import { requireUnexpired } from '../checks/signers.js';
import { readConfigBlock } from '../config/block.js';
import { joined } from '../crypto/encoding.js';
import { isSignedBy, hasLowS } from '../crypto/ecdsa.js';
import { requireSignature } from '../msp/msp.js';
import { readSignaturePolicy } from '../policy/signature-policy.js';
import { readEndorsedTransaction, type Endorsement } from '../transaction/endorsed-transaction.js';
import { ensure } from '../verification-error.js';
import { readCertificate } from '../x509/certificate.js';

/** Who an administrator is by its certificate. */
export interface Administrator {
  readonly mspId: string;
  readonly commonName: string;
}

/**
 * Whether an endorsement is by an administrator of a member, over what the peers answered.
 *
 * @param configuration - the config block in force: common.Block
 * @param payload - ProposalResponsePayload
 * @throws {VerificationError} identity, signature
 */
export function checkAdministrator(
  configuration: Uint8Array,
  payload: Uint8Array,
  { endorser, signature }: Endorsement,
  at: Date,
): Administrator {
  const identity = readConfigBlock(configuration).channel.identity(endorser);
  const { mspId, role, isListedAdmin, certificate } = identity;
  const isAdministrator = role === 'admin' || isListedAdmin;
  ensure(isAdministrator, 'identity', `${mspId}, ${certificate.commonName} is a ${role} and no administrator`);
  requireUnexpired([identity], at, '');
  requireSignature(identity, joined(payload, endorser), signature);
  return { mspId, commonName: certificate.commonName };
}

/**
 * The keys whose own endorsement policies the endorsements do not satisfy.
 *
 * @param policies - of the keys that the transaction writes, as SignaturePolicyEnvelope
 * @throws {VerificationError}
 */
export function unmetPolicies(
  configuration: Uint8Array,
  endorsers: readonly Uint8Array[],
  policies: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const { channel } = readConfigBlock(configuration);
  const identities = endorsers.map((endorser) => channel.identity(endorser));
  return [...policies].filter(([, policy]) => !readSignaturePolicy(policy)(identities)).map(([key]) => key);
}

/** The key policies that a transaction (common.Envelope) sets. @throws {VerificationError} */
export function policiesSetBy(envelope: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const { sets, chaincode } = readEndorsedTransaction(envelope);
  return sets.get(chaincode.name)?.policies ?? new Map<string, Uint8Array>();
}

/** What a certificate (PEM) says of whom it names. @throws {VerificationError} form */
export function certifiedName(pem: Uint8Array): {
  readonly commonName: string;
  readonly organizationalUnits: readonly string[];
  readonly notAfter: Date;
} {
  const { commonName, organizationalUnits, notAfter } = readCertificate(pem);
  return { commonName, organizationalUnits, notAfter };
}

/** Whether a signature over a message is by the key of a certificate (PEM), in the form that Fabric takes. */
export function isSignedByCertificate(pem: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const { publicKey } = readCertificate(pem);
  return publicKey !== undefined && hasLowS(signature) && isSignedBy(publicKey, message, signature);
}
