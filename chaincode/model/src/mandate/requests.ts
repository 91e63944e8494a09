import { isin, type Isin } from '../identifiers/isin.js';
import { mandateId, partyId, sha256Text, type MandateId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { signed, type Signed } from '../party/requests.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import { mandateTermsFields, requireOrderedDates, type MandateTerms } from './mandate.js';

const terms: Reader<MandateTerms> = (value, path) => requireOrderedDates(record(mandateTermsFields)(value, path), path);

/** Reader of the body of `mandate:grant`: the terms, signed by the principal. */
export const mandateGrant: Reader<Signed<MandateTerms>> = signed(terms);

/** Terms of a mandate by law or court: there is always a document. */
export interface AppointmentTerms extends MandateTerms {
  readonly document: Sha256;
}

/** Reader of the body of `mandate:appoint`. */
export const mandateAppointment: Reader<AppointmentTerms> = (value, path) =>
  requireOrderedDates(record({ ...mandateTermsFields, document: sha256Text })(value, path), path);

/** A mandate by the two names that identify one. */
export interface MandateReference {
  readonly principal: PartyId;
  readonly mandateId: MandateId;
}

const referenceFields = { principal: partyId, mandateId } as const;

/** Reader of the body of `mandate:withdraw`. */
export const mandateReference: Reader<MandateReference> = record(referenceFields);

/** Reader of the body of `mandate:revoke`: signed by the principal. */
export const mandateRevocation: Reader<Signed<MandateReference>> = signed(mandateReference);

/** An agent lays a mandate down. */
export interface Resignation extends MandateReference {
  readonly agent: PartyId;
}

/** Reader of the body of `mandate:resign`: signed by the agent. */
export const resignation: Reader<Signed<Resignation>> = signed(record({ ...referenceFields, agent: partyId }));

/** Whether some parties may instruct a transfer of units for a party: the argument of `mandate:mayAct`. */
export interface ActingQuestion {
  readonly principal: PartyId;
  readonly isin: Isin;
  readonly units: bigint;
  /** Nobody: whether the custodian may without a signature. */
  readonly signers: readonly PartyId[];
}

const questionFields = record({
  principal: partyId,
  isin,
  units,
  signers: list(partyId, { min: 0, max: LIMITS.signaturesPerStatementMax }),
});

/** Reader of a question. Error: DUPLICATE_IN_BATCH. */
export const actingQuestion: Reader<ActingQuestion> = (value, path) => {
  const read = questionFields(value, path);
  requireDistinct(read.signers);
  return read;
};
