import { OPERATOR_ROLES } from '@scrip/model';
import type { Services } from '../../services.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { Nothing } from '../schemas/fields.js';
import { RevokedKeys, Session } from '../schemas/operator.js';

/** Routes of sessions: a short-lived credential in exchange for a lasting one. */
export const sessionRoutes = (services: Services): readonly Route[] => [openSession(services), endSessions(services)];

function openSession(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/sessions',
    operationId: 'openSession',
    summary: 'Exchange a key, an access token or a certificate for a session, bound to what that is bound to',
    tag: 'Sessions',
    roles: OPERATOR_ROLES,
    isSecret: true,
    params: Nothing,
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'Open', schema: Session },
    handle: ({ operator, method, certificate }) => {
      if (method === 'session') throw Problem.of('SESSION_NOT_RENEWABLE');
      const opened = services.sessions.open(operator.id, certificate);
      if (opened === undefined) throw Problem.of('SESSIONS_EXHAUSTED');
      const { token, idleUntil, endsAt } = opened;
      return { status: 200, body: { token, idleUntil: idleUntil.toISOString(), endsAt: endsAt.toISOString() } };
    },
  });
}

function endSessions(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/sessions/end',
    operationId: 'endSessions',
    summary: 'End all sessions of the operator who asks',
    tag: 'Sessions',
    roles: OPERATOR_ROLES,
    isSecret: true,
    params: Nothing,
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'Ended', schema: RevokedKeys },
    handle: ({ operator }) => {
      services.sessions.end(operator.id);
      return { status: 200, body: { operator: operator.id } };
    },
  });
}
