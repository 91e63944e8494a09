import { DomainError, keeperOf, type LegalBasis, type Security } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Whether the caller keeps the register elsewhere of which this one is evidence. */
const isKeeper = (work: UnitOfWork, { title }: Security): boolean => keeperOf(title) === work.callerMspId;

/**
 * Units move without the word of their holder by a regulator, or by who keeps the register elsewhere that makes the right.
 *
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireRegulatorOrKeeper(work: UnitOfWork, security: Security): Promise<void> {
  if (isKeeper(work, security) || (await work.callerHas('regulator'))) return;
  throw new DomainError('AUTHORITY_DENIED', { rule: 'regulator' });
}

/** Who carries out what the law gives a party without the holder's word. */
export type Executor = 'registrar' | 'regulator' | 'keeper';

/**
 * A right in units is carried out by the registrar of the security on proof of it, by a regulator on an order or by
 * statute, or by who keeps the register elsewhere.
 *
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireExecutor(
  work: UnitOfWork,
  security: Security,
  { basis }: Pick<LegalBasis, 'basis'>,
): Promise<Executor> {
  if (isKeeper(work, security)) return 'keeper';
  if (basis !== 'terms' && (await work.callerHas('regulator'))) return 'regulator';
  if (security.registrar === work.callerMspId && (await work.callerHas('registrar'))) return 'registrar';
  throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar of the security, or regulator by order or statute' });
}
