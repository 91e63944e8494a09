import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { CREDENTIAL_STATUS_PATH } from './credential-status-list.js';
import { SIGNATURE_HEADER } from './operator-signature.js';
import { TABLE_TYPES } from '../storage/table-file.js';
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

const READ_PROBLEMS = ['400', '401', '403', '404', '429', '500', '503'] as const;

/** @param more - what a read answers besides what every read does */
function readProblems(more: readonly (409 | 422)[] = []): Readonly<Partial<typeof PROBLEMS>> {
  const statuses = [...READ_PROBLEMS, ...more.map((status) => `${status}` as const)];
  return Object.fromEntries(statuses.map((status) => [status, PROBLEMS[status]] as const));
}

/** OpenAPI 3.1 has it (section 4.8.27); the library's types still list those of 3.0. */
const MUTUAL_TLS = 'mutualTLS' as 'http';

const CommandHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[A-Za-z0-9._:-]{8,128}$/)
    .meta({ description: 'Unique per command; the same in every repetition' }),
  Prefer: z.string().optional().meta({ description: 'wait=n: seconds to wait for the end (RFC 7240)' }),
});

const SignedHeaders = CommandHeaders.extend({
  [SIGNATURE_HEADER]: z.string().optional().meta({
    description: 'base64url of the JSON of an OperatorSignature; needed where the operator has a key on record',
  }),
});

/** A table in place of a JSON body. */
const TABLES = Object.fromEntries(TABLE_TYPES.map((type) => [type, { schema: z.string() }]));

/** Bytes as they are (OpenAPI 3.1, 4.8.14.4). */
const FILE = z.string().meta({ format: 'binary' });

/** Areas of the API, in the order in which they are listed. */
export const TAGS: Readonly<Record<string, string>> = {
  Securities: 'Instruments by their public terms, and their issue',
  Register: 'Who holds what, and how each lot came about',
  Transfers: 'Settlement instructions and what becomes of them',
  Definitions: 'What securities, rules and protocols say, and how it comes into force',
  Ownership: 'Title to securities, deeds of transfers, and the votes by which title passes',
  Instructions: 'Joint instructions: deliveries and payments that settle together or not at all',
  Calendar: 'Business days, cut-offs, holidays and breaks',
  Reconciliation: 'Registers compared with their derivations and with books outside, statements, and what was found',
  'Imports and exports': 'Tables of holders, registers and transfers, in and out',
  Parties: 'Persons, entities and node operators: keys, recovery, capacity, holdings',
  'Personal data': 'What only the organisation has that took a party on; every reading is logged',
  Compliance: 'Rules of securities, exemptions from them, consents, and how offerings stand',
  Screening: 'Movements screened by a sanctions list that only its organisation can read',
  Claims: 'What claim issuers state about parties, whom the network trusts, and status lists',
  Credentials: 'Identity that a party takes along: SD-JWT VC out and in',
  Mandates: 'Who acts for whom, by which rule, and officers of entities',
  Groups: 'Affiliates and beneficial owners, and what they hold together',
  Approvals: 'Sensitive acts: proposed by a maker, done when a checker approves',
  'Lawful override':
    'Orders executed without the attestors: endorsed by the peers that answer, and by administrators off-line',
  Operators: 'Who acts for this organisation, and their API keys',
  Sessions: 'Short-lived credentials',
  Participants: 'Members of a channel: records, nodes, standing',
  Audit: 'Whether every block left the register as it must be',
  Events: 'Domain events as they happen',
};

const DESCRIPTION = `One organisation’s door to the securities network. Amounts are decimal strings; dates are ISO 8601.

A command carries an Idempotency-Key. 201 leads by Location to what was created, 202 to the approval or operation that
decides; everything else is 200. Problems are RFC 9457 documents with code, hint and retrySafe.

An operator with a key on record signs what it proposes and decides: the UTF-8 bytes of the line scrip-statement-v1 and
the canonical JSON (RFC 8785) of {body, channel, network, purpose, validFrom, validUntil}, where purpose is the function
and body is {body, commandId, mspId, operator}: the body of the function, and the first 40 hexadecimal digits of the
SHA-256 of MSP id, operator and Idempotency-Key, one a line. The signature goes into the header Operator-Signature.`;

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
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
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
  const { method, operationId, summary, tag, params, query, body, reply, refusals, takesTable, mediaType, alsoAs } =
    declaration;
  const isTable = reply.status === 200 && reply.isTable === true;
  const success = {
    description: reply.description,
    content: {
      ...(isTable ? TABLES : { [mediaType ?? 'application/json']: { schema: reply.schema } }),
      ...Object.fromEntries((alsoAs ?? []).map((type) => [type, { schema: FILE }])),
    },
    ...(reply.status === 200 ? {} : { headers: locationHeader(reply.location) }),
  };
  return {
    operationId,
    summary,
    tags: [tag],
    requestParams: { path: params, query, ...headersOf(declaration) },
    ...(method === 'post'
      ? {
          requestBody: {
            required: true,
            content: takesTable === true ? TABLES : { 'application/json': { schema: body } },
          },
        }
      : {}),
    responses: { [`${reply.status}` as '200']: success, ...(method === 'post' ? PROBLEMS : readProblems(refusals)) },
  };
}

function headersOf({ method, isSecret, isSigned }: Route['declaration']): { readonly header?: z.ZodObject } {
  if (method === 'get' || isSecret === true) return {};
  return { header: isSigned === true ? SignedHeaders : CommandHeaders };
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
    ...readProblems([409, 422]),
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
    ...readProblems(),
  },
};
