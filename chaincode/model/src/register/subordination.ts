import type { BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { inForceOn, requireEncumbrance, type Encumbrance } from './encumbrance.js';
import type { Subordination } from './encumbrance-requests.js';

/** An encumbrance with its place as it was and as it is. */
export interface Reranked {
  readonly before: Encumbrance;
  readonly after: Encumbrance;
}

/**
 * An encumbrance steps behind another one on the same units. Those between move up by one: nobody loses by it but who
 * gives its rank away.
 *
 * @throws DomainError ENCUMBRANCE_UNKNOWN, ATTACHMENT_BY_ORDER, ENCUMBRANCE_NOT_BEFORE
 */
export function subordinated(
  encumbrances: readonly Encumbrance[],
  { encumbranceId: id, behind }: Pick<Subordination, 'encumbranceId' | 'behind'>,
  today: BusinessDate,
): readonly Reranked[] {
  const [yielding, other] = [
    requireEncumbrance(encumbrances, id, today),
    requireEncumbrance(encumbrances, behind, today),
  ];
  if (yielding.kind === 'attachment') throw new DomainError('ATTACHMENT_BY_ORDER', { encumbranceId: id });
  if (yielding.parcel !== other.parcel || yielding.order >= other.order) {
    throw new DomainError('ENCUMBRANCE_NOT_BEFORE', { encumbranceId: id });
  }
  const between = inForceOn(encumbrances, today)
    .filter(({ parcel, order }) => parcel === other.parcel && order >= yielding.order && order <= other.order)
    .sort((left, right) => left.order - right.order);
  const places = between.map(({ order }) => order);
  const anew = [...between.slice(1), yielding];
  return anew.map((before, index) => ({ before, after: { ...before, order: places[index] ?? before.order } }));
}
