import {
  DomainError,
  founding,
  keyPolicy,
  Participants,
  selectAttestors,
  type CalendarDate,
  type Founding,
} from '@scrip/model';
import { policyBytes } from '../policy/policy-bytes.js';
import { readParticipants, writeCharter, writeLawfulOverride, writeParticipant } from '../records/authority-records.js';
import { writeCalendarDate } from '../records/calendar-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Writes the first authority records of a channel. Works only while there are none, for an organisation that they
 * name. From then on all members' peers must endorse a change of them.
 */
export const bootstrap: CommandHandler<Founding> = {
  body: founding,
  run: async (work, body) => {
    if ((await readParticipants(work.state)).all.length > 0) throw new DomainError('ALREADY_BOOTSTRAPPED');
    const participants = new Participants([...body.participants].sort((a, b) => (a.mspId < b.mspId ? -1 : 1)));
    participants.require(work.callerMspId);
    const calendars = body.calendars.map(({ id, businessDate }) => ({ calendar: id, businessDate }));
    writeAuthority(work, participants, body);
    openCalendars(work, participants, body, calendars);
    const { lawfulOverride, network, referenceCalendar } = body;
    const charter = { network, referenceCalendar };
    work.events.push({
      type: 'AuthorityBootstrapped',
      charter,
      participants: participants.all,
      calendars,
      lawfulOverride,
    });
    return { participants: participants.all, lawfulOverride };
  },
};

function writeAuthority(work: UnitOfWork, participants: Participants, body: Founding): void {
  const policy = policyBytes(keyPolicy(participants.members, participants, body.lawfulOverride));
  for (const participant of participants.all) writeParticipant(work.state, participant, policy);
  writeLawfulOverride(work.state, body.lawfulOverride, policy);
  writeCharter(work.state, { network: body.network, referenceCalendar: body.referenceCalendar }, policy);
}

/** A business date is attested by the calendar authority and the registrar: neither can move time alone. */
function openCalendars(
  work: UnitOfWork,
  participants: Participants,
  body: Founding,
  calendars: readonly CalendarDate[],
): void {
  const first = [...participants.withRole('calendarAuthority'), ...participants.withRole('registrar')];
  const attestors = selectAttestors(first, participants.withRole('regulator'));
  const policy = policyBytes(keyPolicy(attestors, participants, body.lawfulOverride));
  for (const calendar of calendars) writeCalendarDate(work.state, calendar, policy);
}
