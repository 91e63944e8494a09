import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { count, list, record, refuseField, word, type Reader } from '../serialisation/reader.js';

/** Who may attest that title passes, each by its place in the transfer and not by name. */
export const ATTESTOR_ROLES = ['registrar', 'issuer', 'notary', 'sellersCustodian', 'buyersCustodian'] as const;

/** A place from which it is voted on a transfer. */
export type AttestorRole = (typeof ATTESTOR_ROLES)[number];

/** Places from which it is voted: beside those that a protocol names, whoever keeps a register elsewhere. */
export type VotingRole = AttestorRole | 'externalRegister';

/** Reader of a place from which it is voted. */
export const votingRole: Reader<VotingRole> = word(...ATTESTOR_ROLES, 'externalRegister');

/** Which votes together let title pass: a tree of constructors, which is its own canonical form. */
export type VoteTree =
  | { readonly is: 'vote'; readonly from: VotingRole }
  | { readonly is: 'atLeast'; readonly votes: number; readonly of: readonly VoteTree[] };

/** The vote from one place. */
export const votesFrom = (from: VotingRole): VoteTree => ({ is: 'vote', from });

/**
 * At least so many of some votes, or of trees of votes.
 *
 * @throws DomainError FIELD_INVALID where there are fewer, LIMIT_EXCEEDED
 */
export function atLeast(votes: number, ...of: readonly VoteTree[]): VoteTree {
  if (!Number.isSafeInteger(votes) || votes < 1 || votes > of.length) {
    throw new DomainError('FIELD_INVALID', { rule: 'from one vote to as many as there are' });
  }
  const tree: VoteTree = { is: 'atLeast', votes, of };
  if (leavesOf(tree) > rolesOf(tree).length) throw new DomainError('FIELD_INVALID', { rule: 'every place once' });
  const { voteTreeDepthMax: depthMax, voteTreeSizeMax: sizeMax } = LIMITS;
  if (depthOf(tree) > depthMax || sizeOf(tree) > sizeMax) {
    throw new DomainError('LIMIT_EXCEEDED', { depthMax, sizeMax });
  }
  return tree;
}

/** All of some votes. */
export const everyVote = (...of: readonly VoteTree[]): VoteTree => atLeast(of.length, ...of);

/** Any one of some votes. */
export const anyVote = (...of: readonly VoteTree[]): VoteTree => atLeast(1, ...of);

/** The places that a tree names, each once, in the order in which it names them. */
export const rolesOf = (tree: VoteTree): readonly VotingRole[] => [
  ...new Set(tree.is === 'vote' ? [tree.from] : tree.of.flatMap(rolesOf)),
];

/** Whether a tree is met by the votes that there are. */
export const isMet = (tree: VoteTree, has: (role: VotingRole) => boolean): boolean =>
  tree.is === 'vote' ? has(tree.from) : tree.of.filter((each) => isMet(each, has)).length >= tree.votes;

const leavesOf = (tree: VoteTree): number =>
  tree.is === 'vote' ? 1 : tree.of.reduce((leaves, each) => leaves + leavesOf(each), 0);
const depthOf = (tree: VoteTree): number => (tree.is === 'vote' ? 1 : 1 + Math.max(...tree.of.map(depthOf)));
const sizeOf = (tree: VoteTree): number =>
  tree.is === 'vote' ? 1 : tree.of.reduce((size, each) => size + sizeOf(each), 1);

const kindOf = word('vote', 'atLeast');
const vote = record({ is: word('vote'), from: word(...ATTESTOR_ROLES) });
const shallow = record({
  is: word('atLeast'),
  votes: count({ min: 1, max: LIMITS.voteTreeSizeMax }),
  of: list((each: unknown) => each, { min: 1, max: LIMITS.voteTreeSizeMax }),
});

/** Reader of a tree in its canonical form. Errors: FIELD_INVALID, LIMIT_EXCEEDED. */
export const voteTree: Reader<VoteTree> = (value, path) => treeAt(value, path, LIMITS.voteTreeDepthMax);

function treeAt(value: unknown, path: string, depth: number): VoteTree {
  if (depth === 0) throw new DomainError('LIMIT_EXCEEDED', { path, depthMax: LIMITS.voteTreeDepthMax });
  const is = typeof value === 'object' && value !== null && 'is' in value ? value.is : undefined;
  if (kindOf(is, `${path}/is`) === 'vote') return vote(value, path);
  const { votes, of } = shallow(value, path);
  if (votes > of.length) refuseField(`${path}/votes`, 'as many votes as there are, or fewer');
  return atLeast(votes, ...of.map((each, index) => treeAt(each, `${path}/of/${String(index)}`, depth - 1)));
}
