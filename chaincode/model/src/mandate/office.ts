import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import {
  mspId,
  officeName,
  partyId,
  sha256Text,
  type MspId,
  type OfficeName,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { optional, record, refuseField, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Who holds an office of an entity, such as that of a director, and from when to when. */
export interface OfficerTerms {
  readonly entity: PartyId;
  readonly office: OfficeName;
  readonly party: PartyId;
  readonly validFrom: BusinessDate;
  /** Last day; absent: until the officer is dismissed. */
  readonly validUntil?: BusinessDate;
  /** SHA-256 of 32 random bytes and the extract of the register or the resolution that shows it. */
  readonly document: Sha256;
}

/** An officer on the ledger. */
export interface Officer extends OfficerTerms {
  /** Organisation that entered it, on the document. */
  readonly enteredBy: MspId;
}

const fields = {
  entity: partyId,
  office: officeName,
  party: partyId,
  validFrom: businessDate,
  validUntil: optional(businessDate),
  document: sha256Text,
} as const;

/** Reader of the body of `mandate:appointOfficer`. */
export const officerTerms: Reader<OfficerTerms> = (value, path) => {
  const read = record(fields)(value, path);
  if (read.validUntil !== undefined && isBefore(read.validUntil, read.validFrom)) {
    refuseField(`${path}/validUntil`, 'not before the first day');
  }
  return read;
};

/** An officer by the three names that identify one. */
export type OfficerReference = Pick<OfficerTerms, 'entity' | 'office' | 'party'>;

/** Reader of the body of `mandate:dismissOfficer`. */
export const officerReference: Reader<OfficerReference> = record({
  entity: fields.entity,
  office: fields.office,
  party: fields.party,
});

/** How an officer is stored. */
export const officerRecord = storedRecord<Officer>('officer', record({ ...fields, enteredBy: mspId }));

/** Whether an officer is in office on a day. */
export const isInOffice = ({ validFrom, validUntil }: OfficerTerms, today: BusinessDate): boolean =>
  !isBefore(today, validFrom) && (validUntil === undefined || !isBefore(validUntil, today));
