import type { Certificate } from '../x509/certificate.js';

/** What an identity is in its organisation. */
export type NodeRole = 'client' | 'peer' | 'admin' | 'orderer';

/** A valid identity of an organisation of the channel. */
export interface Identity {
  readonly mspId: string;
  readonly role: NodeRole;
  /** Listed by certificate among the administrators of the configuration. */
  readonly isListedAdmin: boolean;
  /** Identifies the CAs above the certificate. */
  readonly certifiersId: string;
  readonly certificate: Certificate;
}
