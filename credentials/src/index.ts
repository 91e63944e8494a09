export {
  CaClient,
  type Affiliation,
  type IdentityAttribute,
  type IdentityChange,
  type RegisteredIdentity,
  type Registration,
  type Revocable,
} from './ca-client.js';
export { CaRefusal, type CaAddress } from './ca-request.js';
export { ALGORITHM, generateKey } from './certificate-request.js';
export { expiryNotices, expiryText, notAfterOf, type ExpiringCertificate, type ExpiryNotice } from './expiry.js';
export { hasLowS, lowS, signLowS, toDer } from './low-s.js';
export { commonNameOf, enrollmentIdOf, renewalTime, untilRenewal } from './renewal.js';
export { lowSSigner } from './signer.js';
export { WalletIdentity, type WalletIdentityParts } from './wallet-identity.js';
export { readEnrolment, writeEnrolment, type Enrolment } from './wallet.js';
