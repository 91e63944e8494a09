import type { Request, RequestHandler, Response } from 'express';
import type { Operator, OperatorRole } from '@scrip/config';
import type { Authenticated, Authenticator, Credentials } from '../operators/authenticator.js';
import { clientCertificateOf } from '../operators/client-certificate.js';
import { Problem } from './problem.js';

/** RFC 6750, section 2.1; access tokens are longer than keys. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,8192}=*)$/i;
const CHALLENGE = 'Bearer realm="scrip"';

/**
 * The operator with the roles that the ledger gives it now on a channel; undefined: on the default one.
 *
 * @throws {Problem} when its appointment has ended there
 */
export type CurrentOperator = (operator: Operator, channel: string | undefined) => Operator;

/** Judges who asks by what holds now. @throws {Problem} when the credential or the appointment has ended */
export type Judge = () => Operator;

/**
 * Answers 401 unless the request shows one of the organisation's operators.
 *
 * @param limitUnknown stands before the verification of keys that are not remembered: each costs a scrypt
 */
export function authenticate(
  authenticator: Authenticator,
  current: CurrentOperator,
  limitUnknown: RequestHandler,
): readonly RequestHandler[] {
  const accept = (request: Request, response: Response, found: Authenticated | undefined): void => {
    if (found === undefined) return;
    const { channel } = request.query;
    const judge: Judge = () => {
      if (!found.isInForce()) throw unauthenticated(request);
      return current(found.operator, typeof channel === 'string' ? channel : undefined);
    };
    response.locals['operator'] = judge();
    response.locals['found'] = found;
    response.locals['judge'] = judge;
  };
  const known: RequestHandler = async (request, response, next) => {
    accept(request, response, await authenticator.cheaply(credentialsOf(request)));
    next();
  };
  const limited: RequestHandler = (request, response, next) =>
    response.locals['operator'] === undefined ? limitUnknown(request, response, next) : next();
  const verified: RequestHandler = async (request, response, next) => {
    if (response.locals['operator'] === undefined) {
      accept(request, response, await authenticator.byKey(credentialsOf(request)));
      if (response.locals['operator'] === undefined) throw unauthenticated(request);
    }
    next();
  };
  return [known, limited, verified];
}

function credentialsOf(request: Request): Credentials {
  const header = request.get('Authorization');
  // a header of another form is a credential that is not accepted, not none
  const bearer = header === undefined ? undefined : (BEARER.exec(header)?.[1] ?? '');
  return { bearer, certificate: clientCertificateOf(request) };
}

/** RFC 6750, section 3: the reason only where a credential was shown. */
function unauthenticated(request: Request): Problem {
  const reason = request.get('Authorization') === undefined ? '' : ', error="invalid_token"';
  return Problem.of('UNAUTHENTICATED', { headers: { 'WWW-Authenticate': `${CHALLENGE}${reason}` } });
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

/** How the operator has shown who it is. */
export const shownBy = (response: Response): Pick<Authenticated, 'method' | 'certificate'> => {
  const { method, certificate } = response.locals['found'] as Authenticated;
  return { method, certificate };
};

/** Judges the operator whom `authenticate` found again, for a request that lasts. */
export const judgeOf = (response: Response): Judge => response.locals['judge'] as Judge;
