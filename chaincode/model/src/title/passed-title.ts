import { businessDate } from '../dates/business-date.js';
import { mspId, operatorId, sha256Text } from '../identifiers/names.js';
import { pinnedName } from '../identifiers/pinned-name.js';
import { list, optional, record, word, type Reader } from '../serialisation/reader.js';
import type { LedgerName } from '../signature/statement.js';
import { placesCounted, type Ballot, type CountedVotes, type PlaceCount } from './ballot.js';
import type { BallotTerms } from './protocol.js';
import { ATTESTOR_ROLES, rolesOf, votingRole, type VoteTree, type VotingRole } from './vote-tree.js';
import { standingVoteHash, voteHash, voteOf } from './vote.js';

/** How a place came to have its vote: by a person on this transfer, by a standing vote, or by the silence of who sat there. */
export const VOTE_MODES = ['ballot', 'standing', 'silence'] as const;

const attestedVote = record({
  role: votingRole,
  voter: mspId,
  mode: word(...VOTE_MODES),
  decision: word('yes', 'no'),
  /** When it was cast, or since when it stands; of silence: the day on which the ballot ended. */
  on: businessDate,
  /** Last day on which a standing vote counts. */
  until: optional(businessDate),
  /** The person who cast it. */
  operator: optional(operatorId),
  /** SHA-256 of the vote as it lies in the collection of its voter; silence has none. */
  vote: optional(sha256Text),
});

/** A vote on a passage of title, as the entry of the register has it. */
export type AttestedVote = ReturnType<typeof attestedVote>;

const fields = record({
  /** The ownership protocol, and SHA-256 of its canonical form. */
  protocol: pinnedName,
  protocolHash: sha256Text,
  votes: list(attestedVote, { min: 0, max: ATTESTOR_ROLES.length + 1 }),
});

/** By what title passed: the protocol, and the votes from its places. */
export type PassedTitle = ReturnType<typeof fields>;

/** Reader of {@link PassedTitle}. */
export const passedTitle: Reader<PassedTitle> = fields;

/**
 * The votes from the places that a tree names, in its order; none from a place that was not counted.
 *
 * @param ballot - with its terms; absent where standing votes alone count
 */
export function attestedVotes(
  ledger: LedgerName,
  tree: VoteTree,
  by: { readonly ballot: Ballot; readonly terms: BallotTerms } | undefined,
  counted: CountedVotes,
  today: AttestedVote['on'],
): readonly AttestedVote[] {
  const countAt = by === undefined ? undefined : placesCounted(by.ballot, by.terms, counted, today);
  return rolesOf(tree).flatMap((role) => {
    const count: PlaceCount | undefined = countAt === undefined ? standingCount(role, counted) : countAt(role);
    return count === undefined ? [] : [attested(ledger, role, count, by?.ballot.lastDay ?? today)];
  });
}

function standingCount(role: VotingRole, { standing }: CountedVotes): PlaceCount | undefined {
  const vote = standing.get(role);
  return vote === undefined ? undefined : { mode: 'standing', decision: 'yes', voter: vote.voter, standing: vote };
}

function attested(ledger: LedgerName, role: VotingRole, count: PlaceCount, lastDay: AttestedVote['on']): AttestedVote {
  const { voter, mode, decision } = count;
  const said = { role, voter, mode, decision };
  switch (count.mode) {
    case 'ballot': {
      const { castOn: on, operator } = count.cast;
      return { ...said, on, operator, vote: voteHash(ledger, voteOf(count.cast)) };
    }
    case 'standing': {
      const { validFrom: on, validUntil: until } = count.standing;
      return { ...said, on, until, vote: standingVoteHash(ledger, count.standing) };
    }
    case 'silence':
      return { ...said, on: lastDay };
  }
}
