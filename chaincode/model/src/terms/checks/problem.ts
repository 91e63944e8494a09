import type { ErrorCode } from '../../errors/catalogue.js';
import type { ErrorDetails } from '../../errors/domain-error.js';

/** What is wrong with the terms of a security. */
export interface TermProblem {
  readonly code: ErrorCode;
  /** JSON pointer (RFC 6901) within the definition to the term or the value. */
  readonly path: string;
  readonly details: ErrorDetails;
}

/** A problem at a place. */
export const problem = (code: ErrorCode, path: string, details: ErrorDetails = {}): TermProblem => ({
  code,
  path,
  details,
});
