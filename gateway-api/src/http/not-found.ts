import type { RequestHandler } from 'express';
import { Problem } from './problem.js';

/** Answers 405 with the methods that the path has. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return () => {
    throw Problem.of('METHOD_NOT_ALLOWED', { headers: { Allow: allow } });
  };
}

/** Answers 404 for a path that no route has. */
export function routeNotFound(): RequestHandler {
  return () => {
    throw Problem.of('ROUTE_NOT_FOUND');
  };
}
