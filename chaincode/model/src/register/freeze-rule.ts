import type { MovementParties } from '../claim/claim-rule.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { isFreezeInForce, type Freeze } from './freeze.js';
import { judge, type RuleVerdict } from './verdict.js';

/**
 * Units of a holding that freezes hold. Every order binds in full, so they do not add up: two orders over the same units
 * hold them until the last one is lifted, and nobody's order is kept out by another's.
 */
export function frozenUnits(freezes: readonly Freeze[], holderId: PartyId, today: BusinessDate): bigint {
  return freezes
    .filter((each) => each.scope === 'units' && each.holderId === holderId && isFreezeInForce(each, today))
    .reduce((most, { units = 0n }) => (units > most ? units : most), 0n);
}

/** Whether a security is frozen as a whole. */
export const isSecurityFrozen = (freezes: readonly Freeze[], today: BusinessDate): boolean =>
  freezes.some((each) => each.scope === 'security' && isFreezeInForce(each, today));

/** Whether a holder is frozen, in the security or in all. */
export const isHolderFrozen = (freezes: readonly Freeze[], holderId: PartyId, today: BusinessDate): boolean =>
  freezes.some((each) => each.scope === 'holder' && each.holderId === holderId && isFreezeInForce(each, today));

/** Judges the freezes of the security and of the parties of a movement. */
export function judgeFreezes(
  freezes: readonly Freeze[],
  parties: MovementParties,
  today: BusinessDate,
): readonly RuleVerdict[] {
  const frozen = isSecurityFrozen(freezes, today);
  const verdicts = [judge('security-not-frozen', 'security', frozen ? 'SECURITY_FROZEN' : undefined)];
  for (const side of ['sender', 'receiver'] as const) {
    const holder = parties[side];
    if (holder === undefined) continue;
    const reason = isHolderFrozen(freezes, holder, today) ? 'HOLDER_FROZEN' : undefined;
    verdicts.push(judge('holder-not-frozen', side, reason));
  }
  return verdicts;
}
