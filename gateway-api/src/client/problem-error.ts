import type { ProblemDocument } from '../http/problem.js';

/** A gateway's refusal as the client sees it: the RFC 9457 document, or the bare status where there was none. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  /** Whether the same request with the same Idempotency-Key may be repeated. */
  readonly retrySafe: boolean;
  readonly problem: ProblemDocument | undefined;

  constructor(status: number, problem: ProblemDocument | undefined) {
    super(problem === undefined ? `HTTP ${status}` : `${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.status = status;
    this.code = problem?.code ?? `HTTP_${status}`;
    this.retrySafe = problem?.retrySafe ?? status >= 500;
    this.problem = problem;
  }
}
