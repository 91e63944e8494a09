import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { correlationIdOf } from './correlation.js';
import { toProblem } from './ledger-problems.js';
import type { GatewayProblemCode } from './problem-codes.js';
import { Problem } from './problem.js';

/** Errors of body-parser by their type (its README, "Errors"), and of the router for undecodable paths. */
const LIBRARY_ERRORS: Readonly<Record<string, GatewayProblemCode>> = {
  'entity.parse.failed': 'MALFORMED_JSON',
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'charset.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'request.size.invalid': 'MALFORMED_REQUEST',
  'request.aborted': 'MALFORMED_REQUEST',
};

/** Turns whatever a handler threw into an RFC 9457 answer, and logs what is our fault with its cause. */
export function answerProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const problem = problemOf(error);
    const correlationId = correlationIdOf(response);
    if (problem.kind.status >= 500) {
      logger.error({ correlationId, code: problem.code, err: problem.cause ?? problem }, 'request failed');
    }
    if (response.headersSent) next(error);
    else sendProblem(response, problem);
  };
}

/** Answers with a problem document. */
export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.kind.status).set(problem.headers).type('application/problem+json');
  response.send(JSON.stringify(problem.toDocument(correlationIdOf(response))));
}

function problemOf(error: unknown): Problem {
  const code = libraryCode(error);
  // The library's message may quote the body, so it is not shown.
  return code === undefined ? toProblem(error) : Problem.of(code);
}

function libraryCode(error: unknown): GatewayProblemCode | undefined {
  if (error instanceof URIError) return 'MALFORMED_REQUEST';
  if (!(error instanceof Error) || error instanceof Problem) return undefined;
  if ('type' in error && typeof error.type === 'string' && Object.hasOwn(LIBRARY_ERRORS, error.type)) {
    return LIBRARY_ERRORS[error.type];
  }
  const isClientError =
    'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;
  return isClientError ? 'MALFORMED_REQUEST' : undefined;
}
