import { DomainError } from '../errors/domain-error.js';

/**
 * Refuses a batch in which an item occurs twice: a check for each item alone would let the second one through.
 *
 * @param names - what tells the items apart
 * @throws DomainError DUPLICATE_IN_BATCH
 */
export function requireDistinct(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new DomainError('DUPLICATE_IN_BATCH');
}
