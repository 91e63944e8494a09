export { CERTIFICATE_SCHEMA, type Certificate, type HolderOpening } from './certificate.js';
export type { PinnedAnchor } from './checks/configuration.js';
export type { Facts, LotFacts, Statement } from './statement.js';
export { VerificationError, type Check } from './verification-error.js';
export { verify, type VerifyOptions } from './verify.js';
