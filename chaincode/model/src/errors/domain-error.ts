import { ERROR_CATALOGUE, isErrorCode, type ErrorCode } from './catalogue.js';

/** Public facts about a refusal: positions, limits, identifiers that are public anyway. Never personal data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** The only error that the domain throws: a code of the catalogue with public details. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  /**
   * @param code - code of the catalogue
   * @param details - public facts; no personal data, no private value
   * @param cause - what was caught, for the log of this process only
   */
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    cause?: unknown,
  ) {
    super(describe(code), cause === undefined ? undefined : { cause });
  }
}

/** What happened, what was not done, whether a retry is safe: the sentence for a code. */
export function describe(code: ErrorCode): string {
  const { happened, notDone, retrySafe } = ERROR_CATALOGUE[code];
  return `${happened} ${notDone} ${retrySafe ? 'A retry is safe.' : 'A retry will not help.'}`;
}

/** A refusal as it travels: the message of a chaincode error is the canonical JSON of this. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** The travelling form of an error. */
export const refusalOf = (error: DomainError): Refusal => ({
  code: error.code,
  message: error.message,
  details: error.details,
});

/**
 * Finds the refusal in an error text of the chaincode. Peers put words before it ("chaincode response 500, {...}").
 *
 * @returns undefined when the text holds no refusal of this catalogue
 */
export function findRefusal(text: string): Refusal | undefined {
  const start = text.indexOf('{"code":"');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    const value = JSON.parse(text.slice(start, end + 1)) as Partial<Refusal>;
    const { code, message, details } = value;
    if (typeof code !== 'string' || !isErrorCode(code) || typeof message !== 'string') return undefined;
    return { code, message, details: typeof details === 'object' ? details : {} };
  } catch {
    return undefined;
  }
}
