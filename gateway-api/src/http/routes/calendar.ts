import type { Services } from '../../services.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { AdvancedBusinessDate, BusinessDates, NewBusinessDate } from '../schemas/transfer.js';

/** Routes of business calendars. */
export const calendarRoutes = (services: Services): readonly Route[] => [
  businessDates(services),
  advanceBusinessDate(services),
];

function businessDates(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/business-date',
    operationId: 'getBusinessDates',
    summary: 'The business date of each calendar of a channel',
    tag: 'Calendar',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of calendar ids', schema: BusinessDates },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      return { status: 200, body: { asOf: queries.asOf(), items: queries.businessDates() } };
    },
  });
}

function advanceBusinessDate(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/business-date',
    operationId: 'advanceBusinessDate',
    summary: 'Move the business date of a calendar forward (calendar authority)',
    tag: 'Calendar',
    params: Nothing,
    query: ChannelQuery,
    body: NewBusinessDate,
    reply: { status: 201, description: 'Advanced', schema: AdvancedBusinessDate },
    handle: async ({ query, body, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const command = { name: 'calendar:advance', commandId, operator: operator.id, body };
      const { transactionId, block } = await services.submit(ledger, command);
      return { status: 201, body: { ...body, transactionId, block } };
    },
  });
}
