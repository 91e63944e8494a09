import { z } from 'zod';
import { consentsTo } from '../../read-model/compliance-queries.js';
import type { Services } from '../../services.js';
import { route, type Route } from '../route.js';
import { ConsentList, ConsentReceipt, NewConsent } from '../schemas/compliance.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { commandRoute } from './command-route.js';

const path = '/v1/instructions/{id}/consents';
const params = z.strictObject({ id: InstructionId });

/** Routes of the consents that rules ask for. */
export const consentRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path,
    operationId: 'consent',
    summary: 'Consent to one pending transfer, or refuse it; the rules of the security say whose consent counts',
    tag: 'Compliance',
    roles: ['maker', 'checker'],
    params,
    body: NewConsent,
    reply: { description: 'Stated', schema: ConsentReceipt },
    command: 'compliance:consent',
    bodyOf: ({ params: { id }, body: { decision } }) => ({ instructionId: id, decision }),
  }),
  route({
    method: 'get',
    path,
    operationId: 'listConsents',
    summary: 'What organisations have said to a transfer',
    tag: 'Compliance',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'By organisation', schema: ConsentList },
    handle: ({ params: { id }, query }) => {
      const { queries } = services.channel(query.channel);
      const items = consentsTo(services.readModel.database, queries.channel, id);
      return { status: 200, body: { asOf: queries.asOf(), instructionId: id, items } };
    },
  }),
];
