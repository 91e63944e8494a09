import * as claims from './rules/claims.js';
import * as consent from './rules/consent.js';
import * as holders from './rules/holders.js';
import * as holdings from './rules/holdings.js';
import * as lots from './rules/lots.js';
import * as nominees from './rules/nominees.js';
import * as party from './rules/party.js';
import * as time from './rules/time.js';
import * as volumes from './rules/volumes.js';
import { refuseField, type Reader } from '../serialisation/reader.js';
import type { ReadRule, Rule } from './rule-kind.js';

/** The constructors of rules, by the names under which they are written in a program. */
export const RULES = {
  hasClaim: claims.hasClaim,
  hasNoClaim: claims.hasNoClaim,
  hasAnyClaim: claims.hasAnyClaim,
  hasNoneOfClaims: claims.hasNoneOfClaims,
  claimSays: claims.claimSays,
  residesIn: party.residesIn,
  residesOutside: party.residesOutside,
  isOfKind: party.isOfKind,
  areAffiliates: party.areAffiliates,
  notBefore: time.notBefore,
  notAfter: time.notAfter,
  outsideBlackouts: time.outsideBlackouts,
  outsideYearlyBlackouts: time.outsideYearlyBlackouts,
  sinceOffering: time.sinceOffering,
  sinceIssue: time.sinceIssue,
  reconsidered: time.reconsidered,
  reconsideredUntil: time.reconsideredUntil,
  heldFor: lots.heldFor,
  heldLongerThan: lots.heldLongerThan,
  lockedUntil: lots.lockedUntil,
  vested: lots.vested,
  partAtMost: lots.partAtMost,
  holdersAtMost: holders.holdersAtMost,
  holdersCountedAtMost: holders.holdersCountedAtMost,
  holdsDirectly: nominees.holdsDirectly,
  holdsDirectlyItself: nominees.holdsDirectlyItself,
  nomineesHaveClaim: nominees.nomineesHaveClaim,
  allNomineesHaveClaim: nominees.allNomineesHaveClaim,
  subscribersAtMost: holders.subscribersAtMost,
  subscribersPerCountryAtMost: holders.subscribersPerCountryAtMost,
  holdingAtMost: holdings.holdingAtMost,
  holdingAtLeast: holdings.holdingAtLeast,
  exitsInFull: holdings.exitsInFull,
  movesAtLeast: holdings.movesAtLeast,
  movesInMultiplesOf: holdings.movesInMultiplesOf,
  nominalAtLeast: holdings.nominalAtLeast,
  denominationAtLeast: holdings.denominationAtLeast,
  shareAtMost: holdings.shareAtMost,
  groupShareAtMost: holdings.groupShareAtMost,
  groupShareBelow: holdings.groupShareBelow,
  volumeAtMost: volumes.volumeAtMost,
  volumeShareAtMost: volumes.volumeShareAtMost,
  raisesAtMost: volumes.raisesAtMost,
  raisesBelow: volumes.raisesBelow,
  costsAtLeast: volumes.costsAtLeast,
  investsAtMost: volumes.investsAtMost,
  investsWithinBand: volumes.investsWithinBand,
  approvedBy: consent.approvedBy,
  agreedOn: consent.agreedOn,
  agreedBilaterally: consent.agreedBilaterally,
} as const;

/** The one table by which rules are decoded: by name and version. */
const READERS: ReadonlyMap<string, Reader<ReadRule>> = new Map(Object.values(RULES).map(({ is, read }) => [is, read]));

/** Reads a rule in its canonical form. Errors: RULE_UNKNOWN, FIELD_INVALID and the errors of its parameters. */
export function readRule({ is, with: parameters }: Rule, path: string): ReadRule {
  const read = READERS.get(is);
  if (read === undefined) {
    return refuseField(`${path}/is`, 'a rule of the catalogue with its version', 'RULE_UNKNOWN');
  }
  return read(parameters, `${path}/with`);
}
