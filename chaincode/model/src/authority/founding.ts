import { calendarFields, type BusinessCalendar } from '../calendar/business-calendar.js';
import { requireBusinessDay } from '../calendar/day-step.js';
import { DomainError } from '../errors/domain-error.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { calendarId, networkName, type CalendarId, type NetworkName } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { keyPolicy } from '../policy/key-policy.js';
import { foundingParticipant, Participants, role, type Participant, type Role } from './participant.js';

/** Who may override the attestors of a key, with how many witnesses among the other members. */
export interface LawfulOverride {
  readonly authority: Role;
  /** Administrators of other members that must sign too; at least one. */
  readonly witnesses: number;
}

/** A calendar as the channel begins with it. */
export interface CalendarOpening extends Omit<BusinessCalendar, 'version'> {
  /** The first business date; a business day. */
  readonly businessDate: BusinessDate;
}

/** What the ledger knows of itself. */
export interface ChannelCharter {
  /** Name of the network, the same on all its channels: statements are signed for one network and one channel. */
  readonly network: NetworkName;
  /** Calendar whose business date decides where no security does: claims, mandates, keys. */
  readonly referenceCalendar: CalendarId;
}

/** The first authority records of a channel: the body of `authority:bootstrap`. */
export interface Founding extends ChannelCharter {
  readonly participants: readonly Participant[];
  readonly calendars: readonly CalendarOpening[];
  readonly lawfulOverride: LawfulOverride;
}

/**
 * What a member keeps in its implicit collection when it accepts a founding. Only the member itself can put it there, and
 * everybody else compares its hash: no majority founds a channel with others' roles without them.
 */
export const foundingText = (accepted: Founding): string => canonicalJson(accepted);

const lawfulOverride = record({ authority: role, witnesses: count({ min: 1, max: LIMITS.participantsMax }) });

/** How the lawful override of a channel is stored. */
export const lawfulOverrideRecord = storedRecord<LawfulOverride>('lawful override', lawfulOverride);

const charterFields = { network: networkName, referenceCalendar: calendarId } as const;

/** How the charter of a channel is stored. */
export const channelCharterRecord = storedRecord<ChannelCharter>('channel charter', record(charterFields));

const fields: Reader<Founding> = record({
  ...charterFields,
  participants: list(foundingParticipant, { min: 2, max: LIMITS.participantsMax }),
  calendars: list(record({ ...calendarFields, businessDate }), { min: 1, max: LIMITS.calendarsMax }),
  lawfulOverride,
});

const NECESSARY_ROLES: readonly Role[] = ['registrar', 'calendarAuthority'];

/**
 * Reader of a founding. It must leave no necessary role empty, name nobody twice, and allow sound key policies: a
 * channel whose override cannot be satisfied would strand keys later, when it can no longer be mended.
 * Errors: AUTHORITY_INCOMPLETE, CALENDAR_UNKNOWN, DUPLICATE_IN_BATCH, NOT_A_BUSINESS_DAY, POLICY_INVALID.
 */
export const founding: Reader<Founding> = (value, path) => {
  const read = fields(value, path);
  requireDistinct(read.participants.map((member) => member.mspId));
  requireDistinct(read.participants.map((member) => member.lei));
  requireDistinct(read.calendars.map((calendar) => calendar.id));
  if (!read.calendars.some(({ id }) => id === read.referenceCalendar)) {
    throw new DomainError('CALENDAR_UNKNOWN', { calendar: read.referenceCalendar });
  }
  for (const { businessDate: first, ...calendar } of read.calendars) {
    requireBusinessDay({ ...calendar, version: 1 }, first);
  }
  const participants = new Participants(read.participants);
  for (const necessary of [...NECESSARY_ROLES, read.lawfulOverride.authority]) {
    if (participants.withRole(necessary).length === 0) {
      throw new DomainError('AUTHORITY_INCOMPLETE', { role: necessary });
    }
  }
  keyPolicy([participants.members.slice(0, 2)], participants, read.lawfulOverride);
  return read;
};
