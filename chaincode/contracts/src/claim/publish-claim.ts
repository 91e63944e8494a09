import {
  claim,
  claimIdOf,
  DomainError,
  isOver,
  LIMITS,
  type BusinessDate,
  type Claim,
  type ClaimId,
  type PublishedClaim,
} from '@scrip/model';
import { findClaimIndex, forgetClaim, privateClaimKey, readClaimsBy, writeClaim } from '../records/claim-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Shows a claim to the channel, by its issuer alone: every endorser compares its text with what Fabric has of the
 * issuer's collection.
 */
export const publishClaim: CommandHandler<Claim> = {
  body: claim,
  run: async (work, stated) => {
    const { issuer, subject } = stated;
    if (issuer !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'claim issuer' });
    await readParty(work.state, subject);
    const claimId = claimIdOf(await work.ledgerName(), stated);
    await requireInForce(work, stated, claimId);
    await requireFreeIndex(work, stated, claimId);
    const publishedOn = await work.today();
    await makeRoom(work, stated, publishedOn);
    const published = { ...stated, claimId, publishedOn };
    writeClaim(work.state, published);
    work.events.push({ type: 'ClaimPublished', claim: published });
    return { claimId };
  },
};

async function requireInForce(work: UnitOfWork, { issuer }: Claim, claimId: ClaimId): Promise<void> {
  const hash = await work.ledger.privateRecords.hash(issuer, privateClaimKey(claimId));
  if (hash === undefined) throw new DomainError('CLAIM_NOT_RECORDED', { claimId });
  if (hash !== claimId) throw new DomainError('CLAIM_REVOCATION_FINAL', { claimId });
}

async function requireFreeIndex(work: UnitOfWork, { issuer }: Claim, claimId: ClaimId): Promise<void> {
  const taken = await findClaimIndex(work.state, issuer, claimId);
  if (taken?.claimId === claimId) throw new DomainError('CLAIM_EXISTS', { claimId });
  if (taken !== undefined) throw new DomainError('CLAIM_INDEX_TAKEN', { claimId });
}

/**
 * A movement reads all claims of one kind, and a query all about one party, so they are few of each; where they are too
 * many, those go that are over.
 */
async function makeRoom(work: UnitOfWork, { subject, type, issuer }: Claim, today: BusinessDate): Promise<void> {
  const earlier = await readClaimsBy(work.state, subject, issuer);
  const ofType = earlier.filter((each) => each.type === type);
  requireRoom(work, ofType, LIMITS.claimsPerIssuerAndTypeMax, today);
  requireRoom(work, earlier, LIMITS.claimsPerIssuerAndPartyMax, today);
}

/** @throws DomainError LIMIT_EXCEEDED */
function requireRoom(
  work: UnitOfWork,
  earlier: readonly PublishedClaim[],
  claimsMax: number,
  today: BusinessDate,
): void {
  if (earlier.length < claimsMax) return;
  const over = earlier.filter((each) => isOver(each, today));
  if (over.length === 0) throw new DomainError('LIMIT_EXCEEDED', { claimsMax });
  for (const each of over) forgetClaim(work.state, each);
}
