import { z } from 'zod';
import type { Answer } from './gateway-client.js';

const Problem = z.object({ code: z.string(), detail: z.string().optional() });

const Ended = z.object({
  id: z.string(),
  status: z.enum(['pending', 'settled', 'refused', 'failed']),
  problem: Problem.optional(),
  block: z.int().optional(),
});

/** Something happened that the tables do not expect. */
export class UnexpectedOutcome extends Error {
  constructor(what: string, expected: string, { status, body }: Answer) {
    const problem = Problem.safeParse(body);
    const got = problem.success ? `${problem.data.code}: ${problem.data.detail ?? ''}` : JSON.stringify(body);
    super(`${what}: expected ${expected}, got ${status} ${got}`);
    this.name = 'UnexpectedOutcome';
  }
}

/**
 * The body of an answer that must have a status.
 *
 * @throws UnexpectedOutcome for any other answer
 */
export function requireAnswer<T>(what: string, status: number, schema: z.ZodType<T>, answer: Answer): T {
  const body = schema.safeParse(answer.body);
  if (answer.status !== status || !body.success) throw new UnexpectedOutcome(what, String(status), answer);
  return body.data;
}

/** What became of a transfer request: an operation that may still be open, or a problem. */
export interface TransferOutcome {
  /** `settled`, `pending`, `failed`, or the code of the refusal. */
  readonly result: string;
  readonly operationId?: string;
  readonly block?: number;
}

/** Reads the outcome of a transfer request. @throws UnexpectedOutcome for an answer that is neither */
export function transferOutcome(what: string, answer: Answer): TransferOutcome {
  if (answer.status >= 400) {
    const problem = Problem.safeParse(answer.body);
    if (!problem.success) throw new UnexpectedOutcome(what, 'a problem document', answer);
    return { result: problem.data.code };
  }
  const operation = Ended.safeParse(answer.body);
  if (!operation.success) throw new UnexpectedOutcome(what, 'an operation', answer);
  const { id, status, problem, block } = operation.data;
  const result = status === 'refused' ? (problem?.code ?? status) : status;
  return { result, operationId: id, ...(block === undefined ? {} : { block }) };
}
