import { canonicalJson } from '@scrip/model';
import type { ProjectionsOf } from './projections.js';

/** How the read model names the whole network where another row names a security. */
export const NETWORK_SCOPE = 'network';

/** Projections of claims and of trust in their issuers. */
export const claimProjections: ProjectionsOf<'ClaimPublished' | 'ClaimRevoked' | 'TrustAdopted'> = {
  ClaimPublished: (database, { channel }, { claim }) => {
    const { claimId, issuer, subject, type } = claim;
    database.run('INSERT INTO claim VALUES (?, ?, ?, ?, ?, NULL)', channel, claimId, issuer, subject, type);
  },
  ClaimRevoked: (database, { channel }, { claim: { claimId, revokedOn = null } }) => {
    const sql = 'UPDATE claim SET revoked_on = ? WHERE channel = ? AND claim_id = ?';
    database.run(sql, revokedOn, channel, claimId);
  },
  TrustAdopted: (database, { channel }, { trust }) => {
    const { isin = NETWORK_SCOPE, type } = trust;
    database.run('INSERT OR REPLACE INTO trust VALUES (?, ?, ?, ?)', channel, isin, type, canonicalJson(trust));
  },
};
