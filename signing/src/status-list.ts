import type { Signer } from './signer.js';
import { signToken } from './token.js';

/** A status list as a gateway hands it out, and for how long it counts. */
export interface StatusListTerms {
  /** Where the token will be found; credentials name it. */
  readonly uri: string;
  readonly statusList: { readonly bits: number; readonly lst: string };
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * Signs a status list in the name of its claim issuer (IETF Token Status List, draft-ietf-oauth-status-list, section
 * 5.1), for those who check credentials away from the ledger.
 *
 * @param keyId - the issuer's verification method: its DID, `#` and the thumbprint of the key
 */
export const issueStatusList = (
  { uri, statusList, issuedAt, expiresAt }: StatusListTerms,
  keyId: string,
  signer: Signer,
): Promise<string> =>
  signToken(
    { typ: 'statuslist+jwt', kid: keyId },
    { sub: uri, iat: issuedAt, exp: expiresAt, status_list: { ...statusList } },
    signer,
  );
