import { z } from 'zod';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireCalendar } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { BreakList, BreakReply, BreaksQuery, NewBreak, NewResolution, RaisedBreak } from '../schemas/calendar.js';
import { BreakId, CalendarId, ChannelQuery, Nothing } from '../schemas/fields.js';
import { commandRoute, proposalRoute } from './command-route.js';

/** Routes of breaks: differences that keep a business day from ending. */
export const breakRoutes = (services: Services): readonly Route[] => [
  raiseBreak(services),
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
    bodyOf: ({ body: { instructionId, ...report } }) => ({
      ...report,
      ...(instructionId === undefined ? {} : { instructionId }),
    }),
  });

const resolveBreak = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/calendars/{calendar}/breaks/{breakId}/resolution',
    operationId: 'resolveBreak',
    summary: 'Resolve a break (organisation that raised it, or regulator)',
    tag: 'Calendar',
    params: z.strictObject({ calendar: CalendarId, breakId: BreakId }),
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
    params: z.strictObject({ calendar: CalendarId, breakId: BreakId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The break', schema: BreakReply },
    handle: ({ params: { calendar, breakId }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCalendar(queries, calendar);
      const found = queries.businessDays.break(calendar, breakId);
      if (found === undefined) throw ledgerProblem('BREAK_UNKNOWN');
      return { status: 200, body: { asOf: queries.asOf(calendar), break: found } };
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
      const found = queries.businessDays.breaks(calendar, query.status, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(calendar), ...found } };
    },
  });
}
