import { judgeClaims, type ClaimFacts, type MovementParties } from '../claim/claim-rule.js';
import type { HolderStanding } from '../compliance/holder-standing.js';
import { judgeStandings } from '../compliance/standing-rule.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { PartyId } from '../identifiers/names.js';
import type { Freeze } from '../register/freeze.js';
import { isHolderFrozen } from '../register/freeze-rule.js';
import { judge, type RuleVerdict } from '../register/verdict.js';
import type { Leg } from './leg.js';

/**
 * The parties between whom the screener of every security of an instruction must find nothing: those of each leg, of
 * payments too. They do not depend on what is set off, so that they can be screened before anybody knows which set it
 * will settle in.
 */
export function screenedLegs(legs: readonly Leg[]): readonly MovementParties[] {
  const pairs = new Map(legs.map(({ from, to }) => [`${from} ${to}`, { sender: from, receiver: to }]));
  return [...pairs.values()];
}

/**
 * What a security says of a party of an instruction that neither gives nor receives units of it on balance: its legs cancel
 * out, or it pays, or is paid.
 */
export interface PartFacts {
  readonly isin: Isin;
  readonly party: PartyId;
  readonly freezes: readonly Freeze[];
  readonly standings: readonly HolderStanding[];
  /** By which anybody is kept out; nothing is required of it. */
  readonly claims: readonly ClaimFacts[];
}

/** Judges who takes part without holding more or less afterwards: what keeps it from giving keeps it from this, too. */
export const judgePart = (
  { isin, party, freezes, standings, claims }: PartFacts,
  today: BusinessDate,
): readonly RuleVerdict[] => [
  judge('holder-not-frozen', 'sender', isHolderFrozen(freezes, party, today) ? 'HOLDER_FROZEN' : undefined),
  ...judgeStandings({ sender: party }, standings),
  ...claims.map((each) => judgeClaims(each, isin, today)),
];
