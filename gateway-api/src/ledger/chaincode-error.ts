import { GatewayError } from '@hyperledger/fabric-gateway';
import { findRefusal } from '@scrip/model';
import { LedgerRefusal } from './ledger-error.js';

/**
 * The refusal of our chaincode inside an error of the client library, if there is one. Fabric wraps the chaincode's
 * message as `… chaincode response 500, <message>`, in the details for Endorse and in the message for Evaluate
 * (internal/pkg/gateway).
 */
export function refusalIn(error: unknown): LedgerRefusal | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  for (const text of [...error.details.map((detail) => detail.message), error.message]) {
    const refusal = text.includes('chaincode response') ? findRefusal(text) : undefined;
    if (refusal !== undefined)
      return new LedgerRefusal(refusal.code, refusal.message, refusal.details, { cause: error });
  }
  return undefined;
}

/** Whether endorsers answered differently, as they do when one of them is a block ahead; a new proposal cures it. */
export function isEndorsementMismatch(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  const texts = [error.message, ...error.details.map((detail) => detail.message)];
  return texts.some((text) => text.includes('ProposalResponsePayloads do not match'));
}
