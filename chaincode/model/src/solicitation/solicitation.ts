import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { CONSENT_TOPICS, type ConsentNeed } from '../definition/amendment.js';
import type { Difference, Differences } from '../definition/differences.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, sha256Text, type MspId, type Sha256 } from '../identifiers/names.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { LIMITS } from '../limits.js';
import { unitsTotal } from '../numbers/units.js';
import type { DefinedBy } from '../security/security.js';
import { count, flag, list, optional, record, text, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { part } from '../terms/values.js';
import { solicitationDateFields, type SolicitationDates } from './request.js';
import { solicitationNumber } from './solicitation-number.js';
import { outcomesOf, tallyFields, type ConsentTally } from './tally.js';

/**
 * How a solicitation stands: it is voted; holders have agreed, and the amendment waits for its day; it counts; holders have
 * not agreed; or it was taken back.
 */
export const SOLICITATION_STATES = ['open', 'agreed', 'effective', 'lapsed', 'withdrawn'] as const;
export type SolicitationState = (typeof SOLICITATION_STATES)[number];

/** What holders have said, when it was counted. */
export interface SolicitationResult extends ConsentTally {
  readonly on: BusinessDate;
  /** Units outstanding at the record date, those of the issuer and those on paper included. */
  readonly total: bigint;
}

/** Holders of a security are asked whether they agree to an amendment of it. */
export interface Solicitation extends SolicitationDates {
  readonly isin: Isin;
  readonly number: number;
  /** The definition that is to take the place of the present one, and its hash. */
  readonly definition: PinnedName;
  readonly hash: Sha256;
  readonly previous: DefinedBy;
  readonly grandfathers: boolean;
  /** First business date on which the amendment counts, if holders agree. */
  readonly effectiveFrom: BusinessDate;
  /** What it says otherwise, in words; and how many differences there are beside. */
  readonly differences: readonly Difference[];
  readonly more: number;
  /** What holders must reach, all of it. */
  readonly needs: readonly ConsentNeed[];
  /** Whether it ends as soon as nothing can change its outcome. */
  readonly closesEarly: boolean;
  /** The organisations that have asked for it. */
  readonly by: readonly MspId[];
  readonly openedOn: BusinessDate;
  readonly state: SolicitationState;
  readonly decision?: SolicitationResult;
  readonly endedOn?: BusinessDate;
  /** SHA-256 of the reasons for which it was taken back. */
  readonly withdrawal?: Sha256;
}

const need: Reader<ConsentNeed> = record({
  topic: word(...CONSENT_TOPICS),
  percent: part,
  of: word('votes-cast', 'votes-outstanding'),
  quorumPercent: part,
});

const difference = record({
  path: text(LIMITS.differenceCharactersMax),
  kind: word('changed', 'added', 'removed'),
  text: text(LIMITS.differenceCharactersMax),
});

const result: Reader<SolicitationResult> = record({ ...tallyFields, on: businessDate, total: unitsTotal });

/** How a solicitation is stored. */
export const solicitationRecord = storedRecord<Solicitation>(
  'solicitation',
  record({
    ...solicitationDateFields,
    isin,
    number: solicitationNumber,
    definition: pinnedName,
    hash: sha256Text,
    previous: record({ name: pinnedName, hash: sha256Text }),
    grandfathers: flag,
    effectiveFrom: businessDate,
    differences: list(difference, { min: 0, max: LIMITS.differencesPerSolicitationMax }),
    more: count({ min: 0, max: LIMITS.definitionCharactersMax }),
    needs: list(need, { min: 1, max: CONSENT_TOPICS.length }),
    closesEarly: flag,
    by: list(mspId, { min: 1, max: LIMITS.participantsMax }),
    openedOn: businessDate,
    state: word(...SOLICITATION_STATES),
    decision: optional(result),
    endedOn: optional(businessDate),
    withdrawal: optional(sha256Text),
  }),
);

/** Differences as they are put on record: the first of them, each cut to what a person reads. */
export function recordedDifferences(of: Differences): Pick<Solicitation, 'differences' | 'more'> {
  const max = LIMITS.differencesPerSolicitationMax;
  const cut = (words: string): string => {
    const characters = LIMITS.differenceCharactersMax;
    return words.length <= characters ? words : `${words.slice(0, characters - 1)}…`;
  };
  const differences = of.items.slice(0, max).map((each) => ({ ...each, path: cut(each.path), text: cut(each.text) }));
  return { differences, more: of.more + of.items.length - differences.length };
}

/** Refuses what is done with votes outside their time. @throws DomainError SOLICITATION_CLOSED, RECORD_DATE_NOT_OVER */
export function requireVoting(of: Solicitation, today: BusinessDate): void {
  requireSolicitationOpen(of);
  requireRecordDateOver(of, today);
  if (isBefore(of.deadline, today)) throw closed(of);
}

/** Refuses what is done while holders are asked, when they are asked no longer. @throws DomainError SOLICITATION_CLOSED */
export function requireSolicitationOpen(of: Solicitation): void {
  if (of.state !== 'open') throw closed(of);
}

/** Refuses what needs to know who had units at the end of the record date. @throws DomainError RECORD_DATE_NOT_OVER */
export function requireRecordDateOver({ recordDate }: Solicitation, today: BusinessDate): void {
  if (!isBefore(recordDate, today)) throw new DomainError('RECORD_DATE_NOT_OVER', { recordDate, businessDate: today });
}

const closed = ({ isin: of, number, state, deadline }: Solicitation): DomainError =>
  new DomainError('SOLICITATION_CLOSED', { isin: of, number, state, deadline });

/**
 * An open solicitation when it is counted: after its deadline, or before it where it says so and nothing can change its
 * outcome any more.
 *
 * @returns agreed or lapsed
 * @throws DomainError SOLICITATION_CLOSED, SOLICITATION_RUNNING
 */
export function decided(of: Solicitation, votes: ConsentTally, total: bigint, today: BusinessDate): Solicitation {
  requireSolicitationOpen(of);
  const outcomes = outcomesOf(of.needs, votes, total);
  const isOver = isBefore(of.deadline, today);
  const isCertain = of.closesEarly && isBefore(of.recordDate, today) && outcomes.every((each) => each.isCertain);
  if (!isOver && !isCertain) throw new DomainError('SOLICITATION_RUNNING', { deadline: of.deadline });
  const decision = { ...votes, total, on: today };
  if (outcomes.every(({ isMet }) => isMet)) return { ...of, decision, state: 'agreed' };
  return { ...of, decision, state: 'lapsed', endedOn: today };
}

/** Whether holders have agreed and the day has come from which the amendment counts. */
export const isDue = ({ state, effectiveFrom }: Solicitation, today: BusinessDate): boolean =>
  state === 'agreed' && !isBefore(today, effectiveFrom);

/** A solicitation that is taken back before the amendment counts. @throws DomainError SOLICITATION_CLOSED */
export function withdrawnSolicitation(of: Solicitation, document: Sha256, today: BusinessDate): Solicitation {
  if (of.state !== 'open' && of.state !== 'agreed') throw closed(of);
  return { ...of, state: 'withdrawn', endedOn: today, withdrawal: document };
}
