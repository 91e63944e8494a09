import {
  claimChecks,
  claimRules,
  type ClaimFacts,
  type ClaimType,
  type HeldClaim,
  type Isin,
  type MovementParties,
  type PartyId,
  type PublishedClaim,
  type TrustedIssuer,
} from '@scrip/model';
import { privateClaimKey, readClaimsOf } from '../records/claim-records.js';
import { readTrusts } from '../records/trust-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A claim with the hash of its issuer's private value: read at every use, never remembered from an earlier one. */
export async function heldClaim(work: UnitOfWork, claim: PublishedClaim): Promise<HeldClaim> {
  return { claim, hash: await work.ledger.privateRecords.hash(claim.issuer, privateClaimKey(claim.claimId)) };
}

/** The claims of a type about a party that some issuers have made. */
export async function heldClaims(
  work: UnitOfWork,
  subject: PartyId,
  type: ClaimType,
  issuers: readonly TrustedIssuer[],
): Promise<readonly HeldClaim[]> {
  const held: HeldClaim[] = [];
  for (const { mspId } of issuers) {
    for (const claim of await readClaimsOf(work.state, subject, type, mspId)) held.push(await heldClaim(work, claim));
  }
  return held;
}

/**
 * The claims that decide a movement of a security. Reads who is trusted, and then only the claims of those issuers and
 * types that a rule asks for.
 *
 * @param through - nominees, of whom nothing is required, but what blocks anybody blocks them
 */
export async function claimFacts(
  work: UnitOfWork,
  isin: Isin,
  parties: MovementParties,
  through: { readonly [S in keyof MovementParties]-?: readonly PartyId[] },
): Promise<readonly ClaimFacts[]> {
  const network = await readTrusts(work.state);
  const rules = claimRules({ network, security: await readTrusts(work.state, isin) });
  const facts: ClaimFacts[] = [];
  const blocking = rules.filter(({ effect }) => effect === 'blocks');
  const checks = [
    ...claimChecks(rules, parties),
    ...through.sender.flatMap((sender) => claimChecks(blocking, { sender })),
    ...through.receiver.flatMap((receiver) => claimChecks(blocking, { receiver })),
  ];
  for (const check of checks) {
    const { type, issuers } = check.rule;
    facts.push({ ...check, claims: await heldClaims(work, check.subject, type, issuers) });
  }
  return facts;
}
