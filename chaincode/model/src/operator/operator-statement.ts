import type { Command } from '../command/command.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { CommandId, MspId, OperatorId } from '../identifiers/names.js';
import { record, type Reader } from '../serialisation/reader.js';
import { isSignedBy, signatureFields, type Signature } from '../signature/signature.js';
import { requireCurrent, statementBytes, type LedgerName } from '../signature/statement.js';
import type { Operator } from './operator.js';

/** An operator's signature over a command, with the business dates for which it counts (both included). */
export interface OperatorSignature extends Signature {
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate;
}

/** Reader of an operator's signature. */
export const operatorSignature: Reader<OperatorSignature> = record({
  validFrom: businessDate,
  validUntil: businessDate,
  ...signatureFields,
});

/** A command as its operator signs it: the id names it, so that one signature is good for one command. */
export interface SignedCommand {
  readonly function: string;
  readonly mspId: MspId;
  readonly operator: OperatorId;
  readonly commandId: CommandId;
  readonly body: unknown;
}

/** The bytes that an operator signs. */
export function operatorStatementBytes(
  ledger: LedgerName,
  { function: purpose, ...command }: SignedCommand,
  validity: Pick<OperatorSignature, 'validFrom' | 'validUntil'>,
): Uint8Array {
  return statementBytes(ledger, { purpose, body: command, ...validity });
}

/**
 * Refuses a command that its operator has not signed, where the operator has a key on record. Without a key the
 * organisation vouches for who gave the command.
 *
 * @throws DomainError SIGNATURES_INSUFFICIENT, SIGNATURE_INVALID, STATEMENT_NOT_CURRENT; KEY_UNKNOWN for a signature of
 *   an operator without a key, which nobody could verify
 */
export function requireOperatorSignature(
  ledger: LedgerName,
  name: string,
  { commandId, operator: given, sent, signature }: Command<unknown>,
  operator: Operator,
  today: BusinessDate,
): void {
  const details = { operator: given };
  if (operator.key === undefined) throw new DomainError('KEY_UNKNOWN', details);
  if (signature === undefined) throw new DomainError('SIGNATURES_INSUFFICIENT', details);
  requireCurrent(signature, today);
  const command = { function: name, mspId: operator.mspId, operator: given, commandId, body: sent };
  const { validFrom, validUntil, ...signed } = signature;
  const message = operatorStatementBytes(ledger, command, { validFrom, validUntil });
  if (!isSignedBy(operator.key, message, signed)) throw new DomainError('SIGNATURE_INVALID', details);
}
