import { z } from 'zod';
import { definitionOf, definitionsOf } from '../../read-model/definition-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import {
  DefinitionList,
  DefinitionName,
  DefinitionReceipt,
  DefinitionReply,
  DefinitionsQuery,
  NewDefinition,
} from '../schemas/definition.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute } from './command-route.js';

const tag = 'Ownership';
const LIST = '/v1/definitions';
const ONE = `${LIST}/{name}`;

/** Routes of published definitions. */
export const definitionRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: LIST,
    operationId: 'publishDefinition',
    summary: 'Publish a definition, such as an ownership protocol, under its name and version: it is never changed',
    tag,
    params: Nothing,
    body: NewDefinition,
    reply: { description: 'Published', schema: DefinitionReceipt },
    created: { path: ONE, at: ({ result }) => ({ name: z.string().parse(result['name']) }) },
    command: 'definition:publish',
    bodyOf: ({ body }) => stated(body),
  }),
  route({
    method: 'get',
    path: LIST,
    operationId: 'listDefinitions',
    summary: 'Published definitions',
    tag,
    params: Nothing,
    query: DefinitionsQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their names', schema: DefinitionList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const page = definitionsOf(services.readModel.database, queries.channel, query.kind, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(), ...page } };
    },
  }),
  route({
    method: 'get',
    path: ONE,
    operationId: 'getDefinition',
    summary: 'A published definition in its canonical form',
    tag,
    params: z.strictObject({ name: DefinitionName }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The definition', schema: DefinitionReply },
    handle: ({ params: { name }, query }) => {
      const { queries } = services.channel(query.channel);
      const definition = definitionOf(services.readModel.database, queries.channel, name);
      if (definition === undefined) throw ledgerProblem('DEFINITION_UNKNOWN');
      return { status: 200, body: { asOf: queries.asOf(), definition } };
    },
  }),
];
