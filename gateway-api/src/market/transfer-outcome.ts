import { ProblemError } from '../client/problem-error.js';
import type { Operation } from '../client/types.js';

/** What became of a transfer request: an operation, or a refusal to begin one. */
export interface TransferOutcome {
  /** `settled`, `pending`, `failed`, or the code of the refusal. */
  readonly result: string;
  /** Words for a person, where something was refused or failed. */
  readonly detail?: string;
  readonly operationId?: string;
  readonly block?: number;
}

/** The outcome that an operation shows. */
export function outcomeOf({ id, status, problem, block }: Operation): TransferOutcome {
  return {
    result: status === 'refused' ? (problem?.code ?? status) : status,
    operationId: id,
    ...(problem === undefined ? {} : { detail: problem.detail }),
    ...(block === undefined ? {} : { block }),
  };
}

/** The outcome of a request that the gateway refused. @throws the error itself when it is no refusal */
export function outcomeOfRefusal(error: unknown): TransferOutcome {
  if (!(error instanceof ProblemError) || error.status >= 500) throw error;
  return { result: error.code, detail: error.message };
}

/** A transfer ended otherwise than the tables say. */
export class UnexpectedOutcome extends Error {
  constructor(what: string, expected: string, { result, detail }: TransferOutcome) {
    super(`${what}: expected ${expected}, got ${result}${detail === undefined ? '' : ` (${detail})`}`);
    this.name = 'UnexpectedOutcome';
  }
}
