import { z } from 'zod';
import { compareParticipants } from '../../participants/compare.js';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, MspId, Nothing } from '../schemas/fields.js';
import {
  ChangedParticipant,
  NewNodes,
  NewStanding,
  ParticipantList,
  ParticipantReply,
} from '../schemas/participant.js';
import { commandRoute, proposalRoute } from './command-route.js';

/** Routes of the members of a channel: their records against what the network shows of them. */
export const participantRoutes = (services: Services): readonly Route[] => [
  listParticipants(services),
  getParticipant(services),
  changeStanding(services),
  resign(services),
  declareNodes(services),
];

const TAG = 'Participants';
const params = z.strictObject({ mspId: MspId });

function listParticipants(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/participants',
    operationId: 'listParticipants',
    summary: 'The members of a channel: their records, their nodes in the network, and where they differ',
    tag: TAG,
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their MSP ids', schema: ParticipantList },
    handle: async ({ query }) => {
      const channel = services.channel(query.channel);
      const items = await compareParticipants(channel, new Date());
      return { status: 200, body: { asOf: channel.queries.asOf(), items } };
    },
  });
}

function getParticipant(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/participants/{mspId}',
    operationId: 'getParticipant',
    summary: 'A member of a channel: its record, its nodes in the network, and where they differ',
    tag: TAG,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The member', schema: ParticipantReply },
    handle: async ({ params: { mspId }, query }) => {
      const channel = services.channel(query.channel);
      const participant = (await compareParticipants(channel, new Date())).find((each) => each.mspId === mspId);
      if (participant === undefined) throw ledgerProblem('PARTICIPANT_UNKNOWN');
      return { status: 200, body: { asOf: channel.queries.asOf(), participant } };
    },
  });
}

const changeStanding = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/participants/{mspId}/standing',
    operationId: 'changeStanding',
    summary: 'Change how another organisation stands (regulator)',
    tag: TAG,
    params,
    body: NewStanding,
    command: 'authority:changeStanding',
    bodyOf: ({ params: { mspId }, body }) => ({ mspId, ...body }),
  });

const resign = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/resignation',
    operationId: 'resign',
    summary: 'End the membership of this organisation (its administrator)',
    tag: TAG,
    params: Nothing,
    body: Nothing,
    roles: ['administrator'],
    reply: { description: 'Resigned', schema: ChangedParticipant },
    command: 'authority:resign',
    bodyOf: () => ({}),
  });

const declareNodes = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/nodes',
    operationId: 'declareNodes',
    summary: 'Declare the nodes of this organisation, in place of those declared before (its administrator)',
    tag: TAG,
    params: Nothing,
    body: NewNodes,
    roles: ['administrator'],
    reply: { description: 'Declared', schema: ChangedParticipant },
    command: 'authority:declareNodes',
    bodyOf: ({ body: { operatorParty, ...nodes } }) => ({
      ...nodes,
      ...(operatorParty === undefined ? {} : { operatorParty }),
    }),
  });
