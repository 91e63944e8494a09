export { CERTIFICATE_SCHEMA, type Certificate, type HolderOpening } from './certificate.js';
export type { PinnedAnchor } from './checks/configuration.js';
export { canonicalText, fingerprintOf, textOf, type CertificateFile } from './file/certificate-file.js';
export type { Facts, LotFacts, Statement } from './statement.js';
export { VerificationError, type Check } from './verification-error.js';
export { verify, type VerifyOptions } from './verify.js';
