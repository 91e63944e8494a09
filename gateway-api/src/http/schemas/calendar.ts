import { BREAK_REASONS, BREAK_SEVERITIES, CORRECTION_REASONS, DAY_PHASES, LIMITS, ROLES, WEEKDAYS } from '@scrip/model';
import { z } from 'zod';
import { FoundDifference } from './reconciliation.js';
import {
  AsOf,
  BreakId,
  BusinessDate,
  CalendarId,
  InstructionId,
  Isin,
  MspId,
  oneOf,
  PageQuery,
  PartyId,
  Sha256,
  Units,
  receipt,
} from './fields.js';

const DayPhase = oneOf(DAY_PHASES).meta({
  description:
    'Phase of the business day: open; after the cut-off for instructions due the same day; after the settlement ' +
    'cut-off; closed',
});

const CorrectionReason = oneOf(CORRECTION_REASONS).meta({
  description: 'Why business days are left out: nothing ran on them, the market was closed, or a date was wrong',
});

const TimeOfDay = z.string().meta({ description: 'Hour and minute in the zone of the calendar', example: '16:00' });
/** A business calendar. */
export const Calendar = z
  .strictObject({
    id: CalendarId,
    weekend: z.array(oneOf(WEEKDAYS)),
    holidays: z.array(BusinessDate),
    timeZone: z.string().meta({ description: 'IANA time zone', example: 'Europe/Berlin' }),
    cutOffs: z.strictObject({ instruction: TimeOfDay, settlement: TimeOfDay }),
    version: z.int().min(1).meta({ description: 'Counts the changes of the holidays' }),
  })
  .meta({ id: 'Calendar' });

/** A step that one organisation has asked for and another one has not agreed to yet. */
const AskedStep = z
  .strictObject({
    businessDate: BusinessDate,
    phase: DayPhase,
    correction: CorrectionReason.optional(),
    by: z.array(MspId),
  })
  .meta({ id: 'AskedStep' });

/** Answer of GET /v1/business-date. */
export const BusinessDates = z
  .strictObject({
    asOf: AsOf,
    items: z.array(
      z.strictObject({ calendar: CalendarId, date: BusinessDate, phase: DayPhase, asked: AskedStep.optional() }),
    ),
  })
  .meta({ id: 'BusinessDates' });

/** Body of POST /v1/business-date. */
export const NewBusinessDate = z
  .strictObject({
    calendar: CalendarId,
    date: BusinessDate,
    phase: DayPhase.optional().meta({ description: 'open, if absent: the next business day begins' }),
  })
  .meta({ id: 'NewBusinessDate' });

/** Body of POST /v1/business-date/corrections. */
export const NewCorrection = z
  .strictObject({ calendar: CalendarId, date: BusinessDate, reason: CorrectionReason })
  .meta({ id: 'NewBusinessDateCorrection' });

/** Answer of POST /v1/business-date. */
export const AdvancedBusinessDate = z
  .strictObject({
    calendar: CalendarId,
    date: BusinessDate,
    phase: DayPhase,
    status: z.enum(['asked', 'moved']).meta({
      description: 'asked: the other organisation, calendar authority or registrar, must send the same',
    }),
    by: z.array(MspId),
    ...receipt,
  })
  .meta({ id: 'AdvancedBusinessDate' });

/** Answer of GET /v1/calendars. */
export const CalendarList = z.strictObject({ asOf: AsOf, items: z.array(Calendar) }).meta({ id: 'CalendarList' });

/** Answer of GET /v1/calendars/{calendar}. */
export const CalendarReply = z
  .strictObject({ asOf: AsOf, calendar: Calendar, phase: DayPhase })
  .meta({ id: 'CalendarReply' });

const Days = z.array(BusinessDate).max(LIMITS.holidaysPerCalendarMax).optional();

/** Body of POST /v1/calendars/{calendar}/holidays. */
export const NewHolidays = z
  .strictObject({
    version: z.int().min(1).meta({ description: 'Version of the calendar that the change was decided on' }),
    add: Days.meta({ description: 'Later days that become holidays, in ascending order' }),
    remove: Days.meta({ description: 'Later holidays that become business days, in ascending order' }),
  })
  .meta({ id: 'NewHolidays' });

const waiting = { instructionId: InstructionId, isin: Isin, custodian: MspId, settlementDate: BusinessDate };

/** Answer of GET /v1/calendars/{calendar}/displaced-instructions. */
export const DisplacedInstructions = z
  .strictObject({ asOf: AsOf, items: z.array(z.strictObject(waiting)), nextCursor: z.string().optional() })
  .meta({ id: 'DisplacedInstructions' });

/** Answer of GET /v1/calendars/{calendar}/late-instructions. */
export const LateInstructions = z
  .strictObject({
    asOf: AsOf,
    items: z.array(z.strictObject({ ...waiting, lateSince: BusinessDate })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'LateInstructions' });

/** Who has to clear a break up. */
const BreakOwner = z
  .strictObject({ mspId: MspId, role: oneOf(ROLES).optional().meta({ description: 'In which of its roles' }) })
  .meta({ id: 'BreakOwner' });

const Severity = oneOf(BREAK_SEVERITIES).meta({
  description: 'blocking keeps the business day from ending; a warning does not',
});

const reported = {
  breakId: BreakId,
  isin: Isin,
  instructionId: InstructionId.optional(),
  holderId: PartyId.optional().meta({
    description: 'Whose holding it is about; the register is corrected only over a break that names one of the holders',
  }),
  reason: oneOf(BREAK_REASONS).meta({ description: 'What does not agree' }),
  units: Units.optional().meta({
    description:
      'How many units of a position differ: the break ends once so many are corrected, with the first if absent',
  }),
  documentHash: Sha256,
};

/** Body of POST /v1/breaks. */
export const NewBreak = z
  .strictObject({
    ...reported,
    severity: Severity.optional().meta({ description: 'blocking, if absent' }),
    owner: BreakOwner.optional().meta({
      description: 'Who is to clear it up; the registrar of the security, if absent',
    }),
  })
  .meta({ id: 'NewBreak' });

/** Body of POST /v1/calendars/{calendar}/breaks/{breakId}/assignment. */
export const NewAssignment = z.strictObject({ owner: BreakOwner }).meta({ id: 'NewBreakAssignment' });

/** Answer of an assignment or an explanation. */
export const BreakReceipt = z
  .strictObject({ calendar: CalendarId, breakId: BreakId, ...receipt })
  .meta({ id: 'BreakReceipt' });

/** Body of POST /v1/calendars/{calendar}/breaks/{breakId}/resolution. */
export const NewResolution = z.strictObject({ noteHash: Sha256 }).meta({ id: 'NewBreakResolution' });

/** Answer of POST /v1/breaks. */
export const RaisedBreak = z
  .strictObject({ calendar: CalendarId, breakId: BreakId, ...receipt })
  .meta({ id: 'RaisedBreak' });

/** Query of GET /v1/calendars/{calendar}/breaks. */
export const BreaksQuery = PageQuery.extend({
  status: oneOf(['open', 'resolved'] as const).optional(),
  severity: Severity.optional(),
  owner: MspId.optional(),
  raisedBy: MspId.optional(),
  isin: Isin.optional(),
});

/** A break of a calendar. */
const Break = z
  .strictObject({
    calendar: CalendarId,
    ...reported,
    documentHash: Sha256.optional(),
    severity: Severity,
    owner: BreakOwner,
    raisedBy: MspId,
    raisedOn: BusinessDate,
    ageDays: z.int().meta({ description: 'Business days since it was raised, up to its end' }),
    found: FoundDifference.optional().meta({
      description: 'What a reconciliation found; absent where somebody raised it',
    }),
    explanation: z.strictObject({ by: MspId, on: BusinessDate, noteHash: Sha256 }).optional(),
    corrections: z
      .array(z.strictObject({ entry: z.string(), on: BusinessDate, units: Units }))
      .optional()
      .meta({ description: 'Entries that have corrected the register over it, since its figures were found' }),
    resolution: z
      .strictObject({
        ...{ by: MspId, on: BusinessDate, noteHash: Sha256.optional() },
        entry: z.string().optional().meta({ description: 'Entry of the register by which all of it is corrected' }),
        report: Sha256.optional().meta({ description: 'Reconciliation that no longer found it' }),
      })
      .optional(),
  })
  .meta({ id: 'Break' });

/** Answer of GET /v1/calendars/{calendar}/breaks/{breakId}. */
export const BreakReply = z.strictObject({ asOf: AsOf, break: Break }).meta({ id: 'BreakReply' });

/** Answer of GET /v1/calendars/{calendar}/breaks. */
export const BreakList = z
  .strictObject({ asOf: AsOf, items: z.array(Break), nextCursor: z.string().optional() })
  .meta({ id: 'BreakList' });
