import { partyId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { list, refuseField, type Reader } from '../serialisation/reader.js';

/**
 * For whom a nominee holds: the next intermediary first, whom it all is for last. Lots of one holder with one designation
 * are a sub-account of it; lots without any are its own or, where it is a nominee, pooled and allocated to nobody.
 */
export type Designation = readonly PartyId[];

const chain = list(partyId, { min: 1, max: LIMITS.designationDepthMax });

/** Reader of a designation. Error: DESIGNATION_INVALID where a party would hold for itself through others. */
export const designation: Reader<Designation> = (value, path) => {
  const read = chain(value, path);
  if (new Set(read).size < read.length) refuseField(path, 'every party once', 'DESIGNATION_INVALID');
  return read;
};

/** A holder with the sub-account that is meant; without a designation, units that are allocated to nobody. */
export interface SubAccount {
  readonly holderId: PartyId;
  readonly designation?: Designation;
}

/**
 * Whom the units of a sub-account are for: the last party of the chain that the register knows. Title is its holder's;
 * rules on who may hold, and how much, look at this one.
 */
export const ownerOf = ({ holderId, designation: held }: SubAccount): PartyId => held?.at(-1) ?? holderId;

/** Those through whom it holds, the registered holder first; none where it is itself on the register. */
export const nomineesOf = ({ holderId, designation: held }: SubAccount): readonly PartyId[] =>
  held === undefined ? [] : [holderId, ...held.slice(0, -1)];

/** Everybody whom a sub-account concerns: a freeze of any of them holds it. */
export const concernedBy = ({ holderId, designation: held = [] }: SubAccount): readonly PartyId[] => [
  holderId,
  ...held,
];

/** Whether two designations are one. */
export const isSameDesignation = (left: Designation | undefined, right: Designation | undefined): boolean =>
  (left ?? []).join('/') === (right ?? []).join('/');

/** What of some lots, locks or pledges belongs to a sub-account. */
export const inSubAccount = <T extends { readonly designation?: Designation }>(
  all: readonly T[],
  of: Designation | undefined,
): readonly T[] => all.filter((each) => isSameDesignation(each.designation, of));

/** Refuses a holder who would hold for itself. Error: DESIGNATION_INVALID. */
export function requireOthers({ holderId, designation: held }: SubAccount, path: string): void {
  if (held?.includes(holderId) === true) refuseField(path, 'parties other than the holder', 'DESIGNATION_INVALID');
}

/** Whether two sub-accounts are one. */
export const isSameSubAccount = (left: SubAccount, right: SubAccount): boolean =>
  left.holderId === right.holderId && isSameDesignation(left.designation, right.designation);

/**
 * Whether title is passed between two sub-accounts: it is of who is on the register, so that it passes to a nominee, from
 * one to another and back, whomever the units are for; and within a nominee's holding it passes with what it holds for.
 */
export const passesTitle = (from: SubAccount, to: SubAccount): boolean =>
  from.holderId !== to.holderId || ownerOf(from) !== ownerOf(to);

/** Holders with the sub-accounts between which units move. */
export interface Accounts {
  readonly fromHolderId: PartyId;
  readonly fromDesignation?: Designation;
  readonly toHolderId: PartyId;
  readonly toDesignation?: Designation;
}

/** The sub-account that gives. */
export const sendingAccount = ({ fromHolderId: holderId, fromDesignation: of }: Accounts): SubAccount =>
  of === undefined ? { holderId } : { holderId, designation: of };

/** The sub-account that receives. */
export const receivingAccount = ({ toHolderId: holderId, toDesignation: of }: Accounts): SubAccount =>
  of === undefined ? { holderId } : { holderId, designation: of };

/** Both sub-accounts. */
export const accountsOf = (accounts: Accounts): { readonly from: SubAccount; readonly to: SubAccount } => ({
  from: sendingAccount(accounts),
  to: receivingAccount(accounts),
});
