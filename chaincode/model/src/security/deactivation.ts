import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, type MspId } from '../identifiers/names.js';
import { legalBasisFields, type LegalBasis } from '../register/legal-basis.js';
import { optional, record, word, type Reader } from '../serialisation/reader.js';

/** That a security has ended, for good: kept with it, and everything else of it stays to be read. */
export interface Deactivation extends LegalBasis {
  readonly on: BusinessDate;
  readonly by: MspId;
}

/** The body of `security:deactivate`. */
export interface DeactivationRequest extends LegalBasis {
  readonly isin: Isin;
  /** What a regulator orders of instructions that are open still; absent: there must be none. */
  readonly openInstructions?: 'end';
}

/** Reader of a deactivation that is on record. */
export const deactivation: Reader<Deactivation> = record({ ...legalBasisFields, on: businessDate, by: mspId });

/** Reader of the body of `security:deactivate`. */
export const deactivationRequest: Reader<DeactivationRequest> = record({
  ...legalBasisFields,
  isin,
  openInstructions: optional(word('end')),
});

/** What of a security is not over. */
export interface Unfinished {
  /** Units in the register, and in certificates that are out. */
  readonly issued: bigint;
  readonly onPaper: bigint;
  /** Transfers and joint instructions that could settle still. */
  readonly openInstructions: number;
}

/**
 * Refuses to end a security of which somebody has units, or of which an instruction is open that no order ends.
 *
 * @throws DomainError SECURITY_OUTSTANDING, INSTRUCTIONS_OPEN
 */
export function requireFinished(
  { isin: of, openInstructions: ordered }: Pick<DeactivationRequest, 'isin' | 'openInstructions'>,
  { issued, onPaper, openInstructions }: Unfinished,
): void {
  if (issued + onPaper > 0n) {
    throw new DomainError('SECURITY_OUTSTANDING', { isin: of, issued: issued.toString(), onPaper: onPaper.toString() });
  }
  if (openInstructions > 0 && ordered === undefined)
    throw new DomainError('INSTRUCTIONS_OPEN', { isin: of, openInstructions });
}
