import { dayOf } from '../values/days.js';
import type { Movement } from './facts.js';
import type { Claim, HeldClaims } from './questions.js';

/** What a claim is worth, best first; the reason where it does not stand. */
const WORTH = [
  'VALID',
  'IN_GRACE',
  'CLAIM_EXPIRED',
  'CLAIM_NOT_YET_VALID',
  'CLAIM_REVOKED',
  'CLAIM_OUT_OF_SCOPE',
  'CLAIM_UNTRUSTED',
  'CLAIM_ABSENT',
] as const;
type Worth = (typeof WORTH)[number];

const standsWith = (worth: Worth): boolean => worth === 'VALID' || worth === 'IN_GRACE';

function isTrusted({ issuer, publishedOn }: Claim, issuers: HeldClaims['issuers'], today: string): boolean {
  return issuers.some(({ mspId, from, end }) => {
    if (mspId !== issuer || today < from) return false;
    if (end === undefined || today <= end.lastDay) return true;
    return end.honoursEarlier && publishedOn <= end.lastDay;
  });
}

function worthOf(
  { claim, hash }: HeldClaims['held'][number],
  issuers: HeldClaims['issuers'],
  { isin, today }: Movement,
): Worth {
  if (hash !== claim.claimId || claim.revokedOn !== undefined) return 'CLAIM_REVOKED';
  if (!isTrusted(claim, issuers, today)) return 'CLAIM_UNTRUSTED';
  if (claim.securities !== undefined && !claim.securities.includes(isin)) return 'CLAIM_OUT_OF_SCOPE';
  if (today < claim.validFrom) return 'CLAIM_NOT_YET_VALID';
  if (today <= claim.validUntil) return 'VALID';
  return dayOf(today) <= dayOf(claim.validUntil) + claim.graceDays ? 'IN_GRACE' : 'CLAIM_EXPIRED';
}

/** What claims of one type come to: whether one stands, why not, and what those that stand say. */
export interface Standing {
  readonly stands: boolean;
  /** Of the claim that comes nearest; absent where one stands. */
  readonly reason?: string;
  /** Absent where none stands, and where they say different things. */
  readonly says?: string;
  /** Whether there is a claim at all. */
  readonly isThere: boolean;
}

/** What claims of one type come to, for a movement. */
export function standingOf({ held, issuers }: HeldClaims, movement: Movement): Standing {
  const worths = held.map((claim) => worthOf(claim, issuers, movement));
  const best = WORTH.find((worth) => worths.includes(worth)) ?? 'CLAIM_ABSENT';
  const isThere = held.length > 0;
  if (!standsWith(best)) return { stands: false, reason: best, isThere };
  const said = held.flatMap(({ claim: { value } }, index) => {
    const worth = worths[index];
    return worth !== undefined && standsWith(worth) ? [value] : [];
  });
  const [says, ...others] = new Set(said);
  return says === undefined || others.length > 0 ? { stands: true, isThere } : { stands: true, says, isThere };
}
