/** Codes of what keeps a document from being read or written at all. */
export type InterchangeCode =
  | 'DOCUMENT_TOO_LARGE'
  | 'DOCUMENT_MALFORMED'
  | 'DOCUMENT_TYPE_REFUSED'
  | 'FORMAT_UNKNOWN'
  | 'DOCUMENT_INVALID'
  | 'NO_SECURITY_FOUND'
  | 'NOT_IN_THIS_FORMAT';

/** A document that cannot be read, or a definition that cannot be written, as a whole. */
export class InterchangeError extends Error {
  override readonly name = 'InterchangeError';

  /**
   * @param code - stable
   * @param message - what is wrong and what to do about it
   * @param path - where in the document: names and places from its top, as `/bond/couponRate`; absent: all of it
   */
  constructor(
    readonly code: InterchangeCode,
    message: string,
    readonly path?: string,
  ) {
    super(message);
  }
}

/** Why one value of a document, or of a definition, has no counterpart. It goes into the report; nothing stops. */
export class NoCounterpart extends Error {
  override readonly name = 'NoCounterpart';
}

/** Says that a value has no counterpart. @param why - a clause, without a capital and without a full stop */
export function noCounterpart(why: string): never {
  throw new NoCounterpart(why);
}
