import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { instructionId, mspId, type InstructionId, type MspId } from '../identifiers/names.js';
import { record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** What an organisation says to one transfer. */
export const CONSENT_DECISIONS = ['approved', 'refused'] as const;

/** The body of `compliance:consent`. */
export interface ConsentStatement {
  readonly instructionId: InstructionId;
  readonly decision: (typeof CONSENT_DECISIONS)[number];
}

/** Consent to one transfer, or its refusal, as the organisation gave it; it is given once. */
export interface Consent extends ConsentStatement {
  readonly mspId: MspId;
  readonly givenOn: BusinessDate;
}

const statementFields = { instructionId, decision: word(...CONSENT_DECISIONS) } as const;

/** Reader of the body of `compliance:consent`. */
export const consentStatement: Reader<ConsentStatement> = record(statementFields);

/** How a consent is stored. */
export const consentRecord = storedRecord<Consent>(
  'consent',
  record({ ...statementFields, mspId, givenOn: businessDate }),
);
