import {
  addDays,
  founding,
  keyPolicy,
  Participants,
  sealMadeBy,
  sealPolicy,
  type CalendarDate,
  type CalendarOpening,
  type Founding,
  type TransactionId,
} from '@scrip/model';
import { calendarAttestors } from '../calendar/attestors.js';
import { policyBytes } from '../policy/policy-bytes.js';
import { writeCharter, writeLawfulOverride, writeParticipant, writeSeal } from '../records/authority-records.js';
import { writeCalendar, writeCalendarDate, writeDaysPassed } from '../records/calendar-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireAccepted, requireUnfounded } from './accept-founding.js';

/**
 * Writes the first authority records of a channel. Works only while there are none, for an organisation that they
 * name, and when every member has accepted them: the first write of a key needs no more than a majority's endorsements.
 * From then on all members' peers must endorse a change of them.
 */
export const bootstrap: CommandHandler<Founding> = {
  body: founding,
  run: async (work, body) => {
    await requireUnfounded(work);
    const participants = new Participants([...body.participants].sort((a, b) => (a.mspId < b.mspId ? -1 : 1)));
    participants.require(work.callerMspId);
    await requireAccepted(work, body);
    writeAuthority(work, participants, body);
    const calendars = body.calendars.map(dateOf);
    const { lawfulOverride, network, referenceCalendar } = body;
    const charter = { network, referenceCalendar };
    work.events.push({
      type: 'AuthorityBootstrapped',
      charter,
      participants: participants.all,
      calendars,
      lawfulOverride,
    });
    openCalendars(work, participants, body);
    return { participants: participants.all, lawfulOverride };
  },
};

function writeAuthority(work: UnitOfWork, participants: Participants, body: Founding): void {
  const policy = policyBytes(keyPolicy([participants.members], participants, body.lawfulOverride));
  for (const participant of participants.all) writeParticipant(work.state, participant, policy);
  writeLawfulOverride(work.state, body.lawfulOverride, policy);
  writeCharter(work.state, { network: body.network, referenceCalendar: body.referenceCalendar }, policy);
  const id = work.ledger.id as TransactionId;
  writeSeal(work.state, sealMadeBy(id), id, {
    policy,
    sealed: policyBytes(sealPolicy(participants, body.lawfulOverride)),
  });
}

const dateOf = ({ id, businessDate }: CalendarOpening): CalendarDate => ({ calendar: id, businessDate, phase: 'open' });

function openCalendars(work: UnitOfWork, participants: Participants, body: Founding): void {
  const policy = policyBytes(keyPolicy([calendarAttestors(participants)], participants, body.lawfulOverride));
  for (const opening of body.calendars) {
    const { id, weekend, holidays, timeZone, cutOffs } = opening;
    const calendar = { id, weekend, holidays, timeZone, cutOffs, version: 1 };
    writeCalendar(work.state, calendar, policy);
    writeCalendarDate(work.state, dateOf(opening), policy);
    writeDaysPassed(work.state, id, addDays(opening.businessDate, -1), opening.businessDate);
    work.events.push({ type: 'CalendarPublished', calendar });
  }
}
