import {
  claimChecks,
  claimRules,
  type ClaimFacts,
  type HeldClaim,
  type Isin,
  type MovementParties,
  type PublishedClaim,
} from '@scrip/model';
import { privateClaimKey, readClaimsOf } from '../records/claim-records.js';
import { readTrusts } from '../records/trust-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A claim with the hash of its issuer's private value: read at every use, never remembered from an earlier one. */
export async function heldClaim(work: UnitOfWork, claim: PublishedClaim): Promise<HeldClaim> {
  return { claim, hash: await work.ledger.privateRecords.hash(claim.issuer, privateClaimKey(claim.claimId)) };
}

/**
 * The claims that decide a movement of a security. Reads who is trusted, and then only the claims of those issuers and
 * types that a rule asks for.
 */
export async function claimFacts(
  work: UnitOfWork,
  isin: Isin,
  parties: MovementParties,
): Promise<readonly ClaimFacts[]> {
  const network = await readTrusts(work.state);
  const rules = claimRules({ network, security: await readTrusts(work.state, isin) });
  const facts: ClaimFacts[] = [];
  for (const check of claimChecks(rules, parties)) {
    const claims: HeldClaim[] = [];
    for (const { mspId } of check.rule.issuers) {
      const published = await readClaimsOf(work.state, check.subject, check.rule.type, mspId);
      for (const claim of published) claims.push(await heldClaim(work, claim));
    }
    facts.push({ ...check, claims });
  }
  return facts;
}
