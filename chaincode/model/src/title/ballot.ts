import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin } from '../identifiers/isin.js';
import { instructionId, sha256Text, type MspId } from '../identifiers/names.js';
import { lotId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { list, optional, record, word } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { BallotTerms } from './protocol.js';
import { seat, type Seat } from './seats.js';
import { castVote, isVoteCurrent, type CastVote, type StandingVote, type Vote } from './vote.js';
import { ATTESTOR_ROLES, isMet, type VoteTree, type VotingRole } from './vote-tree.js';

/** How a ballot ended: title passed, or did not because of the votes, of the time, or of something else. */
export const BALLOT_ENDS = ['passed', 'votedDown', 'expired', 'ended'] as const;

const SEATS_MAX = ATTESTOR_ROLES.length + 1;

const fields = record({
  instructionId,
  isin,
  /** SHA-256 of what is voted on. */
  terms: sha256Text,
  openedOn: businessDate,
  /** Last business date on which votes are cast. */
  lastDay: businessDate,
  seats: list(seat, { min: 1, max: SEATS_MAX }),
  /** The latest vote of each organisation from each place. */
  votes: list(castVote, { min: 0, max: 2 * SEATS_MAX }),
  /** Lots that were set aside for the transfer, attested by the buyer's custodian, too; absent: none had to be. */
  lots: optional(list(lotId, { min: 1, max: LIMITS.lotsPerMovementMax })),
  end: optional(word(...BALLOT_ENDS)),
  endedOn: optional(businessDate),
});

/** The votes on one transfer. */
export type Ballot = ReturnType<typeof fields>;

/** How a ballot is stored. */
export const ballotRecord = storedRecord<Ballot>('ballot', fields);

/** Where a ballot stands. */
export type Tally = 'met' | 'open' | 'votedDown' | 'expired';

/**
 * Who votes from a seat now: its deputy, where it is conflicted or has stepped aside; undefined: nobody.
 *
 * @param votes - all votes of the ballot: who has stepped aside stays so, whatever has become of that vote since
 */
export function voterAt(of: Seat, votes: readonly Vote[]): MspId | undefined {
  if (!of.isConflicted && !isAside(of.mspId, of.role, votes)) return of.mspId;
  return of.deputy === undefined || isAside(of.deputy, of.role, votes) ? undefined : of.deputy;
}

/** Whether an organisation has stepped aside from a place, which is for good. */
export const isAside = (voter: MspId, role: VotingRole, votes: readonly Vote[]): boolean =>
  latest(voter, role, votes)?.decision === 'stepsAside';

const latest = (voter: MspId, role: VotingRole, votes: readonly Vote[]): Vote | undefined =>
  votes.find((each) => each.voter === voter && each.role === role);

/** The vote that counts of who votes from a place today; undefined: there is none. */
function countedOf(
  voter: MspId | undefined,
  role: VotingRole,
  confirmed: readonly Vote[],
  today: BusinessDate,
): Vote | undefined {
  const cast = voter === undefined ? undefined : latest(voter, role, confirmed);
  if (cast === undefined || !isVoteCurrent(cast, today)) return undefined;
  return cast.decision === 'yes' || cast.decision === 'no' ? cast : undefined;
}

/** What counts as a vote on a transfer today. */
export interface CountedVotes {
  /** The votes of the ballot that still lie as they are in their voters' collections. */
  readonly confirmed: readonly Vote[];
  /** The standing votes by their places, where such votes count. */
  readonly standing: ReadonlyMap<VotingRole, StandingVote>;
}

/** How a place counts, by whose vote, and by what. */
export type PlaceCount =
  | { readonly mode: 'ballot'; readonly decision: 'yes' | 'no'; readonly voter: MspId; readonly cast: Vote }
  | { readonly mode: 'standing'; readonly decision: 'yes'; readonly voter: MspId; readonly standing: StandingVote }
  | { readonly mode: 'silence'; readonly decision: 'yes'; readonly voter: MspId };

/** How each place of a ballot counts today; a place that is still open counts not at all. */
export function placesCounted(
  { seats, lastDay, votes: cast }: Ballot,
  { silence }: BallotTerms,
  { confirmed, standing }: CountedVotes,
  today: BusinessDate,
): (role: VotingRole) => PlaceCount | undefined {
  const isOver = isBefore(lastDay, today);
  return (role) => {
    const place = seats.find((each) => each.role === role);
    if (place === undefined) return undefined;
    const voter = voterAt(place, cast);
    const counted = countedOf(voter, role, confirmed, today);
    if (counted !== undefined) {
      const decision = counted.decision === 'yes' ? 'yes' : 'no';
      return { mode: 'ballot', decision, voter: counted.voter, cast: counted };
    }
    // whoever has ever said something from a place is not silent, whatever has become of it,
    // and what a person says of one transfer goes before what stands for all
    if (cast.some((each) => each.role === role)) return undefined;
    const stands = standing.get(role);
    if (stands !== undefined) return { mode: 'standing', decision: 'yes', voter: stands.voter, standing: stands };
    const silent = isOver && silence === 'yes' ? voter : undefined;
    return silent === undefined ? undefined : { mode: 'silence', decision: 'yes', voter: silent };
  };
}

/**
 * Counts the votes of a ballot. What can no longer be met is voted down; once its time is over, silence counts as the
 * protocol says.
 */
export function tallyOf(
  ballot: Ballot,
  votes: VoteTree,
  terms: BallotTerms,
  counted: CountedVotes,
  today: BusinessDate,
): Tally {
  const countAt = placesCounted(ballot, terms, counted, today);
  if (isMet(votes, (role) => countAt(role)?.decision === 'yes')) return 'met';
  const mayBecomeYes = (role: VotingRole): boolean =>
    countAt(role)?.decision !== 'no' && ballot.seats.some((each) => each.role === role);
  if (!isMet(votes, mayBecomeYes)) return 'votedDown';
  return isBefore(ballot.lastDay, today) ? 'expired' : 'open';
}

/**
 * The ballot with one more vote, which takes the place of the voter's earlier one. Who has stepped aside has no vote any
 * more, and a deputy has none before whom it stands in for steps aside or is conflicted.
 *
 * @throws DomainError BALLOT_CLOSED, BALLOT_DIFFERS, VOTER_NOT_SEATED, VOTER_CONFLICTED
 */
export function withVote(ballot: Ballot, cast: CastVote, today: BusinessDate): Ballot {
  const { instructionId: id, seats, votes, terms } = ballot;
  if (ballot.end !== undefined || isBefore(ballot.lastDay, today)) {
    throw new DomainError('BALLOT_CLOSED', { instructionId: id });
  }
  if (cast.instructionId !== id || cast.isin !== ballot.isin || cast.terms !== terms || cast.castOn !== today) {
    throw new DomainError('BALLOT_DIFFERS', { instructionId: id });
  }
  const place = seats.find(({ role }) => role === cast.role);
  if (place?.mspId === cast.voter && place.isConflicted) {
    throw new DomainError('VOTER_CONFLICTED', { instructionId: id });
  }
  if (place === undefined || voterAt(place, votes) !== cast.voter) {
    throw new DomainError('VOTER_NOT_SEATED', { instructionId: id });
  }
  const isSame = ({ voter, role }: Vote): boolean => voter === cast.voter && role === cast.role;
  return { ...ballot, votes: sorted([...votes.filter((each) => !isSame(each)), cast]) };
}

const sorted = (votes: readonly CastVote[]): readonly CastVote[] =>
  [...votes].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
const nameOf = ({ role, voter }: Vote): string => canonicalJson([role, voter]);

/** The ballot at its end. @throws DomainError BALLOT_CLOSED */
export function endBallot(ballot: Ballot, end: (typeof BALLOT_ENDS)[number], endedOn: BusinessDate): Ballot {
  if (ballot.end !== undefined) throw new DomainError('BALLOT_CLOSED', { instructionId: ballot.instructionId });
  return { ...ballot, end, endedOn };
}
