import { businessDate, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin } from '../identifiers/isin.js';
import { commandId, instructionId, mspId, operatorId, sha256Text, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { operatorSignature } from '../operator/operator-statement.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { optional, record, salt, text, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { LedgerName } from '../signature/statement.js';
import { votingRole } from './vote-tree.js';

/** What a vote says; who steps aside gives the vote to its deputy for good; who withdraws may vote again. */
export const VOTE_DECISIONS = ['yes', 'no', 'stepsAside', 'withdrawn'] as const;

const voteShape = {
  isin,
  instructionId,
  /** SHA-256 of what is voted on: the transfer as its parties agreed to it. */
  terms: sha256Text,
  /** The place from which it is voted. */
  role: votingRole,
  voter: mspId,
  /** The person who voted. */
  operator: operatorId,
  decision: word(...VOTE_DECISIONS),
  castOn: businessDate,
  /** Last business date on which it counts; absent: until the ballot ends. */
  validUntil: optional(businessDate),
  /** SHA-256 of the reason with its salt; absent: none was given. */
  reason: optional(sha256Text),
} as const;
const voteFields = record(voteShape);

/** A vote on one transfer, by a person of an organisation. */
export type Vote = ReturnType<typeof voteFields>;

/** Reader of a vote. */
export const vote: Reader<Vote> = voteFields;

const castFields = record({
  ...voteShape,
  /** The signature of the person over the command by which it was cast; absent: the ledger has no key of the person. */
  signed: optional(record({ commandId, signature: operatorSignature })),
});

/** A vote as a ballot has it: with what shows that the person gave it. */
export type CastVote = ReturnType<typeof castFields>;

/** Reader of a vote that was cast. */
export const castVote: Reader<CastVote> = castFields;

/** The vote itself, as its voter keeps it. */
export const voteOf = (cast: CastVote): Vote =>
  vote(Object.fromEntries(Object.entries(cast).filter(([name]) => name !== 'signed')), '');

const reasonFields = record({ salt, text: text(LIMITS.voteReasonCharactersMax) });

/** Why somebody voted so: for the own organisation alone, behind a salt. */
export type VoteReason = ReturnType<typeof reasonFields>;

/** Reader of a reason. */
export const voteReason: Reader<VoteReason> = reasonFields;

/** The hash by which a vote names its reason. */
export const voteReasonHash = (reason: VoteReason): Sha256 => sha256Hex(canonicalJson(reason)) as Sha256;

/** The text of a vote, as it lies in the collection of the voter: everybody can compare its hash with the vote that is shown. */
export const voteText = (ledger: LedgerName, cast: Vote): string => canonicalJson({ ...ledger, vote: cast });

/** SHA-256 of {@link voteText}. */
export const voteHash = (ledger: LedgerName, cast: Vote): Sha256 => sha256Hex(voteText(ledger, cast)) as Sha256;

/** Whether a vote counts on a day. */
export const isVoteCurrent = ({ validUntil }: Vote, today: BusinessDate): boolean =>
  validUntil === undefined || !isBefore(validUntil, today);

const standingFields = record({
  isin,
  role: votingRole,
  voter: mspId,
  /** Most units of a transfer for which it counts; absent: of any. */
  unitsMax: optional(units),
  validFrom: businessDate,
  /** Last business date on which it counts. */
  validUntil: businessDate,
});

/** An organisation's word that it lets all transfers of a security pass: automation, and recorded as that. */
export type StandingVote = ReturnType<typeof standingFields>;

/** Reader of a standing vote. */
export const standingVote: Reader<StandingVote> = standingFields;

/**
 * Refuses a standing vote that is over, or that would count for longer than `LIMITS.standingVoteDaysMax`.
 *
 * @throws DomainError STATEMENT_NOT_CURRENT, LIMIT_EXCEEDED
 */
export function requireStandingDays({ validFrom, validUntil }: StandingVote, today: BusinessDate): void {
  if (isBefore(validUntil, today) || isBefore(validUntil, validFrom)) {
    throw new DomainError('STATEMENT_NOT_CURRENT', { businessDate: today });
  }
  const { standingVoteDaysMax: daysMax } = LIMITS;
  if (daysBetween(validFrom, validUntil) > daysMax) throw new DomainError('LIMIT_EXCEEDED', { daysMax });
}

/** The text of a standing vote, as it lies in the collection of the voter. */
export const standingVoteText = (ledger: LedgerName, standing: StandingVote): string =>
  canonicalJson({ ...ledger, standing });

/** SHA-256 of {@link standingVoteText}. */
export const standingVoteHash = (ledger: LedgerName, standing: StandingVote): Sha256 =>
  sha256Hex(standingVoteText(ledger, standing)) as Sha256;

/** Whether a standing vote counts for a transfer on a day. */
export const isStandingFor = (
  { unitsMax, validFrom, validUntil }: StandingVote,
  moved: bigint,
  today: BusinessDate,
): boolean =>
  !isBefore(validUntil, today) && !isBefore(today, validFrom) && (unitsMax === undefined || moved <= unitsMax);

/** How a standing vote is stored. */
export const standingVoteRecord = storedRecord<StandingVote>('standing vote', standingFields);

/** The body of `ownership:recordVote`: which vote, by its hash; the vote itself and its reason come beside, unseen. */
export const voteReference = record({ instructionId, role: votingRole, vote: sha256Text });

/** The body of `ownership:recordStandingVote`, likewise. */
export const standingVoteReference = record({ isin, role: votingRole, standing: sha256Text });

/** The body of `ownership:endStandingVote`. */
export const standingVoteEnd = record({ isin, role: votingRole });
