import type { BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { PartyId } from '../identifiers/names.js';
import { isFreezeInForce, isSameFreeze, type Freeze } from './freeze.js';
import type { FreezeRelease } from './order-requests.js';

/** A freeze as it was, and as it is from now on; without the latter it ends. */
export interface FreezeChange {
  readonly before: Freeze;
  readonly after?: Freeze;
}

/**
 * What an order releases of freezes of units. It takes nothing that it does not name, so that a forced transfer unfreezes
 * nothing in silence.
 *
 * @param freezes - those of units of the holder
 * @throws DomainError FREEZE_ABSENT where an organisation has not frozen so many units
 */
export function releaseFreezes(
  freezes: readonly Freeze[],
  releases: readonly FreezeRelease[],
  today: BusinessDate,
): readonly FreezeChange[] {
  return releases.map(({ imposedBy, units }) => {
    const before = freezes.find((each) => isSameFreeze(each, { imposedBy }) && isFreezeInForce(each, today));
    const frozen = before?.units ?? 0n;
    if (before === undefined || frozen < units) throw new DomainError('FREEZE_ABSENT', { imposedBy });
    return frozen === units ? { before } : { before, after: { ...before, units: frozen - units } };
  });
}

/**
 * The freezes of units of a holding that passes as a whole: each goes along as it is.
 *
 * @throws DomainError FREEZE_EXISTS where the receiver has a freeze of units by the same organisation: it decides first
 */
export function carryFreezes(
  freezes: readonly Freeze[],
  ofReceiver: readonly Freeze[],
  receiver: PartyId,
  today: BusinessDate,
): readonly (FreezeChange & { readonly after: Freeze })[] {
  const inForce = freezes.filter((each) => isFreezeInForce(each, today));
  return inForce.map((before) => {
    const { imposedBy } = before;
    if (ofReceiver.some((each) => isSameFreeze(each, before) && isFreezeInForce(each, today))) {
      throw new DomainError('FREEZE_EXISTS', { imposedBy });
    }
    return { before, after: { ...before, holderId: receiver } };
  });
}
