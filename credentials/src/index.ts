export { CaClient, CaRefusal, type CaAddress, type Registration, type RegisteredIdentity } from './ca-client.js';
export { expiryNotices, expiryText, notAfterOf, type ExpiringCertificate, type ExpiryNotice } from './expiry.js';
export { lowSSigner } from './signer.js';
export { readEnrolment, writeEnrolment, type Enrolment } from './wallet.js';
