import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { addPeriod, type Period } from '../dates/period.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { lei } from '../identifiers/lei.js';
import { mspId, sha256Text, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { Security } from '../security/security.js';
import { EVIDENCE_KINDS, type EvidenceDemand, type EvidenceKind } from '../title/protocol.js';

/** Reader of the id of a piece of evidence, used once for a security. */
export const evidenceId = pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an evidence id');

const statementFields = {
  isin,
  evidenceId,
  kind: word(...EVIDENCE_KINDS),
  /** SHA-256 of the document, with a salt in it. */
  document: sha256Text,
  /** Who made the document, by its LEI; absent: who publishes it. */
  issuer: optional(lei),
  issuedOn: businessDate,
  /** Last day on which the document holds by its own words; absent: it says none. */
  validUntil: optional(businessDate),
} as const;

const statement = record(statementFields);

/** What an organisation shows of what stands behind a security: the body of `evidence:publish`. */
export type EvidenceStatement = ReturnType<typeof statement>;

/** Reader of a statement. */
export const evidenceStatement: Reader<EvidenceStatement> = (value, path) => {
  const read = statement(value, path);
  if (read.validUntil !== undefined && isBefore(read.validUntil, read.issuedOn)) {
    refuseField(`${path}/validUntil`, 'not before it was issued', 'DATE_INVALID');
  }
  return read;
};

const evidenceFields = record({
  ...statementFields,
  publishedBy: mspId,
  publishedOn: businessDate,
  revoked: optional(record({ by: mspId, on: businessDate })),
});

/** A piece of evidence on the ledger: published, followed by a newer one, or revoked, and never changed otherwise. */
export type AssetEvidence = ReturnType<typeof evidenceFields>;

/** How a piece of evidence is stored. */
export const evidenceRecord = storedRecord<AssetEvidence>('evidence', evidenceFields);

const latest: Reader<readonly AssetEvidence[]> = (value, path) => {
  const read = list(evidenceFields, { min: 1, max: EVIDENCE_KINDS.length })(value, path);
  requireDistinct(read.map(({ kind }) => kind));
  return read;
};

/** How the newest evidence of each kind is stored, by security: whatever transfers units reads this one record. */
export const latestEvidenceRecord = storedRecord<{ readonly latest: readonly AssetEvidence[] }>(
  'latest evidence',
  record({ latest }),
);

/** The body of `evidence:revoke`. */
export const evidenceReference = record({ isin, evidenceId });

/** Names a piece of evidence. */
export type EvidenceReference = ReturnType<typeof evidenceReference>;

/** Of a security what decides who shows what stands behind it. */
type Evidenced = Pick<Security, 'issuer' | 'proofs' | 'registrar' | 'title'>;

/**
 * Who shows evidence of a kind: whom the terms of the security name for it, else the notary of its title, else its
 * registrar. What an auditor has found is shown by one of these two, with the auditor as the issuer of the document.
 */
export function evidencingOrganisation({ issuer, proofs = [], registrar, title }: Evidenced, of: EvidenceKind): MspId {
  const by = proofs.find(({ kind }) => kind === of)?.by;
  if (by === 'issuer') return issuer.mspId;
  return by === 'registrar' ? registrar : (title?.notary ?? registrar);
}

/**
 * What must be shown for transfers of a security to go on: what its protocol demands, and what its own terms do. Of what
 * both demand, the shorter time counts.
 */
export function demandsOf(
  { proofs = [] }: Pick<Security, 'proofs'>,
  protocol: readonly EvidenceDemand[],
): readonly EvidenceDemand[] {
  const own = proofs.map(({ kind, everyMonths }) => ({ kind, everyMonths }));
  const shorter = (one: EvidenceDemand, of: readonly EvidenceDemand[]): EvidenceDemand => {
    const other = of.find(({ kind }) => kind === one.kind);
    return other !== undefined && other.everyMonths < one.everyMonths ? other : one;
  };
  const others = own.filter(({ kind }) => protocol.every((each) => each.kind !== kind));
  return [...protocol.map((each) => shorter(each, own)), ...others];
}

/**
 * A statement as evidence of today, in the place of what was shown before of its kind.
 *
 * @param before - the newest evidence of its kind; absent: there is none
 * @throws DomainError DATE_INVALID where it is of a day to come, EVIDENCE_OLDER where it was issued before the newest one
 */
export function publishEvidence(
  stated: EvidenceStatement,
  before: AssetEvidence | undefined,
  publishedBy: MspId,
  today: BusinessDate,
): AssetEvidence {
  if (isBefore(today, stated.issuedOn)) {
    throw new DomainError('DATE_INVALID', { path: '/issuedOn', rule: 'not after the business date' });
  }
  if (before !== undefined && before.revoked === undefined && isBefore(stated.issuedOn, before.issuedOn)) {
    throw new DomainError('EVIDENCE_OLDER', { isin: stated.isin, newest: before.evidenceId });
  }
  return { ...stated, publishedBy, publishedOn: today };
}

/** The evidence taken back. @throws DomainError EVIDENCE_REVOKED */
export function revokeEvidence(given: AssetEvidence, by: MspId, on: BusinessDate): AssetEvidence {
  if (given.revoked !== undefined) throw new DomainError('EVIDENCE_REVOKED', { evidenceId: given.evidenceId });
  return { ...given, revoked: { by, on } };
}

/** How it stands with something that a protocol demands to be shown. */
export interface DemandState extends EvidenceDemand {
  /** The newest evidence of the kind that is not revoked; absent: there is none. */
  readonly evidence?: AssetEvidence;
  /** Last business date for which it suffices; absent: nothing suffices. */
  readonly goodUntil?: BusinessDate;
  readonly isStale: boolean;
}

/** How it stands with all that a protocol demands. */
export const demandStates = (
  demands: readonly EvidenceDemand[],
  shown: readonly AssetEvidence[],
  today: BusinessDate,
): readonly DemandState[] =>
  demands.map((demand) => {
    const evidence = shown.find(({ kind, revoked }) => kind === demand.kind && revoked === undefined);
    if (evidence === undefined) return { ...demand, isStale: true };
    const goodUntil = goodUntilOf(demand, evidence);
    return { ...demand, evidence, goodUntil, isStale: isBefore(goodUntil, today) };
  });

/**
 * Last day for which evidence suffices: as many months after it was issued as the protocol says, that day included, and not
 * after the day on which it ends itself.
 */
export function goodUntilOf(
  { everyMonths }: Pick<EvidenceDemand, 'everyMonths'>,
  { issuedOn, validUntil }: Pick<AssetEvidence, 'issuedOn' | 'validUntil'>,
): BusinessDate {
  const due = addPeriod(issuedOn, `P${everyMonths}M` as Period);
  return validUntil !== undefined && isBefore(validUntil, due) ? validUntil : due;
}

/** Something that must be shown anew. */
export interface DueEvidence extends DemandState {
  readonly isin: Isin;
}

const days = count({ min: 0, max: LIMITS.evidenceDueDaysMax });

/** Reader of the calendar days ahead that somebody asks about, as a text. */
export const dueWithin: Reader<number> = (value, path) =>
  days(typeof value === 'string' && /^[0-9]{1,4}$/.test(value) ? Number(value) : value, path);

/** What of a security must be shown anew up to a day, that day included. */
export const dueOf = (of: Isin, states: readonly DemandState[], until: BusinessDate): readonly DueEvidence[] =>
  states
    .filter(({ goodUntil }) => goodUntil === undefined || !isBefore(until, goodUntil))
    .map((state) => ({ isin: of, ...state }));

/** What is missing first, then by the last day for which it suffices. */
export const byUrgency = (left: DueEvidence, right: DueEvidence): number =>
  urgencyOf(left) < urgencyOf(right) ? -1 : 1;
const urgencyOf = ({ goodUntil, isin: of, kind }: DueEvidence): string => [goodUntil ?? '', of, kind].join(' ');
