import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { count, flag, list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { designation, type Designation } from './designation.js';
import {
  encumbranceId,
  encumbranceReferenceFields,
  type EncumbranceKind,
  type EncumbrancePlace,
  type EncumbranceReference,
} from './encumbrance.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';

/** An act of a party, with its signatures; absent where it has no keys and its custodian acts for it. */
export interface GivenAct<Act> {
  readonly act: Act;
  readonly authorisation?: Authorisation;
}

/** Reader of an act of a party. */
export const givenAct = <Act>(act: Reader<Act>): Reader<GivenAct<Act>> =>
  record({ act, authorisation: optional(authorisation) });

/** What a holder gives by its own word. */
export const AGREED_KINDS = ['lock', 'pledge', 'lien', 'usufruct'] as const satisfies readonly EncumbranceKind[];

/** What a holder agrees to: the act of `register:encumber`. */
export interface EncumbranceTerms extends EncumbranceReference, EncumbrancePlace {
  readonly kind: (typeof AGREED_KINDS)[number];
  readonly units: bigint;
  readonly designation?: Designation;
  readonly beneficiary: PartyId;
  /** Whether the holder may transfer the units subject to it; a lock is there to keep them. */
  readonly follows?: boolean;
  readonly until?: BusinessDate;
  readonly document: Sha256;
}

const ranking = {
  over: optional(encumbranceId),
  rank: optional(count({ min: 1, max: LIMITS.encumbrancesPerHoldingMax })),
} as const;
const terms = record({
  ...encumbranceReferenceFields,
  ...ranking,
  kind: word(...AGREED_KINDS),
  units,
  designation: optional(designation),
  beneficiary: partyId,
  follows: optional(flag),
  until: optional(businessDate),
  document: sha256Text,
});

/** Reader of the body of `register:encumber`. */
export const givenEncumbrance: Reader<GivenAct<EncumbranceTerms>> = givenAct((value, path) => {
  const read = terms(value, path);
  if (read.kind === 'lock' && read.follows === true) refuseField(`${path}/follows`, 'absent for a lock');
  return read;
});

/** Reader of the body of `register:releaseUnits`. */
export const givenRelease: Reader<GivenAct<EncumbranceReference>> = givenAct(record(encumbranceReferenceFields));

/** The word of a beneficiary that its encumbrance steps behind another one: the act of `register:subordinate`. */
export interface Subordination extends EncumbranceReference {
  /** The encumbrance on the same units that comes before it from now on. */
  readonly behind: string;
}

/** Reader of the body of `register:subordinate`. */
export const givenSubordination: Reader<GivenAct<Subordination>> = givenAct(
  record({ ...encumbranceReferenceFields, behind: encumbranceId }),
);

/** The body of `register:attachUnits`: by order of a court or an authority, or by statute. */
export interface AttachmentOrder extends EncumbranceReference, LegalBasis, Pick<EncumbrancePlace, 'over'> {
  readonly units: bigint;
  readonly designation?: Designation;
  /** The creditor for whom it is. */
  readonly beneficiary: PartyId;
  readonly until?: BusinessDate;
}

const attachment = record({
  ...encumbranceReferenceFields,
  ...legalBasisFields,
  over: optional(encumbranceId),
  units,
  designation: optional(designation),
  beneficiary: partyId,
  until: optional(businessDate),
});

/** Reader of the body of `register:attachUnits`: terms that parties agree on are no order. */
export const attachmentOrder: Reader<AttachmentOrder> = (value, path) => {
  const read = attachment(value, path);
  if (read.basis === 'terms') refuseField(`${path}/basis`, 'an order or a statute');
  return read;
};

/** The body of `register:liftAttachment`. */
export interface AttachmentLifting extends EncumbranceReference, LegalBasis {}

/** Reader of the body of `register:liftAttachment`. */
export const attachmentLifting: Reader<AttachmentLifting> = record({
  ...encumbranceReferenceFields,
  ...legalBasisFields,
});

/** What a pledgee or a lienor demands: the act of `register:enforce`. */
export interface EnforcementDemand extends EncumbranceReference, LegalBasis {
  /** At most as many as it covers; what is left stays encumbered. */
  readonly units: bigint;
  /** Itself, or the buyer. */
  readonly toHolderId: PartyId;
  readonly toDesignation?: Designation;
}

/** Reader of the body of `register:enforce`. */
export const givenEnforcement: Reader<GivenAct<EnforcementDemand>> = givenAct(
  record({
    ...encumbranceReferenceFields,
    ...legalBasisFields,
    units,
    toHolderId: partyId,
    toDesignation: optional(designation),
  }),
);

/** Encumbrances to which units that move stay subject, in the order in which their units are taken. */
export type SubjectTo = readonly string[];

const named = list(encumbranceId, { min: 1, max: LIMITS.encumbrancesPerHoldingMax });

/** Reader of encumbrances that are named. Error: DUPLICATE_IN_BATCH. */
export const namedEncumbrances: Reader<SubjectTo> = (value, path) => {
  const ids = named(value, path);
  requireDistinct(ids);
  return ids;
};
