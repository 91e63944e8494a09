import type { Identity } from '../msp/identity.js';
import type { Policy } from './policy.js';

/** MSP ids of organisations that endorse together, one peer each. */
export type Layout = readonly string[];

/** Greatest number of organisations that layouts are searched for: the search is exponential in it. */
export const MAX_LAYOUT_ORGANIZATIONS = 12;

/**
 * All smallest sets of organisations whose peers together satisfy every policy: the chaincode's, those of keys and
 * those of collections. Judged with the policies themselves on the peers' own identities, so that what a plan promises
 * is what the validator will find: a principal that no peer satisfies (an administrator) makes no layout, and a policy
 * that needs an organisation twice has none, for there is one peer of each. No set of the result contains another.
 *
 * @param policies none makes the empty layout
 * @param peers one peer of each organisation that may be chosen (for private reads: the members of the collection)
 * @returns smallest layouts first; empty when the policies cannot be satisfied
 * @throws {RangeError} beyond {@link MAX_LAYOUT_ORGANIZATIONS} peers
 */
export function layouts(policies: readonly Policy[], peers: readonly Identity[]): readonly Layout[] {
  if (peers.length > MAX_LAYOUT_ORGANIZATIONS) {
    throw new RangeError(`layouts of more than ${MAX_LAYOUT_ORGANIZATIONS} organisations, got ${peers.length}`);
  }
  const found: number[] = [];
  for (const set of setsBySize(peers.length)) {
    const containsLayout = found.some((layout) => (layout & set) === layout);
    const chosen = containsLayout ? [] : peers.filter((_, index) => (set & (1 << index)) !== 0);
    if (!containsLayout && policies.every((policy) => policy.satisfiedBy(chosen))) {
      found.push(set);
    }
  }
  return found.map((set) => peers.filter((_, index) => (set & (1 << index)) !== 0).map((peer) => peer.mspId));
}

/** All subsets of `count` elements as bit sets, smaller ones first. */
function setsBySize(count: number): readonly number[] {
  const sets = Array.from({ length: 1 << count }, (_, set) => set);
  return sets.sort((a, b) => bitCount(a) - bitCount(b) || a - b);
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) {
    count += 1;
  }
  return count;
}
