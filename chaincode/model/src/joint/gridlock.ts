import type { Isin } from '../identifiers/isin.js';
import type { InstructionId, PartyId } from '../identifiers/names.js';
import { deliveriesOf, type Leg } from './leg.js';
import { netDeliveries } from './netting.js';

/** An instruction that could settle but for the units of its senders. */
export interface NettingCandidate {
  readonly instructionId: InstructionId;
  /** What is open of it. */
  readonly legs: readonly Leg[];
}

/** How large a set may be. */
export interface SetBounds {
  readonly instructions: number;
  readonly legs: number;
}

/** Units of a party that could move if no candidate had any reserved. */
export type Available = (isin: Isin, party: PartyId) => bigint;

/**
 * Sets of instructions that can settle on their net: the same for everybody who sees the same. Of all candidates, in
 * their order, the last one by which a party delivers what it lacks is left out until nobody lacks anything; what
 * remains is the largest set that keeps that order (M. Bech and K. Soramäki, Gridlock resolution in interbank payment
 * systems, 2001, section 3). It is split where no party and no security joins it, so that the fate of one part is not
 * that of another, and a part that is too large is cut after its first instructions and resolved again.
 */
export function resolveGridlock(
  candidates: readonly NettingCandidate[],
  available: Available,
  bounds: SetBounds,
): readonly (readonly InstructionId[])[] {
  return connected(feasible(candidates, available)).flatMap((set) => {
    if (isWithin(set, bounds)) return [set.map(({ instructionId }) => instructionId)];
    return resolveGridlock(firstOf(set, bounds), available, bounds);
  });
}

function feasible(candidates: readonly NettingCandidate[], available: Available): readonly NettingCandidate[] {
  let set = candidates;
  for (;;) {
    const lacking = netDeliveries(set.flatMap(({ legs }) => legs)).find(
      ({ isin, holderId, units }) => units > available(isin, holderId),
    );
    if (lacking === undefined) return set;
    const last = set.findLastIndex(({ legs }) =>
      netDeliveries(legs).some(({ isin, holderId }) => isin === lacking.isin && holderId === lacking.holderId),
    );
    set = set.filter((_, index) => index !== last);
  }
}

const placesOf = ({ legs }: NettingCandidate): readonly string[] =>
  deliveriesOf(legs).flatMap(({ isin, from, to }) => [`${isin} ${from}`, `${isin} ${to}`]);

/** The sets of candidates that share a party's holding, directly or through others; each in the order given. */
function connected(candidates: readonly NettingCandidate[]): readonly (readonly NettingCandidate[])[] {
  let groups: { readonly places: ReadonlySet<string>; readonly members: readonly NettingCandidate[] }[] = [];
  for (const candidate of candidates) {
    const places = placesOf(candidate);
    const joined = groups.filter((group) => places.some((place) => group.places.has(place)));
    const members = [...joined.flatMap((group) => group.members), candidate];
    const all = new Set([...places, ...joined.flatMap((group) => [...group.places])]);
    groups = [...groups.filter((group) => !joined.includes(group)), { places: all, members }];
  }
  const order = new Map(candidates.map((candidate, index) => [candidate, index]));
  const at = (candidate: NettingCandidate): number => order.get(candidate) ?? 0;
  return groups
    .filter(({ members }) => members.length > 1)
    .map(({ members }) => [...members].sort((left, right) => at(left) - at(right)));
}

const legsIn = (set: readonly NettingCandidate[]): number => set.reduce((sum, { legs }) => sum + legs.length, 0);

const isWithin = (set: readonly NettingCandidate[], bounds: SetBounds): boolean =>
  set.length <= bounds.instructions && legsIn(set) <= bounds.legs;

/** As many of the first instructions of a set as the bounds allow. */
function firstOf(set: readonly NettingCandidate[], bounds: SetBounds): readonly NettingCandidate[] {
  const length = set.findIndex((_, index) => !isWithin(set.slice(0, index + 1), bounds));
  return set.slice(0, length);
}
