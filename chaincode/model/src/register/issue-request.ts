import { DomainError } from '../errors/domain-error.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { price } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, type Reader } from '../serialisation/reader.js';
import { designation, requireOthers, type Designation } from './designation.js';
import { titleBasis, type TitleBasis } from '../title/title-basis.js';

/** Units for one holder in an issue. */
export interface Allocation {
  readonly holderId: PartyId;
  /** For whom the holder subscribes as a nominee. */
  readonly designation?: Designation;
  readonly units: bigint;
  /** Issue price per unit in the currency of the security. */
  readonly price?: string;
  /** When they were acquired, where a register is taken over that was kept elsewhere; absent: today. */
  readonly acquiredOn?: BusinessDate;
  /** What the holder's title rests on, where a register of a security with a title is taken over. */
  readonly title?: TitleBasis;
}

/** The body of `register:issue`. */
export interface IssueRequest {
  readonly isin: Isin;
  readonly allocations: readonly Allocation[];
}

const allocation = record({
  holderId: partyId,
  designation: optional(designation),
  units,
  price: optional(price),
  acquiredOn: optional(businessDate),
  title: optional(titleBasis),
});

const fields = record({
  isin,
  allocations: list(allocation, {
    min: 1,
    max: LIMITS.allocationsPerIssueMax,
  }),
});

/**
 * Reader of an issue. A sub-account occurs once with a price and a date, so that nobody is allotted twice by a slip and
 * lots of several days or prices still come together. Errors: DUPLICATE_IN_BATCH, DESIGNATION_INVALID.
 */
export const issueRequest: Reader<IssueRequest> = (value, path) => {
  const request = fields(value, path);
  requireDistinct(request.allocations.map(lotTerms));
  request.allocations.forEach((each, index) => {
    requireOthers(each, `${path}/allocations/${index}/designation`);
  });
  return request;
};

/** What tells an allocation from the others of its issue. */
const lotTerms = ({ holderId, designation: of = [], price: paid, acquiredOn, title }: Allocation): string =>
  [[holderId, ...of].join('/'), paid ?? '', acquiredOn ?? '', title?.by ?? '', title?.document ?? ''].join(' ');

/**
 * What the title of an allocation rests on. Where a register is taken over, each lot of a security with a title says it; where
 * units are issued, the issue is what they rest on.
 *
 * @throws DomainError TITLE_BASIS_MISSING, TITLE_BASIS_MISPLACED
 */
export function allocatedTitle(
  { title: basis, acquiredOn }: Pick<Allocation, 'title' | 'acquiredOn'>,
  isTitled: boolean,
): Pick<Allocation, 'title'> {
  if (basis === undefined && isTitled && acquiredOn !== undefined) {
    throw new DomainError('TITLE_BASIS_MISSING', { path: '/titleBasis' });
  }
  if (basis === undefined) return {};
  if (!isTitled) throw new DomainError('TITLE_BASIS_MISPLACED', { path: '/titleBasis' });
  return { title: basis };
}
