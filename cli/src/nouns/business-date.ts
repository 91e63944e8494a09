import type { AdvancedBusinessDate, NewBusinessDate } from '@scrip/gateway-api';
import {
  type BusinessCalendar,
  businessDate,
  CORRECTION_REASONS,
  DAY_PHASES,
  type DayMoment,
  nextMoment,
} from '@scrip/model';
import type { Call } from '../command/call.js';
import { EXIT } from '../command/exit-code.js';
import { by, choice, option, required, requiredChoice } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { done, proposed, showList } from '../output/shows.js';
import { CALENDAR } from './calendars.js';

const dates = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show the business date and its phase for each calendar, and the step that was asked for',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.calendars.dates(call.channel),
      [
        { heading: 'calendar', cell: ({ calendar }) => calendar },
        { heading: 'business date', cell: ({ date }) => date },
        { heading: 'phase', cell: ({ phase }) => phase },
        {
          heading: 'asked for',
          cell: ({ asked }) => asked && `${asked.businessDate} ${asked.phase} by ${asked.by.join(', ')}`,
        },
      ],
      'The channel has no calendars.',
    ),
});

/** Where a calendar stands, and the one step that follows. */
async function nextStep(call: Call, calendar: string): Promise<{ readonly now: DayMoment; readonly next: DayMoment }> {
  const [reply, { items }] = await Promise.all([
    call.client.calendars.get(calendar, call.channel),
    call.client.calendars.dates(call.channel),
  ]);
  const found = items.find((item) => item.calendar === calendar);
  if (found === undefined) throw new UsageError(`there is no calendar ${calendar} on this channel`);
  const now = { businessDate: found.date, phase: found.phase } as DayMoment;
  return { now, next: nextMoment(reply.calendar as unknown as BusinessCalendar, now) };
}

async function step(call: Call, body: NewBusinessDate): Promise<Shown> {
  const reply = await call.client.calendars.advance(body, call.command);
  return showStep(reply);
}

function showStep(reply: AdvancedBusinessDate): Shown {
  const { calendar, date, phase, status, by: who } = reply;
  const moment = `${calendar} ${date} ${phase}`;
  if (status === 'moved') return done(reply, `${calendar} has moved to ${date}, ${phase}.`);
  const asked = `Asked for ${moment} by ${who.join(', ')}; the calendar authority and the registrar must ask for the same.`;
  return { ...done(reply, asked), exitCode: EXIT.waits };
}

const advance = verb({
  name: 'advance',
  kind: 'command',
  summary: 'Ask for the next step of a business day, or agree to it (calendar authority, registrar)',
  example: 'TARGET',
  args: { calendar: CALENDAR },
  options: {
    date: option('--date <date>', 'business date of the step (else that of the next one)', by(businessDate)),
    phase: choice('--phase <phase>', 'phase of the step (else the next one)', DAY_PHASES),
  },
  run: async (call, { calendar, date, phase }) => {
    const { next } = date === undefined || phase === undefined ? await nextStep(call, calendar) : { next: undefined };
    return step(call, { calendar, date: date ?? next?.businessDate ?? '', phase: phase ?? next?.phase ?? 'open' });
  },
});

const close = verb({
  name: 'close',
  kind: 'command',
  summary: 'Go on towards the close of the business day: the next cut-off, then the close, but no further',
  example: 'TARGET',
  args: { calendar: CALENDAR },
  options: {},
  run: async (call, { calendar }) => {
    const { now, next } = await nextStep(call, calendar);
    if (now.phase !== 'closed') return step(call, { calendar, date: next.businessDate, phase: next.phase });
    return {
      reply: { calendar, date: now.businessDate, phase: now.phase },
      lines: [`${calendar} ${now.businessDate} is closed.`],
    };
  },
});

const correct = verb({
  name: 'correct',
  kind: 'proposal',
  summary: 'Propose a later business date that leaves out those between (calendar authority, registrar)',
  example: 'TARGET --date 2026-12-02 --reason outage',
  args: { calendar: CALENDAR },
  options: {
    date: required('--date <date>', 'the later business day', by(businessDate)),
    reason: requiredChoice('--reason <reason>', 'why days are left out', CORRECTION_REASONS),
  },
  run: async (call, { calendar, date, reason }) => {
    const options = await call.signed('calendar:correct', { calendar, businessDate: date, reason });
    return proposed(await call.client.calendars.correct({ calendar, date, reason }, options));
  },
});

/** The business day. */
export const BUSINESS_DATE: Noun = {
  name: 'business-date',
  summary: 'The business day: its phases, its close, the next one',
  verbs: [dates, advance, close, correct],
};
