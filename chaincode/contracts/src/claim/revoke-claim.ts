import {
  claimOnly,
  claimReference,
  DomainError,
  revocationText,
  sha256Hex,
  type ClaimId,
  type MspId,
} from '@scrip/model';
import { findClaim, privateClaimKey, writeClaim } from '../records/claim-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Revokes a claim of the caller's organisation by its id alone, published or not. From the moment when this is
 * committed every peer sees another hash, whoever has presented the claim and whatever its holder does.
 */
export const revokeClaim: CommandHandler<{ readonly claimId: ClaimId }> = {
  body: claimOnly,
  run: async (work, { claimId }) => {
    const { privateRecords } = work.ledger;
    const kept = await privateRecords.read(privateClaimKey(claimId));
    if (kept === undefined) throw new DomainError('CLAIM_UNKNOWN');
    if (sha256Hex(kept) !== claimId) throw new DomainError('CLAIM_REVOCATION_FINAL');
    privateRecords.write(privateClaimKey(claimId), revocationText(claimId, await work.today()));
    return { claimId };
  },
};

/**
 * Tells the channel of a revocation, for those who follow events; anyone may, because every endorser sees for itself
 * that the claim is no longer in its issuer's collection. What is told once stays, even if that collection changed.
 */
export const announceRevocation: CommandHandler<{ readonly issuer: MspId; readonly claimId: ClaimId }> = {
  body: claimReference,
  run: async (work, { issuer, claimId }) => {
    const before = await findClaim(work.state, issuer, claimId);
    if (before === undefined) throw new DomainError('CLAIM_UNKNOWN', { claimId });
    if (before.revokedOn !== undefined) throw new DomainError('CLAIM_REVOCATION_FINAL', { claimId });
    const hash = await work.ledger.privateRecords.hash(issuer, privateClaimKey(claimId));
    if (hash === claimId) throw new DomainError('CLAIM_IN_FORCE', { claimId });
    const claim = { ...before, revokedOn: await work.today() };
    writeClaim(work.state, claim);
    work.events.push({ type: 'ClaimRevoked', claim });
    return { claimId, revokedOn: claim.revokedOn };
  },
};
