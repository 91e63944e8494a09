import { definitions } from '@scrip/model';
import { z } from 'zod';
import { definitionOf, definitionsOf, type WholeDefinitionRow } from '../../read-model/definition-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import {
  DefinitionDifferences,
  DefinitionList,
  DefinitionParams,
  DefinitionPrograms,
  DefinitionReceipt,
  DefinitionReply,
  DefinitionsQuery,
  DifferencesQuery,
  NewDefinition,
  NewDefinitionAdoption,
  NewDefinitionProposal,
} from '../schemas/definition.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';
import { findRoute } from './find-definitions.js';

const tag = 'Definitions';
const LIST = '/v1/definitions';
const ONE = `${LIST}/{name}`;

/** Routes of definitions: the steps that they take, and what they say. */
export const definitionRoutes = (services: Services): readonly Route[] => [
  ...steps(services),
  ...ends(services),
  findRoute(services),
  route({
    method: 'get',
    path: `${LIST}/programs`,
    operationId: 'listDefinitionPrograms',
    summary:
      "Programs in the chaincode of this organisation's peer: each runs in the place of the form that has its hash",
    tag,
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The same at every member that made the chaincode', schema: DefinitionPrograms },
    handle: async ({ query }) => {
      const { ledger } = services.channel(query.channel);
      return { status: 200, body: { items: await ledger.evaluate('definition:programs') } };
    },
  }),
  route({
    method: 'get',
    path: LIST,
    operationId: 'listDefinitions',
    summary: 'Definitions, and what has become of them',
    tag,
    params: Nothing,
    query: DefinitionsQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their names', schema: DefinitionList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const { kind, status } = query;
      const page = definitionsOf(services.readModel.database, queries.channel, { kind, status }, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(), ...page } };
    },
  }),
  route({
    method: 'get',
    path: `${ONE}/differences`,
    operationId: 'compareDefinitions',
    summary: 'What a definition says otherwise than another one, such as its earlier version',
    tag,
    params: DefinitionParams,
    query: DifferencesQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their places', schema: DefinitionDifferences },
    handle: ({ params: { name: to }, query: { from, channel } }) => {
      const { queries } = services.channel(channel);
      const [before, after] = [from, to].map((name) => known(services, queries.channel, name).form);
      const found = definitions.differences(definitions.definition(before, ''), definitions.definition(after, ''));
      return { status: 200, body: { asOf: queries.asOf(), from, to, ...found } };
    },
  }),
  route({
    method: 'get',
    path: ONE,
    operationId: 'getDefinition',
    summary: 'A definition in its canonical form, with the steps that it has taken',
    tag,
    params: DefinitionParams,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The definition', schema: DefinitionReply },
    handle: ({ params: { name }, query }) => {
      const { queries } = services.channel(query.channel);
      return { status: 200, body: { asOf: queries.asOf(), definition: known(services, queries.channel, name) } };
    },
  }),
];

/** A definition, whatever has become of it. */
function known(services: Services, channel: string, name: string): WholeDefinitionRow {
  const definition = definitionOf(services.readModel.database, channel, name);
  if (definition === undefined) throw ledgerProblem('DEFINITION_UNKNOWN');
  return definition;
}

/** What leads to a definition that is used. */
const steps = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: LIST,
    operationId: 'draftDefinition',
    summary: 'Put a draft of a definition before everybody, or another one in the place of an own draft',
    tag,
    params: Nothing,
    body: NewDefinition,
    reply: { description: 'Drafted', schema: DefinitionReceipt },
    created: { path: ONE, at: ({ result }) => ({ name: z.string().parse(result['name']) }) },
    command: 'definition:draft',
    bodyOf: ({ body }) => stated(body),
  }),
  commandRoute(services, {
    path: `${ONE}/proposal`,
    operationId: 'proposeDefinition',
    summary: 'Propose a draft: what it says is never changed from now on (its author)',
    tag,
    params: DefinitionParams,
    body: NewDefinitionProposal,
    reply: { description: 'Proposed', schema: DefinitionReceipt },
    command: 'definition:propose',
    isSigned: true,
    bodyOf: ({ params: { name }, body }) => stated({ name, ...body }),
  }),
  proposalRoute(services, {
    path: `${ONE}/adoption`,
    operationId: 'adoptDefinition',
    summary: 'Propose to adopt what another organisation has proposed (registrars and regulators)',
    tag,
    params: DefinitionParams,
    body: NewDefinitionAdoption,
    command: 'definition:adopt',
    bodyOf: ({ params: { name }, body }) => stated({ name, ...body }),
  }),
];

/** What ends a definition. */
const ends = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: `${ONE}/withdrawal`,
    operationId: 'withdrawDefinition',
    summary: 'Take an own draft back',
    tag,
    params: DefinitionParams,
    body: Nothing,
    reply: { description: 'Withdrawn', schema: DefinitionReceipt },
    command: 'definition:withdraw',
    bodyOf: ({ params: named }) => ({ ...named }),
  }),
  proposalRoute(services, {
    path: `${ONE}/retirement`,
    operationId: 'retireDefinition',
    summary: 'Propose that nothing new uses a definition any more (its author)',
    tag,
    params: DefinitionParams,
    body: Nothing,
    command: 'definition:retire',
    bodyOf: ({ params: named }) => ({ ...named }),
  }),
];
