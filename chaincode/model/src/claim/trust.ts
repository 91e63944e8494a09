import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { claimType, mspId, type ClaimType, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { flag, list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { PublishedClaim } from './claim.js';

/** How trust in a claim issuer ends. */
export interface TrustEnd {
  /** Last business date on which claims may be published that count. */
  readonly lastDay: BusinessDate;
  /** Whether claims published until then go on to count: who leaves does not orphan whom it has examined. */
  readonly honoursEarlier: boolean;
}

/** An organisation whose claims of a type count. */
export interface TrustedIssuer {
  readonly mspId: MspId;
  /** First business date on which its claims count. */
  readonly from: BusinessDate;
  readonly end?: TrustEnd;
}

/** What a claim does: a movement needs it, or is forbidden by it. */
export const CLAIM_EFFECTS = ['requires', 'blocks'] as const;

/** Whose claims a movement is judged by: nobody's, the receiver's, or the sender's and the receiver's. */
export const CLAIM_SIDES = ['none', 'receiver', 'both'] as const;

/** Who is trusted for claims of a type, and what they decide: on the whole network, or at one security. */
export interface Trust {
  /** The security; absent: the whole network. */
  readonly isin?: Isin;
  readonly type: ClaimType;
  readonly effect: (typeof CLAIM_EFFECTS)[number];
  readonly sides: (typeof CLAIM_SIDES)[number];
  /** Absent at a security: those whom the network trusts for this type. */
  readonly issuers?: readonly TrustedIssuer[];
}

const trustedIssuer: Reader<TrustedIssuer> = record({
  mspId,
  from: businessDate,
  end: optional(record({ lastDay: businessDate, honoursEarlier: flag })),
});

const fields = record({
  isin: optional(isin),
  type: claimType,
  effect: word(...CLAIM_EFFECTS),
  sides: word(...CLAIM_SIDES),
  issuers: optional(list(trustedIssuer, { min: 1, max: LIMITS.participantsMax })),
});

/** Reader of a trust: the body of `trust:adopt`. Error: DUPLICATE_IN_BATCH. */
export const trust: Reader<Trust> = (value, path) => {
  const read = fields(value, path);
  if (read.isin === undefined && read.issuers === undefined) refuseField(`${path}/issuers`, 'present for the network');
  requireDistinct((read.issuers ?? []).map((issuer) => issuer.mspId));
  return read;
};

/** How a trust is stored. */
export const trustRecord = storedRecord<Trust>('trust', trust);

/**
 * A trust in the place of the one before. An issuer is never dropped silently: its trust is ended, and the end says
 * what becomes of its earlier claims (WebOfTrust/vLEI#1).
 *
 * @throws DomainError TRUST_ISSUER_OMITTED; TRUST_EFFECT_FIXED: what was needed must not forbid, nor the reverse
 */
export function adoptTrust(before: Trust | undefined, next: Trust): Trust {
  if (before === undefined) return next;
  if (before.effect !== next.effect) throw new DomainError('TRUST_EFFECT_FIXED', { type: next.type });
  const listed = new Set((next.issuers ?? []).map((issuer) => issuer.mspId));
  const omitted = before.issuers?.find((issuer) => !listed.has(issuer.mspId));
  if (omitted !== undefined) throw new DomainError('TRUST_ISSUER_OMITTED', { mspId: omitted.mspId });
  return next;
}

/** The body of `trust:end`: whose claims of a type count until when. */
export interface TrustEnding extends TrustEnd {
  readonly isin?: Isin;
  readonly type: ClaimType;
  readonly mspId: MspId;
}

/** Reader of the body of `trust:end`. */
export const trustEnding: Reader<TrustEnding> = record({
  isin: optional(isin),
  type: claimType,
  mspId,
  lastDay: businessDate,
  honoursEarlier: flag,
});

/**
 * A trust in which one issuer's has ended, or ends earlier. It only takes away: where claims forbid, fewer issuers allow
 * more, and that is adopted.
 *
 * @throws DomainError TRUST_UNKNOWN, TRUST_WIDENED
 */
export function endTrust(before: Trust | undefined, { type, mspId: ended, ...end }: TrustEnding): Trust {
  const trusted = before?.issuers?.find((each) => each.mspId === ended);
  if (before?.issuers === undefined || trusted === undefined) throw new DomainError('TRUST_UNKNOWN', { type });
  const { lastDay, honoursEarlier } = end;
  const widens =
    trusted.end !== undefined &&
    (isBefore(trusted.end.lastDay, lastDay) || (honoursEarlier && !trusted.end.honoursEarlier));
  if (before.effect === 'blocks' || widens) throw new DomainError('TRUST_WIDENED', { type });
  const issuers = before.issuers.map((each) =>
    each === trusted ? { ...each, end: { lastDay, honoursEarlier } } : each,
  );
  return { ...before, issuers };
}

/** Whether a claim is by an issuer whom one of these trusts, now. */
export function isTrusted(
  issuers: readonly TrustedIssuer[],
  claim: Pick<PublishedClaim, 'issuer' | 'publishedOn'>,
  today: BusinessDate,
): boolean {
  const trusted = issuers.find((each) => each.mspId === claim.issuer);
  if (trusted === undefined || isBefore(today, trusted.from)) return false;
  const { end } = trusted;
  if (end === undefined || !isBefore(end.lastDay, today)) return true;
  return end.honoursEarlier && !isBefore(end.lastDay, claim.publishedOn);
}
