import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, flag, list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { voteTree } from './vote-tree.js';

/**
 * How attestors vote on each transfer. `automatic`: each by an instruction of its own that stands until it ends it, which
 * is recorded as such. `ballot`: a person of each votes on the one transfer, and nothing that stands counts.
 */
const voting = {
  automatic: record({ by: word('automatic') }),
  ballot: record({
    by: word('ballot'),
    /** Business days of the security's calendar, from the day on which it is opened. */
    withinDays: count({ min: 1, max: LIMITS.ballotDaysMax }),
    /** What a vote counts as that has not been cast when the time is over. */
    silence: word('no', 'yes'),
    /** Whether every vote gives its reason, and not only one against. */
    reasons: flag,
  }),
} as const;

const votingTerms: Reader<ReturnType<(typeof voting)[keyof typeof voting]>> = (value, path) =>
  typeof value === 'object' && value !== null && 'by' in value && value.by === 'ballot'
    ? voting.ballot(value, path)
    : voting.automatic(value, path);

/** Kinds of evidence of what stands behind a security. */
export const EVIDENCE_KINDS = ['title-deed', 'vault-receipt', 'audit', 'valuation', 'insurance'] as const;

/** A kind of evidence. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

const evidence: Reader<readonly EvidenceDemand[]> = (value, path) => {
  const demands = list(evidenceDemand, { min: 1, max: EVIDENCE_KINDS.length })(value, path);
  requireDistinct(demands.map(({ kind }) => kind));
  return demands;
};

/** Fields of {@link EvidenceDemand}, to be part of a record. */
export const evidenceDemandFields = {
  kind: word(...EVIDENCE_KINDS),
  /** Calendar months after which it is stale. */
  everyMonths: count({ min: 1, max: LIMITS.evidenceMonthsMax }),
} as const;

const evidenceDemand = record(evidenceDemandFields);

/** Evidence that there must be for transfers to go on. */
export type EvidenceDemand = ReturnType<typeof evidenceDemand>;

const fields = record({
  /** Which votes let title pass. */
  passesWhen: voteTree,
  voting: votingTerms,
  /** To whom coupons, dividends and votes belong that fall due while a transfer is pending. */
  eventsWhilePending: word('seller', 'buyer'),
  /** For how many business days after it is final a transfer can be objected to; absent: not at all. */
  objectionDays: optional(count({ min: 1, max: LIMITS.objectionDaysMax })),
  evidence: optional(evidence),
});

/** How title to a security passes: what attestors vote on, in which way, and what holds meanwhile and afterwards. */
export type OwnershipProtocol = ReturnType<typeof fields>;

/** The terms of a ballot. */
export type BallotTerms = ReturnType<(typeof voting)['ballot']>;

/**
 * The terms of the ballot that there is on each transfer; undefined: there is none. Where a register elsewhere makes the
 * right, its keeper says so for each transfer, whatever stands for the others.
 */
export function ballotTermsOf({ voting: by }: OwnershipProtocol, isEvidential: boolean): BallotTerms | undefined {
  if (by.by === 'ballot') return by;
  return isEvidential ? { by: 'ballot', withinDays: LIMITS.ballotDaysMax, silence: 'no', reasons: false } : undefined;
}

/** Reader of a protocol in its canonical form. Errors: FIELD_INVALID, LIMIT_EXCEEDED, DUPLICATE_IN_BATCH. */
export const ownershipProtocol: Reader<OwnershipProtocol> = (value, path) => fields(value, path);
