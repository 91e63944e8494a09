import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { price } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, type Reader } from '../serialisation/reader.js';

/** Units for one holder in an issue. */
export interface Allocation {
  readonly holderId: PartyId;
  readonly units: bigint;
  /** Issue price per unit in the currency of the security. */
  readonly price?: string;
  /** When they were acquired, where a register is taken over that was kept elsewhere; absent: today. */
  readonly acquiredOn?: BusinessDate;
}

/** The body of `register:issue`. */
export interface IssueRequest {
  readonly isin: Isin;
  readonly allocations: readonly Allocation[];
}

const fields = record({
  isin,
  allocations: list(record({ holderId: partyId, units, price: optional(price), acquiredOn: optional(businessDate) }), {
    min: 1,
    max: LIMITS.allocationsPerIssueMax,
  }),
});

/** Reader of an issue. A holder occurs once, so that nobody is allotted twice by a slip. Error: DUPLICATE_IN_BATCH. */
export const issueRequest: Reader<IssueRequest> = (value, path) => {
  const request = fields(value, path);
  requireDistinct(request.allocations.map((allocation) => allocation.holderId));
  return request;
};
