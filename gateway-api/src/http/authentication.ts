import type { Request, RequestHandler, Response } from 'express';
import type { Operator, OperatorRole } from '@scrip/config';
import type { ApiKeys } from '../operators/api-keys.js';
import { Problem } from './problem.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,256}=*)$/i;
const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="scrip"' };

/**
 * Answers 401 unless the request carries the key of one of the organisation's operators.
 *
 * @param limitUnknown stands before the verification of keys that are not remembered: each costs a scrypt
 */
export function authenticate(keys: ApiKeys, limitUnknown: RequestHandler): readonly RequestHandler[] {
  const known: RequestHandler = (request, response, next) => {
    response.locals['operator'] = keys.remembered(keyOf(request) ?? '');
    next();
  };
  const limited: RequestHandler = (request, response, next) =>
    response.locals['operator'] === undefined ? limitUnknown(request, response, next) : next();
  const verified: RequestHandler = async (request, response, next) => {
    if (response.locals['operator'] === undefined) {
      const key = keyOf(request);
      const operator = key === undefined ? undefined : await keys.verify(key);
      if (operator === undefined) throw Problem.of('UNAUTHENTICATED', { headers: CHALLENGE });
      response.locals['operator'] = operator;
    }
    next();
  };
  return [known, limited, verified];
}

function keyOf(request: Request): string | undefined {
  return BEARER.exec(request.get('Authorization') ?? '')?.[1];
}

/** Answers 403 unless the operator has one of the roles. */
export function requireRole(needed: readonly OperatorRole[]): RequestHandler {
  return (_request, response, next) => {
    const { roles } = operatorOf(response);
    if (!needed.some((role) => roles.includes(role))) {
      const detail = `this needs an operator with the role ${needed.join(' or ')}`;
      throw Problem.of('OPERATOR_NOT_PERMITTED', { detail });
    }
    next();
  };
}

/** The operator whom `authenticate` found. */
export function operatorOf(response: Response): Operator {
  const operator = response.locals['operator'] as Operator | undefined;
  if (operator === undefined) throw new Error('the route is not behind authentication');
  return operator;
}
