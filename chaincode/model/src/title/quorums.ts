import { DomainError } from '../errors/domain-error.js';
import type { MspId } from '../identifiers/names.js';
import type { Quorum } from '../policy/attestation.js';
import type { VoteTree, VotingRole } from './vote-tree.js';

/**
 * The smallest sets of organisations whose peers together stand for enough votes. An organisation in two places stands
 * for both, and is asked for once: Fabric counts each identity once, so that a policy that needs an organisation twice
 * strands a key.
 *
 * @param orgOf - who votes from a place; undefined: nobody is known, so that it counts for nothing
 * @returns none where the known ones do not suffice
 */
export function quorumsOf(tree: VoteTree, orgOf: (role: VotingRole) => MspId | undefined): readonly Quorum[] {
  if (tree.is === 'vote') {
    const org = orgOf(tree.from);
    return org === undefined ? [] : [[org]];
  }
  const ways = tree.of.map((each) => quorumsOf(each, orgOf));
  return smallest(choices(ways, tree.votes));
}

/** All that one can have by choosing so many of the parts, and one way of each. */
function choices(parts: readonly (readonly Quorum[])[], votes: number): readonly Quorum[] {
  if (votes === 0) return [[]];
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const withFirst = choices(others, votes - 1).flatMap((rest) => first.map((way) => union(way, rest)));
  return smallest([...withFirst, ...choices(others, votes)]);
}

const union = (left: Quorum, right: Quorum): Quorum => [...new Set([...left, ...right])].sort();

/** Those that contain no other one, each once, in one order. */
function smallest(sets: readonly Quorum[]): readonly Quorum[] {
  const named = [...new Map(sets.map((set) => [set.join(' '), set])).values()];
  const contains = (set: Quorum, other: Quorum): boolean => other !== set && other.every((org) => set.includes(org));
  return named.filter((set) => !named.some((other) => contains(set, other))).sort(compareQuorums);
}

function compareQuorums(left: Quorum, right: Quorum): number {
  const [a, b] = [left.join(' '), right.join(' ')];
  return a < b ? -1 : Number(a > b);
}

/**
 * Quorums of at least two organisations, because no write to a register rests on one, with those who are always asked.
 *
 * @param always - such as the screener of the security
 * @param next - who joins a quorum of one: issuer, then regulators
 * @throws DomainError ATTESTORS_TOO_FEW where nobody is left to join
 */
export function completed(
  quorums: readonly Quorum[],
  always: readonly MspId[],
  next: readonly MspId[],
): readonly Quorum[] {
  const filled = quorums.map((quorum) => {
    const all = union(quorum, always);
    if (all.length >= 2) return all;
    const joining = next.find((org) => !all.includes(org));
    if (joining === undefined) throw new DomainError('ATTESTORS_TOO_FEW');
    return union(all, [joining]);
  });
  if (filled.length === 0) throw new DomainError('ATTESTORS_TOO_FEW');
  return smallest(filled);
}
