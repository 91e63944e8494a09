import { z } from 'zod';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireCalendar } from '../known.js';
import { route, type Route } from '../route.js';
import {
  AdvancedBusinessDate,
  BusinessDates,
  CalendarList,
  CalendarReply,
  DisplacedInstructions,
  LateInstructions,
  NewBusinessDate,
  NewCorrection,
  NewHolidays,
} from '../schemas/calendar.js';
import { CalendarId, ChannelQuery, Nothing, PageQuery } from '../schemas/fields.js';
import { proposalRoute } from './command-route.js';

/** Routes of business calendars and their dates. */
export const calendarRoutes = (services: Services): readonly Route[] => [
  businessDates(services),
  advanceBusinessDate(services),
  correctBusinessDate(services),
  listCalendars(services),
  getCalendar(services),
  changeHolidays(services),
  lateInstructions(services),
  displacedInstructions(services),
];

const params = z.strictObject({ calendar: CalendarId });

function businessDates(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/business-date',
    operationId: 'getBusinessDates',
    summary: 'The business date and phase of each calendar of a channel',
    tag: 'Calendar',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of calendar ids', schema: BusinessDates },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const items = queries.businessDays.dates();
      return { status: 200, body: { asOf: queries.asOf(), items } };
    },
  });
}

function advanceBusinessDate(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/business-date',
    operationId: 'advanceBusinessDate',
    summary: 'Take the next step of a business day, with the other who decides it (calendar authority, registrar)',
    tag: 'Calendar',
    params: Nothing,
    query: ChannelQuery,
    body: NewBusinessDate,
    reply: { status: 200, description: 'Asked for, or moved', schema: AdvancedBusinessDate },
    handle: async ({ query, body: { calendar, date, phase = 'open' }, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const body = { calendar, businessDate: date, phase };
      const command = { name: 'calendar:advance', commandId, operator: operator.id, body };
      const { result, transactionId, block } = await services.submit(ledger, command);
      const { status, by } = TakenStep.parse(result);
      return { status: 200, body: { calendar, date, phase, status, by, transactionId, block } };
    },
  });
}

const TakenStep = z.object({ status: z.string(), by: z.array(z.string()) });

const correctBusinessDate = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/business-date/corrections',
    operationId: 'correctBusinessDate',
    summary: 'Move to a later business day and leave out those between (calendar authority, registrar)',
    tag: 'Calendar',
    params: Nothing,
    body: NewCorrection,
    command: 'calendar:correct',
    bodyOf: ({ body: { calendar, date: businessDate, reason } }) => ({ calendar, businessDate, reason }),
  });

function listCalendars(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/calendars',
    operationId: 'listCalendars',
    summary: 'The business calendars of a channel',
    tag: 'Calendar',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: CalendarList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      return { status: 200, body: { asOf: queries.asOf(), items: queries.businessDays.calendars() } };
    },
  });
}

function getCalendar(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/calendars/{calendar}',
    operationId: 'getCalendar',
    summary: 'A business calendar with its holidays, cut-offs and the phase of its day',
    tag: 'Calendar',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The calendar', schema: CalendarReply },
    handle: ({ params: { calendar: id }, query }) => {
      const { queries } = services.channel(query.channel);
      const calendar = requireCalendar(queries, id);
      const phase = queries.businessDays.dates().find((each) => each.calendar === id)?.phase;
      return { status: 200, body: { asOf: queries.asOf(id), calendar, phase } };
    },
  });
}

const changeHolidays = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/calendars/{calendar}/holidays',
    operationId: 'changeHolidays',
    summary: 'Change holidays after the business date (calendar authority)',
    tag: 'Calendar',
    params,
    body: NewHolidays,
    command: 'calendar:changeHolidays',
    bodyOf: ({ params: { calendar }, body: { version, add = [], remove = [] } }) => ({
      ...{ calendar, version, add, remove },
    }),
  });

function lateInstructions(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/calendars/{calendar}/late-instructions',
    operationId: 'listLateInstructions',
    summary: 'Pending instructions that should have settled on a business day that has ended',
    tag: 'Calendar',
    params,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: LateInstructions },
    handle: ({ params: { calendar }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCalendar(queries, calendar);
      const page = queries.businessDays.late(calendar, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(calendar), ...page } };
    },
  });
}

function displacedInstructions(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/calendars/{calendar}/displaced-instructions',
    operationId: 'listDisplacedInstructions',
    summary: 'Pending instructions whose settlement date has become a holiday; they settle on the next business day',
    tag: 'Calendar',
    params,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: DisplacedInstructions },
    handle: ({ params: { calendar }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCalendar(queries, calendar);
      const page = queries.businessDays.displaced(calendar, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(calendar), ...page } };
    },
  });
}
