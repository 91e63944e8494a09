import { z } from 'zod';
import type { Services } from '../../services.js';
import { adoptedIssuers } from '../adopted-issuers.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { CredentialIssuer, CredentialIssuers, NewCredentialIssuer } from '../schemas/credential.js';
import { BusinessDate, ChannelQuery, Nothing, receipt } from '../schemas/fields.js';
import { KeyId } from '../schemas/signature.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

/** Routes of issuers elsewhere whose credentials count here. */
export const credentialIssuerRoutes = (services: Services): readonly Route[] => [
  adoptIssuer(services),
  endIssuer(services),
  listIssuers(services),
  getIssuer(services),
];

const adoptIssuer = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/credential-issuers',
    operationId: 'adoptCredentialIssuer',
    summary: 'Propose to adopt a key of an issuer elsewhere, whose credentials count here from now on (regulator)',
    tag: 'Credentials',
    params: Nothing,
    body: NewCredentialIssuer,
    command: 'credential:adoptIssuer',
    bodyOf: ({ body }) => stated(body),
  });

const endIssuer = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/credential-issuers/{keyId}/end',
    operationId: 'endCredentialIssuer',
    summary: 'End the adoption of a key for good (regulator)',
    tag: 'Credentials',
    params: z.strictObject({ keyId: KeyId }),
    body: Nothing,
    reply: { description: 'Ended', schema: z.strictObject({ keyId: KeyId, endedOn: BusinessDate, ...receipt }) },
    command: 'credential:endIssuer',
    bodyOf: ({ params: { keyId } }) => ({ keyId }),
  });

function listIssuers(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/credential-issuers',
    operationId: 'listCredentialIssuers',
    refusals: [409, 422],
    summary: 'Issuers elsewhere whose credentials count or counted here',
    tag: 'Credentials',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The issuers', schema: CredentialIssuers },
    handle: async ({ query }) => {
      const channel = services.channel(query.channel);
      return { status: 200, body: { asOf: channel.queries.asOf(), items: await adoptedIssuers(channel) } };
    },
  });
}

function getIssuer(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/credential-issuers/{keyId}',
    operationId: 'getCredentialIssuer',
    refusals: [409, 422],
    summary: 'An issuer elsewhere by its key, ended ones too',
    tag: 'Credentials',
    params: z.strictObject({ keyId: KeyId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The issuer', schema: CredentialIssuer },
    handle: async ({ params: { keyId }, query }) => {
      const issuers = await adoptedIssuers(services.channel(query.channel));
      const issuer = issuers.find((each) => each.keyId === keyId);
      if (issuer === undefined) throw Problem.of('CREDENTIAL_ISSUER_NOT_FOUND');
      return { status: 200, body: issuer };
    },
  });
}
