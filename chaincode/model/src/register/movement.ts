import type { MovementParties } from '../claim/claim-rule.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { LotId, PartyId } from '../identifiers/names.js';
import type { Attestation } from '../policy/attestation.js';
import type { AcquisitionTerms, EntryReference } from './correction.js';
import type { SubjectTo } from './encumbrance-requests.js';
import { nomineesOf, ownerOf, type SubAccount } from './designation.js';
import type { ExchangeTerms } from '../security/exchange-terms.js';
import type { ExchangedLot } from './exchange.js';
import type { LotChoice } from './lot-choice.js';
import type { MovementOrder } from './movement-order.js';
import type { TitleBasis } from '../title/title-basis.js';

/**
 * A side of a movement: a holder, the sub-account that is meant, and the organisations that attest lots of this security
 * in that holder's hands.
 */
export interface Side extends SubAccount, Attestation {}

/**
 * A movement of units. Issue brings them from nothing, redemption and cancellation take them out, others keep their number.
 * `outstanding` are the units in the register before: only those that change them know them, because a transfer that read
 * them would conflict with every issue.
 */
export type Movement =
  | {
      readonly kind: 'issue';
      readonly to: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      /** Units that the same issue has yet to bring to others: all of it is done or nothing. Absent: none. */
      readonly toOthers?: bigint;
      readonly price?: string;
      /** When they were acquired in a register that is taken over; absent: today. */
      readonly acquiredOn?: BusinessDate;
      /** What the holder's title rests on there; absent: the issue, or the security has no title. */
      readonly title?: TitleBasis;
    }
  | {
      readonly kind: 'transfer';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      /** Which lots of the sender move; absent: the first acquired first. */
      readonly lots?: LotChoice;
      /** Encumbrances that lie on units that move, and go along; absent: none does. */
      readonly subjectTo?: SubjectTo;
    }
  | {
      /** Without the word of the sender. */
      readonly kind: 'forcedTransfer';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      /** Which lots are taken; absent: the first acquired first. */
      readonly lots?: LotChoice;
      readonly order: MovementOrder;
      /** Encumbrances that lie on units that are taken, and go along; absent: none does. */
      readonly subjectTo?: SubjectTo;
    }
  | {
      /** Units on which a pledge or a lien lies, to the one that it serves or to a buyer. */
      readonly kind: 'enforcement';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      readonly order: MovementOrder;
      readonly encumbranceId: string;
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
      /** Lots of a holder come to be attested by others: nothing passes to anybody. What is left of them stays as it was. */
      readonly kind: 'rehoming';
      readonly from: Side;
      readonly lotIds: readonly LotId[];
      readonly units: bigint;
      readonly attestation: Attestation;
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
      /** Certificates on paper become entries. */
      readonly kind: 'dematerialisation';
      readonly to: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      /** Units of them that the register had given out: they are issued already. */
      readonly returned: bigint;
      /** When the holder acquired the certificates; absent: today. */
      readonly acquiredOn?: BusinessDate;
      readonly order: MovementOrder;
    }
  | {
      /** They leave the register for certificates on paper, and stay issued. */
      readonly kind: 'rematerialisation';
      readonly from: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      /** Which lots leave; absent: the first acquired first. */
      readonly lots?: LotChoice;
      readonly order: MovementOrder;
    }
  | {
      /** Cancelled are units that the issuer itself holds. */
      readonly kind: 'redeem' | 'cancel';
      readonly from: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      /** Which lots are taken; absent: the first acquired first. */
      readonly lots?: LotChoice;
      readonly order: MovementOrder;
    };

/** Movements that bring units to a register. */
export const addsUnits = (
  movement: Movement,
): movement is Extract<Movement, { readonly kind: 'issue' | 'exchangeIn' | 'dematerialisation' }> =>
  movement.kind === 'issue' || movement.kind === 'exchangeIn' || movement.kind === 'dematerialisation';

/** Movements that take units out of a register. */
export const removesUnits = (
  movement: Movement,
): movement is Extract<Movement, { readonly kind: 'redeem' | 'cancel' | 'exchangeOut' | 'rematerialisation' }> =>
  ['redeem', 'cancel', 'exchangeOut', 'rematerialisation'].includes(movement.kind);

/** For whom units are held before and after a movement, by its sides. */
export const ownersOf = (movement: Movement): MovementParties => ({
  ...('from' in movement ? { sender: ownerOf(movement.from) } : {}),
  ...('to' in movement ? { receiver: ownerOf(movement.to) } : {}),
});

/** Kinds of movements that ask nothing of the sender. */
const WITHOUT_SENDER: readonly Movement['kind'][] = ['forcedTransfer', 'enforcement', 'recovery', 'correction'];
/** Whether nothing passes to anybody: lots are only recorded otherwise. */
export const isOfRecordOnly = ({ kind }: Pick<Movement, 'kind'>): boolean =>
  kind === 'consolidation' || kind === 'rehoming';

/** Whether units only come to be held otherwise for the party that they are for already. */
export const keepsOwner = (movement: Movement): boolean =>
  (movement.kind === 'transfer' || movement.kind === 'forcedTransfer') &&
  ownerOf(movement.from) === ownerOf(movement.to);

/** The sub-accounts that a movement asks something of: not of who loses units without its word, or only changes its record. */
function judgedAccountsOf(movement: Movement): { readonly from?: SubAccount; readonly to?: SubAccount } {
  if (isOfRecordOnly(movement)) return {};
  const isAsked = !WITHOUT_SENDER.includes(movement.kind) || !('to' in movement);
  return {
    ...('from' in movement && isAsked ? { from: movement.from } : {}),
    ...('to' in movement ? { to: movement.to } : {}),
  };
}

/** Those whose claims decide: for whom units are held before and after. */
export const judgedPartiesOf = (movement: Movement): MovementParties => partiesOf(judgedAccountsOf(movement));

/** Those through whom units are held, by side: what is forbidden to them is forbidden through them, too. */
export function throughWhom(movement: Movement): { readonly [S in keyof MovementParties]-?: readonly PartyId[] } {
  const { from, to } = judgedAccountsOf(movement);
  return { sender: from === undefined ? [] : nomineesOf(from), receiver: to === undefined ? [] : nomineesOf(to) };
}

const partiesOf = ({ from, to }: { readonly from?: SubAccount; readonly to?: SubAccount }): MovementParties => ({
  ...(from === undefined ? {} : { sender: ownerOf(from) }),
  ...(to === undefined ? {} : { receiver: ownerOf(to) }),
});

/**
 * The parties between whom a screener must find nothing: the owners, and everybody through whom either of them holds,
 * each with the owner on the other side.
 */
export function screenedPairs(accounts: {
  readonly from?: SubAccount;
  readonly to?: SubAccount;
}): readonly MovementParties[] {
  const { from, to } = accounts;
  const owners = partiesOf(accounts);
  return [
    owners,
    ...(from === undefined ? [] : nomineesOf(from)).map((sender) => ({ ...owners, sender })),
    ...(to === undefined ? [] : nomineesOf(to)).map((receiver) => ({ ...owners, receiver })),
  ];
}

/** {@link screenedPairs} of a movement; none where it asks nothing of anybody. */
export function screenedPairsOf(movement: Movement): readonly MovementParties[] {
  const accounts = judgedAccountsOf(movement);
  return accounts.from === undefined && accounts.to === undefined ? [] : screenedPairs(accounts);
}
