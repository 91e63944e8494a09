export { CERTIFICATE_SCHEMA, type Certificate, type HolderOpening } from './certificate.js';
export type { PinnedAnchor } from './checks/configuration.js';
export { canonicalText, fingerprintOf, textOf, type CertificateFile } from './file/certificate-file.js';
export type { Facts, LotFacts, Statement } from './statement.js';
export { VerificationError, type Check } from './verification-error.js';
export { verify, type VerifyOptions } from './verify.js';
export {
  certifiedName,
  checkAdministrator,
  isSignedByCertificate,
  policiesSetBy,
  unmetPolicies,
  type Administrator,
} from './override/administrator.js';
export { datesRead, type StatedDate } from './override/dates-read.js';
export {
  OVERRIDE_SCHEMA,
  readOverride,
  type NamedAct,
  type OverrideDocument,
  type OverrideTransaction,
} from './override/override-document.js';
export { readEndorsedTransaction, type EndorsedTransaction } from './transaction/endorsed-transaction.js';
