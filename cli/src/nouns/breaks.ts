import { BREAK_REASONS, breakId, instructionId, isin } from '@scrip/model';
import { argument, by, choice, option, required, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { done, proposed, showList, showRecord } from '../output/shows.js';
import { CALENDAR } from './calendars.js';

const listBreaks = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the breaks of a calendar; open ones keep the business day from ending',
  example: 'TARGET --status open',
  args: { calendar: CALENDAR },
  options: { status: choice('--status <status>', 'only those that stand so', ['open', 'resolved']), ...PAGE_OPTIONS },
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) =>
        call.client.calendars.breaks(given.calendar, stated({ ...options, status: given.status })),
      ),
      [
        { heading: 'break', cell: (row) => row.breakId },
        { heading: 'isin', cell: (row) => row.isin },
        { heading: 'instruction', cell: (row) => row.instructionId },
        { heading: 'reason', cell: ({ reason }) => reason },
        { heading: 'raised by', cell: ({ raisedBy }) => raisedBy },
        { heading: 'raised on', cell: ({ raisedOn }) => raisedOn },
        { heading: 'resolved', cell: ({ resolution }) => resolution && `${resolution.on} by ${resolution.by}` },
      ],
      'There are none.',
    ),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a break of a calendar',
  example: 'TARGET b-2026-0001',
  args: { calendar: CALENDAR, break: argument('break', 'id of the break', by(breakId)) },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.calendars.break(given.calendar, given.break, call.channel);
    const { resolution, ...facts } = reply.break;
    return showRecord(reply, [
      ['calendar', facts.calendar],
      ['break', facts.breakId],
      ['isin', facts.isin],
      ['instruction', facts.instructionId],
      ['reason', facts.reason],
      ['document', facts.documentHash],
      ['raised', `${facts.raisedOn} by ${facts.raisedBy}`],
      [
        'resolved',
        resolution === undefined ? 'no' : `${resolution.on} by ${resolution.by}, note ${resolution.noteHash}`,
      ],
    ]);
  },
});

const raise = verb({
  name: 'raise',
  kind: 'command',
  summary: 'Raise a break over a security or an instruction',
  example: 'b-2026-0001 --isin DE0007236101 --reason position --document report.pdf',
  args: { break: argument('break', 'id of the break, unique for the calendar', by(breakId)) },
  options: {
    isin: required('--isin <isin>', 'the security', by(isin)),
    instruction: option('--instruction <id>', 'the instruction, where it is about one', by(instructionId)),
    reason: requiredChoice('--reason <reason>', 'what does not agree', BREAK_REASONS),
    document: required('--document <file>', 'what shows it; only its SHA-256 is sent', digestOfFile),
  },
  run: async (call, given) => {
    const { isin: of, instruction, reason, document } = given;
    const body = stated({ breakId: given.break, isin: of, instructionId: instruction, reason, documentHash: document });
    const reply = await call.client.calendars.raiseBreak(body, call.command);
    return done(
      reply,
      `Break ${reply.breakId} is open; the business day of ${reply.calendar} does not end until it is resolved.`,
    );
  },
});

const resolve = verb({
  name: 'resolve',
  kind: 'proposal',
  summary: 'Propose how a break ends (organisation that raised it, or regulator)',
  example: 'TARGET b-2026-0001 --note note.pdf',
  args: { calendar: CALENDAR, break: argument('break', 'id of the break', by(breakId)) },
  options: { note: required('--note <file>', 'how it was resolved; only its SHA-256 is sent', digestOfFile) },
  run: async (call, { calendar, break: id, note }) => {
    const options = await call.signed('calendar:resolveBreak', { calendar, breakId: id, noteHash: note });
    return proposed(await call.client.calendars.resolveBreak(calendar, id, { noteHash: note }, options));
  },
});

/** Differences that keep a business day from ending. */
export const BREAKS: Noun = {
  name: 'breaks',
  summary: 'Differences that keep a business day from ending',
  verbs: [listBreaks, show, raise, resolve],
};
