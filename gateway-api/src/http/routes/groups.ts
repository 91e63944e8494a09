import { z } from 'zod';
import { groupOf, groupsOf, holdingOfGroup } from '../../read-model/mandate-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing, PageQuery } from '../schemas/fields.js';
import { GroupHolding, GroupId, GroupList, GroupReceipt, GroupReply, NewGroup } from '../schemas/mandate.js';
import { stated } from '../stated.js';
import { commandRoute } from './command-route.js';

/** Routes of affiliates and beneficial owners. */
export const groupRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: '/v1/groups',
    operationId: 'declareGroup',
    summary: 'Declare a group with its members, or state that own parties belong to the group of another organisation',
    tag: 'Groups',
    params: Nothing,
    body: NewGroup,
    reply: { description: 'Stated', schema: GroupReceipt },
    command: 'group:declare',
    bodyOf: ({ body }) => stated(body),
  }),
  listGroups(services),
  getGroup(services),
  getGroupHolding(services),
];

function listGroups(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/groups',
    operationId: 'listGroups',
    summary: 'Groups of affiliates and of beneficial owners, with their members',
    tag: 'Groups',
    params: Nothing,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: GroupList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const page = groupsOf(services.readModel.database, queries.channel, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(), ...page } };
    },
  });
}

function getGroup(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/groups/{groupId}',
    operationId: 'getGroup',
    summary: 'The members that a group’s organisation names, each with the custodian that states it',
    tag: 'Groups',
    params: z.strictObject({ groupId: GroupId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The group', schema: GroupReply },
    handle: ({ params: { groupId }, query }) => {
      const { queries } = services.channel(query.channel);
      const group = groupOf(services.readModel.database, queries.channel, groupId);
      if (group === undefined) throw ledgerProblem('GROUP_UNKNOWN');
      return { status: 200, body: { asOf: queries.asOf(), group } };
    },
  });
}

function getGroupHolding(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/groups/{groupId}/holdings/{isin}',
    operationId: 'getGroupHolding',
    summary: 'What the members hold that their custodians state, each and together',
    tag: 'Groups',
    params: z.strictObject({ groupId: GroupId, isin: Isin }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The holding', schema: GroupHolding },
    handle: ({ params: { groupId, isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { database } = services.readModel;
      if (groupOf(database, queries.channel, groupId) === undefined) throw ledgerProblem('GROUP_UNKNOWN');
      const security = requireSecurity(queries, isin);
      const holding = holdingOfGroup(database, queries.channel, groupId, isin);
      return { status: 200, body: { asOf: queries.asOf(security.calendar), groupId, isin, ...holding } };
    },
  });
}
