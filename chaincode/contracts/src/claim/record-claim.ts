import {
  canonicalJson,
  claim,
  claimDetails,
  claimDetailsHash,
  claimIdOf,
  claimOnly,
  claimText,
  DomainError,
  LIMITS,
  parseCanonicalJson,
  refuseField,
  requireRetentionBegun,
  revocationText,
  sha256Hex,
  type BusinessDate,
  type Claim,
  type ClaimDetails,
  type ClaimId,
} from '@scrip/model';
import { findClaimIndex, privateClaimKey, privateDetailsKey } from '../records/claim-records.js';
import { presented } from '../transaction/presented.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/**
 * Keeps a claim and its details in the collection of the claim issuer, which alone endorses. Create-only: an id that
 * was used is used for good, so a revoked claim does not come back.
 */
export const recordClaim: CommandHandler<{ readonly claimId: ClaimId }> = {
  body: claimOnly,
  run: async (work, { claimId }) => {
    const { privateRecords } = work.ledger;
    const stated = presented(work.ledger, 'claim', claim, 'CLAIM_NOT_PRESENTED');
    const details = presented(work.ledger, 'details', claimDetails, 'CLAIM_NOT_PRESENTED');
    const ledger = await work.ledgerName();
    if (claimIdOf(ledger, stated) !== claimId || claimDetailsHash(details) !== stated.detailsHash) {
      throw new DomainError('CLAIM_DIFFERS');
    }
    requireOtherSalt(stated, details);
    if (stated.issuer !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'claim issuer' });
    if ((await privateRecords.read(privateClaimKey(claimId))) !== undefined) throw new DomainError('CLAIM_EXISTS');
    privateRecords.write(privateClaimKey(claimId), claimText(ledger, stated));
    privateRecords.write(privateDetailsKey(claimId), canonicalJson(details));
    return { claimId };
  },
};

/**
 * Erases the details of a claim, once their retention period has begun; the claim itself goes on. Those of a claim that
 * was never published go at once, and with them the claim, which is never published afterwards.
 */
export const purgeDetails: CommandHandler<{ readonly claimId: ClaimId }> = {
  body: claimOnly,
  run: async (work, { claimId }) => {
    const { retention } = await readDetails(work.ledger, claimId);
    const today = await work.today();
    const isPublished = (await findClaimIndex(work.state, work.callerMspId, claimId))?.claimId === claimId;
    if (isPublished) requireRetentionBegun(retention, today, { claimId });
    else await withdraw(work.ledger, claimId, today);
    work.ledger.privateRecords.purge(privateDetailsKey(claimId));
    return { claimId };
  },
};

async function withdraw({ privateRecords }: LedgerTransaction, claimId: ClaimId, today: BusinessDate): Promise<void> {
  const kept = await privateRecords.read(privateClaimKey(claimId));
  if (kept === undefined || sha256Hex(kept) !== claimId) return;
  privateRecords.write(privateClaimKey(claimId), revocationText(claimId, today));
}

/** The details of a claim. @throws DomainError CLAIM_DETAILS_ABSENT, PEER_NOT_OF_CALLER */
export async function readDetails(ledger: LedgerTransaction, claimId: ClaimId): Promise<ClaimDetails> {
  const text = await ledger.privateRecords.read(privateDetailsKey(claimId));
  if (text === undefined) throw new DomainError('CLAIM_DETAILS_ABSENT');
  return claimDetails(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/details');
}

/** The salt of a claim is published with it: the same one would not hide the details. */
function requireOtherSalt(stated: Claim, details: ClaimDetails): void {
  if (stated.salt === details.salt) refuseField('/details/salt', 'another one than that of the claim');
}
