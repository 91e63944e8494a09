import type { InstructionStatus } from '@scrip/model';
import { ledgerProblem } from '../http/ledger-problems.js';
import type { InstructionRow } from '../read-model/queries.js';
import { termsOf, type StoredOperation, type TransferTerms } from './operation-store.js';

/** Where an operation stands. */
export type OperationStatus = InstructionStatus | 'failed';

/** An operation as its client sees it. */
export interface OperationView extends TransferTerms {
  readonly id: string;
  readonly channel: string;
  readonly status: OperationStatus;
  readonly instructionId: string;
  readonly problem?: unknown;
  readonly transactionId?: string;
  readonly block?: number;
}

/** Joins what this gateway accepted with what the ledger made of it. */
export function viewOperation(operation: StoredOperation, instruction: InstructionRow | undefined): OperationView {
  const { id, channel, request } = operation;
  const common = { id, channel, instructionId: id, ...termsOf(request) };
  if (instruction !== undefined) {
    const { status, transactionId, block, refusal } = instruction;
    const problem = refusal === undefined ? {} : { problem: ledgerProblem(refusal).toDocument() };
    return { ...common, status, transactionId, block, ...problem };
  }
  const { state, problem, transactionId, block } = operation;
  const status = state === 'refused' || state === 'failed' ? state : 'pending';
  return {
    ...common,
    status,
    ...(problem === undefined ? {} : { problem }),
    ...(transactionId === undefined || block === undefined ? {} : { transactionId, block }),
  };
}
