import { daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import type { Isin } from '../identifiers/isin.js';
import type { PublishedClaim } from './claim.js';
import { isTrusted, type TrustedIssuer } from './trust.js';

/** What a claim is worth, best first; `absent` when there is none. */
export const CLAIM_STATUSES = [
  'valid',
  'in-grace',
  'expired',
  'not-yet-valid',
  'revoked',
  'out-of-scope',
  'untrusted',
  'absent',
] as const;

/** A status of a claim. */
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** A claim about a party, with the hash that the channel has of its issuer's private value now. */
export interface HeldClaim {
  readonly claim: PublishedClaim;
  readonly hash: string | undefined;
}

/** For which purpose a claim is looked at. */
export interface ClaimQuestion {
  /** Absent: for no security in particular. */
  readonly isin?: Isin;
  readonly issuers: readonly TrustedIssuer[];
  readonly today: BusinessDate;
}

/**
 * Whether a claim was revoked. The claim issuer's collection decides, not what anybody was told: neither the holder nor
 * who presents a claim can keep a revocation from being seen, and no signature is looked at that could be written in
 * two ways (onchain-id/solidity#172, #170). An absent hash is a revocation.
 */
export const isRevoked = ({ claim, hash }: HeldClaim): boolean =>
  claim.revokedOn !== undefined || hash !== claim.claimId;

/** What a claim is worth for a purpose on a business date. */
export function statusOfClaim(held: HeldClaim, { isin, issuers, today }: ClaimQuestion): ClaimStatus {
  const { claim } = held;
  if (isRevoked(held)) return 'revoked';
  if (!isTrusted(issuers, claim, today)) return 'untrusted';
  if (claim.securities !== undefined && (isin === undefined || !claim.securities.includes(isin))) return 'out-of-scope';
  if (isBefore(today, claim.validFrom)) return 'not-yet-valid';
  const daysOver = daysBetween(claim.validUntil, today);
  if (daysOver <= 0) return 'valid';
  return daysOver <= claim.graceDays ? 'in-grace' : 'expired';
}

/** Whether a claim can never count again: the channel was told of its revocation, or its grace has passed. */
export const isOver = ({ revokedOn, validUntil, graceDays }: PublishedClaim, today: BusinessDate): boolean =>
  revokedOn !== undefined || daysBetween(validUntil, today) > graceDays;

/** The best that a party's claims are worth together: one that counts is enough. */
export function bestStatus(claims: readonly HeldClaim[], question: ClaimQuestion): ClaimStatus {
  const statuses = new Set(claims.map((each) => statusOfClaim(each, question)));
  return CLAIM_STATUSES.find((status) => statuses.has(status)) ?? 'absent';
}

/** The value of those claims that count; undefined when none does, or when they differ. */
export function standingValue(claims: readonly HeldClaim[], question: ClaimQuestion): string | undefined {
  const standing = claims.filter((each) => isStanding(statusOfClaim(each, question)));
  const values = new Set(standing.map(({ claim }) => claim.value));
  return values.size === 1 ? standing[0]?.claim.value : undefined;
}

/** Whether a status counts: a claim in grace does, until it is renewed or expires. */
export const isStanding = (status: ClaimStatus): boolean => status === 'valid' || status === 'in-grace';

/** Why a status does not count, if so. */
export const CLAIM_REASONS: Readonly<Record<ClaimStatus, ErrorCode | undefined>> = {
  valid: undefined,
  'in-grace': undefined,
  expired: 'CLAIM_EXPIRED',
  'not-yet-valid': 'CLAIM_NOT_YET_VALID',
  revoked: 'CLAIM_REVOKED',
  'out-of-scope': 'CLAIM_OUT_OF_SCOPE',
  untrusted: 'CLAIM_UNTRUSTED',
  absent: 'CLAIM_ABSENT',
};
