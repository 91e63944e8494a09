import type { BusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { isFreezeInForce, type Freeze } from './freeze.js';
import { concernedBy, type SubAccount } from './designation.js';
import { isOfRecordOnly, type Movement } from './movement.js';
import { judge, type RuleVerdict } from './verdict.js';

/**
 * Units of a holding that freezes hold. Every order binds in full, so they do not add up: two orders over the same units
 * hold them until the last one is lifted, and nobody's order is kept out by another's. Disputes are over units of their own
 * each, so that together they hold as many as all of them.
 */
export function frozenUnits(freezes: readonly Freeze[], holderId: PartyId, today: BusinessDate): bigint {
  const held = freezes.filter(
    (each) => each.scope === 'units' && each.holderId === holderId && isFreezeInForce(each, today),
  );
  const disputed = disputedUnits(held);
  return held.reduce(
    (most, { units = 0n, dispute }) => (dispute === undefined && units > most ? units : most),
    disputed,
  );
}

/** Units that are in dispute. @param freezes - of units of one holding */
export const disputedUnits = (freezes: readonly Freeze[]): bigint =>
  freezes.reduce((sum, { units = 0n, dispute }) => (dispute === undefined ? sum : sum + units), 0n);

/** Whether a security is frozen as a whole. */
export const isSecurityFrozen = (freezes: readonly Freeze[], today: BusinessDate): boolean =>
  freezes.some((each) => each.scope === 'security' && isFreezeInForce(each, today));

/** Whether a holder is frozen, in the security or in all. */
export const isHolderFrozen = (freezes: readonly Freeze[], holderId: PartyId, today: BusinessDate): boolean =>
  freezes.some((each) => each.scope === 'holder' && each.holderId === holderId && isFreezeInForce(each, today));

/** Judges the freezes of the security and of the parties of a movement. */
export function judgeFreezes(
  movement: Movement,
  freezes: readonly Freeze[],
  today: BusinessDate,
): readonly RuleVerdict[] {
  if (isOfRecordOnly(movement)) return [];
  const isHeld = (side: SubAccount | undefined): boolean =>
    side !== undefined && concernedBy(side).some((party) => isHolderFrozen(freezes, party, today));
  const [sender, receiver] = [
    'from' in movement ? movement.from : undefined,
    'to' in movement ? movement.to : undefined,
  ];
  const security = judge(
    'security-not-frozen',
    'security',
    isSecurityFrozen(freezes, today) ? 'SECURITY_FROZEN' : undefined,
  );
  const ofReceiver = judge('holder-not-frozen', 'receiver', isHeld(receiver) ? 'HOLDER_FROZEN' : undefined);
  if (movement.kind === 'forcedTransfer') return [ofReceiver];
  if (movement.kind === 'recovery') {
    const escapes = escapesFreeze(freezes, movement.from.holderId, movement.to.holderId, today);
    return [security, judge('holder-not-frozen', 'sender', escapes ? 'HOLDER_FROZEN' : undefined)];
  }
  const ofSender = judge('holder-not-frozen', 'sender', isHeld(sender) ? 'HOLDER_FROZEN' : undefined);
  return [security, ...(sender === undefined ? [] : [ofSender]), ...(receiver === undefined ? [] : [ofReceiver])];
}

/** Whether a holder would leave a freeze behind with its old record: the new one must be frozen by the same orders. */
const escapesFreeze = (freezes: readonly Freeze[], from: PartyId, to: PartyId, today: BusinessDate): boolean =>
  freezes
    .filter((each) => each.scope === 'holder' && each.holderId === from && isFreezeInForce(each, today))
    .some(({ imposedBy, isin }) => {
      const succeeds = (each: Freeze): boolean =>
        each.scope === 'holder' && each.holderId === to && each.imposedBy === imposedBy && isFreezeInForce(each, today);
      return !freezes.some((each) => succeeds(each) && (each.isin === undefined || each.isin === isin));
    });
