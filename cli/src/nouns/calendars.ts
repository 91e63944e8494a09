import type { NewHolidays } from '@scrip/gateway-api';
import { businessDate, calendarId } from '@scrip/model';
import { argument, by, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { joined, proposed, showList, showRecord } from '../output/shows.js';

/** A calendar by its place. */
export const CALENDAR = argument('calendar', 'id of the calendar', by(calendarId));

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the business calendars of the channel',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.calendars.list(call.channel),
      [
        { heading: 'calendar', cell: ({ id }) => id },
        { heading: 'time zone', cell: ({ timeZone }) => timeZone },
        { heading: 'instructions until', cell: ({ cutOffs }) => cutOffs.instruction },
        { heading: 'settlement until', cell: ({ cutOffs }) => cutOffs.settlement },
        { heading: 'weekend', cell: ({ weekend }) => joined(weekend) },
        { heading: 'holidays', cell: ({ holidays }) => holidays.length, isNumber: true },
        { heading: 'version', cell: ({ version }) => version, isNumber: true },
      ],
      'The channel has no calendars.',
    ),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a business calendar with its holidays and where its day stands',
  example: 'TARGET',
  args: { calendar: CALENDAR },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.calendars.get(given.calendar, call.channel);
    const { calendar, phase } = reply;
    return showRecord(reply, [
      ['calendar', calendar.id],
      ['business date', reply.asOf.businessDate ?? undefined],
      ['phase', phase],
      ['time zone', calendar.timeZone],
      ['cut-offs', `instructions ${calendar.cutOffs.instruction}, settlement ${calendar.cutOffs.settlement}`],
      ['weekend', joined(calendar.weekend)],
      ['version', calendar.version],
      ['holidays', calendar.holidays.length === 0 ? 'none' : calendar.holidays],
    ]);
  },
});

const holidayOptions = {
  add: several('--add <date>', 'a day that becomes a holiday', by(businessDate)),
  remove: several('--remove <date>', 'a holiday that becomes a business day', by(businessDate)),
  body: bodyOption,
};

const changeHolidays = verb({
  name: 'change-holidays',
  kind: 'proposal',
  summary: 'Propose other holidays after the business date (calendar authority)',
  example: 'TARGET --add 2027-05-01',
  args: { calendar: CALENDAR },
  options: holidayOptions,
  run: async (call, given) => {
    const body = await bodyOf<NewHolidays, typeof given, never>(
      call,
      given,
      holidayOptions,
      [],
      async ({ add, remove }) => {
        if (add.length + remove.length === 0) throw new UsageError('missing: --add or --remove');
        const { version } = (await call.client.calendars.get(given.calendar, call.channel)).calendar;
        return { version, add: [...add].sort(), remove: [...remove].sort() };
      },
    );
    const { version, add = [], remove = [] } = body;
    const options = await call.signed('calendar:changeHolidays', { calendar: given.calendar, version, add, remove });
    return proposed(await call.client.calendars.changeHolidays(given.calendar, body, options));
  },
});

const late = verb({
  name: 'late',
  kind: 'read',
  summary: 'List pending instructions that should have settled',
  example: 'TARGET',
  args: { calendar: CALENDAR },
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.calendars.lateInstructions(given.calendar, options)),
      [
        { heading: 'instruction', cell: (row) => row.instructionId },
        { heading: 'isin', cell: (row) => row.isin },
        { heading: 'custodian', cell: ({ custodian }) => custodian },
        { heading: 'settlement', cell: ({ settlementDate }) => settlementDate },
        { heading: 'late since', cell: ({ lateSince }) => lateSince },
      ],
      'Nothing is late.',
    ),
});

const displaced = verb({
  name: 'displaced',
  kind: 'read',
  summary: 'List pending instructions whose settlement date has become a holiday',
  example: 'TARGET',
  args: { calendar: CALENDAR },
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.calendars.displacedInstructions(given.calendar, options)),
      [
        { heading: 'instruction', cell: (row) => row.instructionId },
        { heading: 'isin', cell: (row) => row.isin },
        { heading: 'custodian', cell: ({ custodian }) => custodian },
        { heading: 'settlement', cell: ({ settlementDate }) => settlementDate },
      ],
      'No instruction falls on a holiday.',
    ),
});

/** Business calendars. */
export const CALENDARS: Noun = {
  name: 'calendars',
  summary: 'Business calendars, holidays, late instructions',
  verbs: [list, show, changeHolidays, late, displaced],
};
