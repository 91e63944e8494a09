import {
  BREAK_REASONS,
  BREAK_SEVERITIES,
  breakId,
  instructionId,
  isin,
  mspId,
  partyId,
  ROLES,
  units,
} from '@scrip/model';
import type { BreakReply, NewAssignment } from '@scrip/gateway-api';
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
  options: {
    status: choice('--status <status>', 'only those that stand so', ['open', 'resolved']),
    severity: choice('--severity <severity>', 'only those', BREAK_SEVERITIES),
    owner: option('--owner <msp>', 'only those of an organisation to clear up', by(mspId)),
    raisedBy: option('--raised-by <msp>', 'only those that an organisation has raised', by(mspId)),
    isin: option('--isin <isin>', 'only those of a security', by(isin)),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) =>
        call.client.calendars.breaks(
          given.calendar,
          stated({
            ...{ ...options, status: given.status, severity: given.severity },
            ...{ owner: given.owner, raisedBy: given.raisedBy, isin: given.isin },
          }),
        ),
      ),
      [
        { heading: 'break', cell: (row) => row.breakId },
        { heading: 'isin', cell: (row) => row.isin },
        { heading: 'instruction', cell: (row) => row.instructionId },
        { heading: 'holder', cell: (row) => row.holderId },
        { heading: 'reason', cell: ({ reason }) => reason },
        { heading: 'differs', cell: ({ found }) => found?.subject },
        { heading: 'severity', cell: ({ severity }) => severity },
        { heading: 'owner', cell: ({ owner }) => owner.mspId },
        { heading: 'raised by', cell: ({ raisedBy }) => raisedBy },
        { heading: 'age', cell: ({ ageDays }) => ageDays, isNumber: true },
        { heading: 'resolved', cell: ({ resolution }) => resolution && `${resolution.on} by ${resolution.by}` },
      ],
      'There are none.',
    ),
});

type Break = BreakReply['break'];

const figureText = (figure: NonNullable<Break['found']>['found']): string =>
  'units' in figure ? `${figure.units} units` : `hash ${figure.hash}`;

const howResolved = ({ noteHash, entry, report }: NonNullable<Break['resolution']>): string => {
  if (entry !== undefined) return `entry ${entry}`;
  return report === undefined ? `note ${noteHash ?? ''}` : `no longer found by ${report}`;
};

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a break of a calendar',
  example: 'TARGET b-2026-0001',
  args: { calendar: CALENDAR, break: argument('break', 'id of the break', by(breakId)) },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.calendars.break(given.calendar, given.break, call.channel);
    const { resolution, explanation, found, owner, corrections = [], ...facts } = reply.break;
    return showRecord(reply, [
      ['calendar', facts.calendar],
      ['break', facts.breakId],
      ['isin', facts.isin],
      ['instruction', facts.instructionId],
      ['holder', facts.holderId],
      ['reason', facts.reason],
      ['document', facts.documentHash],
      ['severity', facts.severity],
      ['owner', [owner.mspId, owner.role].filter((each) => each !== undefined).join(', ')],
      ['raised', `${facts.raisedOn} by ${facts.raisedBy}, ${String(facts.ageDays)} business days`],
      ['differs', found && `${found.subject} (${found.scope})`],
      ['expected', found && figureText(found.expected)],
      ['found', found && figureText(found.found)],
      ['units', facts.units],
      ...corrections.map((each): [string, string] => [
        'corrected',
        `${each.units} units on ${each.on} by entry ${each.entry}`,
      ]),
      ['explained', explanation && `${explanation.on} by ${explanation.by}, note ${explanation.noteHash}`],
      [
        'resolved',
        resolution === undefined ? 'no' : `${resolution.on} by ${resolution.by}, ${howResolved(resolution)}`,
      ],
    ]);
  },
});

const OWNER = {
  owner: option('--owner <msp>', 'who is to clear it up (else the registrar of the security)', by(mspId)),
  role: choice('--role <role>', 'in which of its roles', ROLES),
};

const ownerOf = (owner: string, role: (typeof ROLES)[number] | undefined): NewAssignment['owner'] =>
  stated({ mspId: owner, role });

const assign = verb({
  name: 'assign',
  kind: 'command',
  summary: 'Give a break to another organisation to clear up',
  example: 'TARGET b-2026-0001 --owner CirrusMSP --role custodian',
  args: { calendar: CALENDAR, break: argument('break', 'id of the break', by(breakId)) },
  options: { ...OWNER, owner: required('--owner <msp>', 'who is to clear it up', by(mspId)) },
  run: async (call, { calendar, break: id, owner, role }) => {
    const body = { owner: ownerOf(owner, role) };
    const reply = await call.client.calendars.assignBreak(calendar, id, body, call.command);
    return done(reply, `${owner} has break ${reply.breakId} to clear up.`);
  },
});

const explain = verb({
  name: 'explain',
  kind: 'command',
  summary: 'Say where a difference comes from; the break stays open',
  example: 'TARGET b-2026-0001 --note note.pdf',
  args: { calendar: CALENDAR, break: argument('break', 'id of the break', by(breakId)) },
  options: { note: required('--note <file>', 'where it comes from; only its SHA-256 is sent', digestOfFile) },
  run: async (call, { calendar, break: id, note }) => {
    const reply = await call.client.calendars.explainBreak(calendar, id, { noteHash: note }, call.command);
    return done(reply, `Break ${reply.breakId} is explained and stays open.`);
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
    holder: option('--holder <party>', 'whose holding it is about, so that a correction can be over it', by(partyId)),
    units: option('--units <n>', 'how many units differ (else the first correction ends it)', by(units)),
    reason: requiredChoice('--reason <reason>', 'what does not agree', BREAK_REASONS),
    document: required('--document <file>', 'what shows it; only its SHA-256 is sent', digestOfFile),
    severity: choice('--severity <severity>', 'whether the day can end (else blocking)', BREAK_SEVERITIES),
    ...OWNER,
  },
  run: async (call, given) => {
    const { isin: of, instruction, holder, units: over, reason, document, severity, owner, role } = given;
    const about = { breakId: given.break, isin: of, instructionId: instruction, holderId: holder };
    const body = stated({
      ...about,
      reason,
      units: over,
      documentHash: document,
      severity,
      owner: owner === undefined ? undefined : ownerOf(owner, role),
    });
    const reply = await call.client.calendars.raiseBreak(body, call.command);
    return done(
      reply,
      severity === 'warning'
        ? `Break ${reply.breakId} is open; it does not keep the business day of ${reply.calendar} from ending.`
        : `Break ${reply.breakId} is open; the business day of ${reply.calendar} does not end until it is resolved.`,
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
  verbs: [listBreaks, show, raise, assign, explain, resolve],
};
