import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { CREDENTIAL_STATUS_PATH } from './credential-status-list.js';
import { SIGNATURE_HEADER } from './operator-signature.js';
import type { Route } from './route.js';
import { ChannelQuery } from './schemas/fields.js';
import { EventsQuery } from './schemas/events.js';
import { ProblemSchema } from './schemas/problem-document.js';

const problem = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
});

const PROBLEMS = {
  '400': problem('The request is not valid'),
  '401': problem('The operator is not known'),
  '403': problem('The operator or the organisation may not do this'),
  '404': problem('Something named does not exist'),
  '409': problem('The state of the ledger or an earlier request is in the way'),
  '413': problem('The body is too large'),
  '415': problem('The media type is not supported'),
  '422': problem('The domain refuses the request'),
  '429': problem('Too many requests'),
  '500': problem('The gateway failed'),
  '503': problem('The ledger cannot do it now; a repetition is safe'),
} as const;

const READ_PROBLEMS = ['400', '401', '404', '429', '500', '503'] as const;

const problemsOf = (method: 'get' | 'post'): Readonly<Partial<typeof PROBLEMS>> =>
  method === 'post' ? PROBLEMS : Object.fromEntries(READ_PROBLEMS.map((status) => [status, PROBLEMS[status]] as const));

/** OpenAPI 3.1 has it (section 4.8.27); the library's types still list those of 3.0. */
const MUTUAL_TLS = 'mutualTLS' as 'http';

const CommandHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[A-Za-z0-9._:-]{8,128}$/)
    .meta({ description: 'Unique per command; the same in every repetition' }),
  [SIGNATURE_HEADER]: z
    .string()
    .optional()
    .meta({ description: 'base64url of the JSON of an OperatorSignature, where the operator has a key on record' }),
  Prefer: z.string().optional().meta({ description: 'wait=n: seconds to wait for the end (RFC 7240)' }),
});

/** The OpenAPI 3.1 description of the declared routes: made of the schemas that validate, so it cannot drift. */
export function describeApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {
    '/v1/events': { get: eventsOperation },
    [CREDENTIAL_STATUS_PATH]: { get: credentialStatusOperation },
  };
  for (const { declaration } of routes) {
    paths[declaration.path] = { ...paths[declaration.path], [declaration.method]: operationOf(declaration) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Scrip gateway',
      version,
      description:
        'One organisation’s door to the securities network. Amounts are decimal strings; dates are ISO 8601.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: paths satisfies ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'API key, session, or access token (RFC 6750, RFC 9068)',
        },
        certificate: { type: MUTUAL_TLS, description: 'Client certificate bound to an operator (RFC 8705)' },
      },
    },
    security: [{ bearer: [] }, { certificate: [] }],
  });
}

function operationOf(declaration: Route['declaration']): ZodOpenApiOperationObject {
  const { method, operationId, summary, tag, params, query, body, reply, isSecret } = declaration;
  const isKeyed = method === 'post' && isSecret !== true;
  const success = {
    description: reply.description,
    content: { 'application/json': { schema: reply.schema } },
    ...(reply.status === 200 ? {} : { headers: locationHeader(reply.location) }),
  };
  return {
    operationId,
    summary,
    tags: [tag],
    requestParams: { path: params, query, ...(isKeyed ? { header: CommandHeaders } : {}) },
    ...(method === 'post'
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: { [`${reply.status}` as '200']: success, ...problemsOf(method) },
  };
}

const locationHeader = (path: string): z.ZodObject =>
  z.object({ Location: z.string().meta({ description: `Where it is read: GET ${path}`, format: 'uri-reference' }) });

const credentialStatusOperation: ZodOpenApiOperationObject = {
  operationId: 'getCredentialStatusList',
  summary: 'The status of the party credentials of this organisation, for whoever checks one; needs no key',
  tags: ['Credentials'],
  security: [],
  requestParams: { query: ChannelQuery },
  responses: {
    '200': {
      description: 'A Status List Token (draft-ietf-oauth-status-list): 0 valid, 1 invalid, 2 suspended',
      content: { 'application/statuslist+jwt': { schema: z.string() } },
    },
    ...problemsOf('get'),
  },
};

const eventsOperation: ZodOpenApiOperationObject = {
  operationId: 'streamEvents',
  summary: 'Domain events of a channel as server-sent events, resumable by Last-Event-ID (block:tx:index)',
  tags: ['Events'],
  requestParams: {
    query: EventsQuery,
    header: z.object({ 'Last-Event-ID': z.string().optional() }),
  },
  responses: {
    '200': { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...problemsOf('get'),
  },
};
