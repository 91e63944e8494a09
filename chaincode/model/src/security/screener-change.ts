import type { Participant, Role } from '../authority/participant.js';
import { mayCommand } from '../authority/standing.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, type MspId } from '../identifiers/names.js';
import { optional, record, type Reader } from '../serialisation/reader.js';
import type { Security } from './security.js';

/** Another screener of a security: the body of `security:changeScreener`. */
export interface ScreenerChange {
  readonly isin: Isin;
  /** Absent: nobody screens it any longer. */
  readonly screener?: MspId;
}

/** Reader of the body of `security:changeScreener`. */
export const screenerChange: Reader<ScreenerChange> = record({ isin, screener: optional(mspId) });

/** In which roles an organisation may screen: those that owe the law a look at the parties; an issuer does not. */
const SCREENING: readonly Role[] = ['registrar', 'custodian', 'broker', 'regulator'];

/**
 * Refuses a screener that could not do it: what waits for its statements would wait for ever.
 *
 * @throws DomainError SCREENER_UNFIT
 */
export function requireFitScreener({ mspId: screener, roles, standing }: Participant): void {
  if (mayCommand(standing) && roles.some((role) => SCREENING.includes(role))) return;
  throw new DomainError('SCREENER_UNFIT', { screener });
}

/**
 * The security with another screener. Its issuer may name the first one; that one is replaced or dispensed with by a
 * regulator, or an issuer could rid itself of who refuses its transfers.
 *
 * @throws DomainError SCREENER_UNCHANGED, AUTHORITY_DENIED
 */
export function changeScreener(security: Security, { screener }: ScreenerChange, isRegulator: boolean): Security {
  const { screener: before, ...rest } = security;
  if (screener === before) throw new DomainError('SCREENER_UNCHANGED', { isin: security.isin });
  if (before !== undefined && !isRegulator) throw new DomainError('AUTHORITY_DENIED', { rule: 'regulator' });
  return screener === undefined ? rest : { ...rest, screener };
}
