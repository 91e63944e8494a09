import { OPERATOR_ROLES } from '@scrip/model';
import { z } from 'zod';
import type { RecordedOperator } from '../../read-model/known-event.js';
import type { Services } from '../../services.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { OperatorId } from '../schemas/approval.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { IssuedKey, NewOperators, OperatorKey, OperatorList, OperatorReply, RevokedKeys } from '../schemas/operator.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';

/** Routes of the organisation's operators: appointments on the ledger, keys at this gateway. */
export const operatorRoutes = (services: Services): readonly Route[] => [
  listOperators(services),
  getOperator(services),
  appoint(services),
  dismiss(services),
  rotateKey(services),
  issueKey(services),
  revokeKeys(services),
];

const ById = z.strictObject({ id: OperatorId });

function listOperators(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/operators',
    operationId: 'listOperators',
    summary: 'Operators of this organisation as the ledger has them, with the names that only the organisation has',
    tag: 'Operators',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: OperatorList },
    handle: ({ query }) => {
      const { approvals, queries } = services.channel(query.channel);
      const items = approvals.operators().map((recorded) => shownOperator(services, recorded));
      return { status: 200, body: { asOf: queries.asOf(), items } };
    },
  });
}

function getOperator(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/operators/{id}',
    operationId: 'getOperator',
    summary: 'An operator of this organisation as the ledger has it, those who left too',
    tag: 'Operators',
    params: ById,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The operator', schema: OperatorReply },
    handle: ({ params: { id }, query }) => {
      const { approvals, queries } = services.channel(query.channel);
      const recorded = approvals.operator(id);
      if (recorded === undefined) throw Problem.of('OPERATOR_NOT_FOUND');
      return { status: 200, body: { asOf: queries.asOf(), operator: shownOperator(services, recorded) } };
    },
  });
}

function shownOperator(services: Services, recorded: RecordedOperator): object {
  const { operatorId, roles, validFrom, validUntil, dismissedOn } = recorded;
  const name = services.operators.find(({ id }) => id === operatorId)?.name;
  return stated({ id: operatorId, name, roles, validFrom, validUntil, dismissedOn });
}

function appoint(services: Services): Route {
  return proposalRoute(services, {
    path: '/v1/operators',
    operationId: 'appointOperators',
    summary: 'Propose to appoint operators, or to give them other roles (administrator)',
    tag: 'Operators',
    roles: ['administrator'],
    params: Nothing,
    body: NewOperators,
    command: 'operator:appoint',
    bodyOf: ({ body }) => stated({ operators: body.operators.map(({ id, ...rest }) => ({ operatorId: id, ...rest })) }),
  });
}

function dismiss(services: Services): Route {
  return proposalRoute(services, {
    path: '/v1/operators/{id}/dismissal',
    operationId: 'dismissOperator',
    summary: 'Propose to end the appointment of an operator for good (administrator)',
    tag: 'Operators',
    roles: ['administrator'],
    params: ById,
    body: Nothing,
    command: 'operator:dismiss',
    bodyOf: ({ params: { id } }) => ({ operatorId: id }),
  });
}

function rotateKey(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/operators/{id}/key',
    operationId: 'rotateKey',
    summary: 'Replace the API key that this request shows; it is accepted for a day more (the operator itself)',
    tag: 'Operators',
    roles: OPERATOR_ROLES,
    isSecret: true,
    params: ById,
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'Replaced; all sessions have ended', schema: OperatorKey },
    handle: async ({ params: { id }, operator, method }) => {
      // an answer with the key of another would let one person act as two
      const rotated = operator.id === id && method === 'key' ? await services.keys.rotate(id) : undefined;
      if (rotated === undefined) {
        throw Problem.of('OPERATOR_NOT_PERMITTED', { detail: 'a key is replaced by its holder, who shows it' });
      }
      services.sessions.end(id);
      const { key, previousValidUntil } = rotated;
      return {
        status: 200,
        body: stated({ operator: id, key, previousValidUntil: previousValidUntil?.toISOString() }),
      };
    },
  });
}

function issueKey(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/operators/{id}/key/issuance',
    operationId: 'issueKey',
    summary: 'Issue an API key to another operator, into a file on the gateway’s own disk alone (administrator)',
    tag: 'Operators',
    roles: ['administrator'],
    params: ById,
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'Issued; all sessions of the operator have ended', schema: IssuedKey },
    handle: async ({ params: { id }, operator }) => {
      requireConfigured(services, id);
      if (operator.id === id) {
        throw Problem.of('OPERATOR_NOT_PERMITTED', { detail: 'a key is issued by another administrator' });
      }
      const previousValidUntil = await services.keys.issue(id);
      services.sessions.end(id);
      return { status: 200, body: stated({ operator: id, previousValidUntil: previousValidUntil?.toISOString() }) };
    },
  });
}

function revokeKeys(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/operators/{id}/key/revocation',
    operationId: 'revokeKeys',
    summary: 'Refuse every credential of an operator until a key is issued to it again (administrator)',
    tag: 'Operators',
    roles: ['administrator'],
    params: ById,
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'Refused from now on', schema: RevokedKeys },
    handle: ({ params: { id } }) => {
      requireConfigured(services, id);
      services.keys.revoke(id);
      services.sessions.end(id);
      return { status: 200, body: { operator: id } };
    },
  });
}

/** @throws {Problem} OPERATOR_NOT_FOUND */
function requireConfigured({ operators }: Services, id: string): void {
  if (!operators.some((operator) => operator.id === id)) throw Problem.of('OPERATOR_NOT_FOUND');
}
