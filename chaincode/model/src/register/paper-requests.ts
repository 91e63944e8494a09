import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, type PartyId } from '../identifiers/names.js';
import { optional, record, type Reader } from '../serialisation/reader.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { designation, requireOthers, type Designation } from './designation.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';
import { lotChoice, type LotChoice } from './lot-choice.js';
import { paperRuns, type PaperRun } from './paper-certificate.js';

/** The body of `register:dematerialise`: paper was received and cancelled, and its units become register entries. */
export interface DematerialisationRequest extends LegalBasis {
  readonly isin: Isin;
  readonly holderId: PartyId;
  /** For whom the holder is to hold them as a nominee. */
  readonly designation?: Designation;
  readonly certificates: readonly PaperRun[];
  /** When the holder acquired the certificates; absent: today. */
  readonly acquiredOn?: BusinessDate;
}

/** What a holder agrees to: its units leave the register for certificates on paper. */
export interface RematerialisationTerms {
  readonly isin: Isin;
  readonly holderId: PartyId;
  /** The sub-account that is meant; absent: units that are allocated to nobody. */
  readonly designation?: Designation;
  readonly certificates: readonly PaperRun[];
  /** Which lots leave; absent: the first acquired first. */
  readonly lots?: LotChoice;
}

/** The body of `register:rematerialise`. */
export interface RematerialisationRequest extends LegalBasis {
  readonly act: RematerialisationTerms;
  /** Of the holder over the act; absent where its custodian speaks for it, or where the basis needs no word of it. */
  readonly authorisation?: Authorisation;
}

const dematerialisationFields = record({
  ...legalBasisFields,
  isin,
  holderId: partyId,
  designation: optional(designation),
  certificates: paperRuns,
  acquiredOn: optional(businessDate),
});

/** Reader of a dematerialisation. Errors: DESIGNATION_INVALID, and those of {@link paperRuns}. */
export const dematerialisationRequest: Reader<DematerialisationRequest> = (value, path) => {
  const read = dematerialisationFields(value, path);
  requireOthers(read, `${path}/designation`);
  return read;
};

/** Reader of what a holder agrees to. */
export const rematerialisationTerms: Reader<RematerialisationTerms> = record({
  isin,
  holderId: partyId,
  designation: optional(designation),
  certificates: paperRuns,
  lots: optional(lotChoice),
});

/** Reader of a rematerialisation. */
export const rematerialisationRequest: Reader<RematerialisationRequest> = record({
  ...legalBasisFields,
  act: rematerialisationTerms,
  authorisation: optional(authorisation),
});
