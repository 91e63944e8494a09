import type { MovementParties } from '../claim/claim-rule.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { LotId, MspId } from '../identifiers/names.js';
import type { AcquisitionTerms, EntryReference } from './correction.js';
import { ownerOf, type SubAccount } from './designation.js';
import type { ExchangeTerms } from '../security/exchange-terms.js';
import type { ExchangedLot } from './exchange.js';
import type { MovementOrder } from './movement-order.js';

/**
 * A side of a movement: a holder, the sub-account that is meant, and the organisations that attest lots of this security
 * in that holder's hands.
 */
export interface Side extends SubAccount {
  readonly attestors: readonly MspId[];
}

/**
 * A movement of units. Issue brings them from nothing, redemption and cancellation take them out, others keep their number.
 * `outstanding` are the units outstanding before: only those that change them know them, because a transfer that read
 * them would conflict with every issue.
 */
export type Movement =
  | {
      readonly kind: 'issue';
      readonly to: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      readonly price?: string;
      /** When they were acquired in a register that is taken over; absent: today. */
      readonly acquiredOn?: BusinessDate;
    }
  | { readonly kind: 'transfer'; readonly from: Side; readonly to: Side; readonly units: bigint }
  | {
      /** Without the word of the sender. */
      readonly kind: 'forcedTransfer';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      readonly order: MovementOrder;
    }
  | {
      /** All that a holder has, to the record that succeeds it: title does not change. */
      readonly kind: 'recovery';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      readonly order: MovementOrder;
    }
  | {
      /** Units that an entry brought to the wrong holder, to the right one. */
      readonly kind: 'correction';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      readonly order: MovementOrder;
      readonly corrects: EntryReference;
      /** When and at what price the right holder acquired them; absent: as the lots that are taken say. */
      readonly acquired?: AcquisitionTerms;
    }
  | {
      /** Several lots of a holder become one: nothing passes to anybody. */
      readonly kind: 'consolidation';
      readonly from: Side;
      readonly lotIds: readonly LotId[];
      /** Of these lots together. */
      readonly units: bigint;
    }
  | {
      /** They leave the register for units of another security, by their holder's word. */
      readonly kind: 'exchangeOut';
      readonly from: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      readonly into: Isin;
      /** Absent: the security gives no such right today. */
      readonly terms?: ExchangeTerms;
    }
  | {
      /** They come to the register for units of another security that have left theirs. */
      readonly kind: 'exchangeIn';
      readonly to: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      readonly outOf: Isin;
      readonly lots: readonly ExchangedLot[];
    }
  | {
      /** Cancelled are units that the issuer itself holds. */
      readonly kind: 'redeem' | 'cancel';
      readonly from: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      readonly order: MovementOrder;
    };

/** For whom units are held before and after a movement, by its sides. */
export const ownersOf = (movement: Movement): MovementParties => ({
  ...('from' in movement ? { sender: ownerOf(movement.from) } : {}),
  ...('to' in movement ? { receiver: ownerOf(movement.to) } : {}),
});

/** Kinds of movements that ask nothing of the sender. */
const WITHOUT_SENDER: readonly Movement['kind'][] = ['forcedTransfer', 'recovery', 'correction'];
/** Whether units only come to be held otherwise for the party that they are for already. */
export const keepsOwner = (movement: Movement): boolean =>
  (movement.kind === 'transfer' || movement.kind === 'forcedTransfer') &&
  ownerOf(movement.from) === ownerOf(movement.to);

/** Those whose claims decide: who loses units without its word, or only changes its record, is not asked for any. */
export function judgedPartiesOf(movement: Movement): MovementParties {
  if (movement.kind === 'consolidation') return {};
  const parties = ownersOf(movement);
  const isAsked = !WITHOUT_SENDER.includes(movement.kind);
  return isAsked || parties.receiver === undefined ? parties : { receiver: parties.receiver };
}
