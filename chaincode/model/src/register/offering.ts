import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { optional, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** How the distribution of a security stands: from these dates restrictions on resale run. */
export interface Offering {
  readonly isin: Isin;
  /** Business date of the first issue. */
  readonly issuedOn: BusinessDate;
  /** Business date on which it was closed; absent while units are offered. */
  readonly closedOn?: BusinessDate;
}

/** How it is stored. */
export const offeringRecord = storedRecord<Offering>(
  'offering',
  record({ isin, issuedOn: businessDate, closedOn: optional(businessDate) }),
);

/** Reader of the body of `security:closeOffering` and `security:reopenOffering`. */
export const offeringReference: Reader<{ readonly isin: Isin }> = record({ isin });
