import { businessCalendar, businessDaysBetween, parseBusinessDate } from '@scrip/model';
import { z } from 'zod';
import type { JsonObject } from '../../ledger/ledger.js';
import type { ChannelQueries } from '../../read-model/queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireCalendar } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import {
  BreakList,
  BreakReceipt,
  BreakReply,
  BreaksQuery,
  NewAssignment,
  NewBreak,
  NewResolution,
  RaisedBreak,
} from '../schemas/calendar.js';
import { BreakId, CalendarId, ChannelQuery, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

/** Routes of breaks: differences that keep a business day from ending. */
export const breakRoutes = (services: Services): readonly Route[] => [
  raiseBreak(services),
  assignBreak(services),
  explainBreak(services),
  resolveBreak(services),
  listBreaks(services),
  getBreak(services),
];

const BREAK_PATH = '/v1/calendars/{calendar}/breaks/{breakId}';

const raiseBreak = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/breaks',
    operationId: 'raiseBreak',
    summary: 'Raise a break over a security or an instruction; the business day cannot end until it is resolved',
    tag: 'Calendar',
    params: Nothing,
    body: NewBreak,
    reply: { description: 'Raised', schema: RaisedBreak },
    created: {
      path: BREAK_PATH,
      at: ({ result }) => z.object({ calendar: z.string(), breakId: z.string() }).parse(result),
    },
    command: 'calendar:raiseBreak',
    bodyOf: ({ body }) => stated(body),
  });

const named = z.strictObject({ calendar: CalendarId, breakId: BreakId });

const assignBreak = (services: Services): Route =>
  commandRoute(services, {
    path: `${BREAK_PATH}/assignment`,
    operationId: 'assignBreak',
    summary: 'Give a break to another organisation to clear up (who raised it, who has it, or regulator)',
    tag: 'Calendar',
    params: named,
    body: NewAssignment,
    reply: { description: 'Assigned', schema: BreakReceipt },
    command: 'calendar:assignBreak',
    bodyOf: ({ params, body }) => stated({ ...params, ...body }),
  });

const explainBreak = (services: Services): Route =>
  commandRoute(services, {
    path: `${BREAK_PATH}/explanation`,
    operationId: 'explainBreak',
    summary: 'Say where a difference comes from, by the owner of the break; it stays open',
    tag: 'Calendar',
    params: named,
    body: NewResolution,
    reply: { description: 'Explained', schema: BreakReceipt },
    command: 'calendar:explainBreak',
    bodyOf: ({ params, body }) => ({ ...params, ...body }),
  });

const resolveBreak = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/calendars/{calendar}/breaks/{breakId}/resolution',
    operationId: 'resolveBreak',
    summary: 'Resolve a break (organisation that raised it, or regulator)',
    tag: 'Calendar',
    params: named,
    body: NewResolution,
    command: 'calendar:resolveBreak',
    bodyOf: ({ params, body }) => ({ ...params, ...body }),
  });

function getBreak(services: Services): Route {
  return route({
    method: 'get',
    path: BREAK_PATH,
    operationId: 'getBreak',
    summary: 'A break, and how it was resolved',
    tag: 'Calendar',
    params: named,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The break', schema: BreakReply },
    handle: ({ params: { calendar, breakId }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCalendar(queries, calendar);
      const found = queries.businessDays.break(calendar, breakId);
      if (found === undefined) throw ledgerProblem('BREAK_UNKNOWN');
      return { status: 200, body: { asOf: queries.asOf(calendar), break: aged(queries, calendar, found) } };
    },
  });
}

function listBreaks(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/calendars/{calendar}/breaks',
    operationId: 'listBreaks',
    summary: 'The breaks of a calendar',
    tag: 'Calendar',
    params: z.strictObject({ calendar: CalendarId }),
    query: BreaksQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: BreakList },
    handle: ({ params: { calendar }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCalendar(queries, calendar);
      const { items, ...page } = queries.businessDays.breaks(calendar, query, askedPage(query));
      const shown = items.map((each) => aged(queries, calendar, each));
      return { status: 200, body: { asOf: queries.asOf(calendar), ...page, items: shown } };
    },
  });
}

const Dates = z.object({ raisedOn: z.string(), resolution: z.object({ on: z.string() }).optional() });

/** A break with its age in business days of its calendar. */
function aged(queries: ChannelQueries, id: string, found: JsonObject): object {
  const { raisedOn, resolution } = Dates.parse(found);
  const until = resolution?.on ?? queries.asOf(id).businessDate ?? raisedOn;
  const calendar = businessCalendar(requireCalendar(queries, id), '');
  const ageDays = businessDaysBetween([calendar], parseBusinessDate(raisedOn), parseBusinessDate(until));
  return { ...found, ageDays };
}
