import { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../../network-error.js';

/** The codes by which peers agree on why a transaction has no effect. */
export const Code = peer.TxValidationCode;

/** Any of {@link Code}. */
export type ValidationCode = peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap];

/** A transaction that is found invalid: it stays in the block with its code and changes nothing. */
export class InvalidTransaction extends Error {
  override readonly name = 'InvalidTransaction';

  constructor(
    readonly code: ValidationCode,
    reason: string,
  ) {
    super(reason);
  }
}

/** Runs a decoder whose failure makes the transaction invalid with `code`. */
export function orInvalid<T>(code: ValidationCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidTransaction) {
      throw error;
    }
    throw new InvalidTransaction(code, messageOf(error));
  }
}
