import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const HEADER = 'X-Correlation-Id';
const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives every request an id: the client's own where it is one, or a new UUID. It appears in logs, problems and answers. */
export function correlate(): RequestHandler {
  return (request, response, next) => {
    const given = request.get(HEADER);
    response.setHeader(HEADER, given !== undefined && ACCEPTED.test(given) ? given : randomUUID());
    next();
  };
}

/** The id of the request that a response answers. */
export function correlationIdOf(response: Response): string {
  const id = response.getHeader(HEADER);
  return typeof id === 'string' ? id : '';
}
