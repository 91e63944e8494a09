import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import {
  breakId,
  calendarId,
  instructionId,
  mspId,
  sha256Text,
  type BreakId,
  type CalendarId,
  type InstructionId,
  type MspId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { optional, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** What does not agree: units held, a settlement, a record of a party or a security, or something else. */
export const BREAK_REASONS = ['position', 'settlement', 'cash', 'record', 'other'] as const;

/** A reason of a break. */
export type BreakReason = (typeof BREAK_REASONS)[number];

/** What an organisation says of a break when it raises it. */
export interface BreakReport {
  readonly breakId: BreakId;
  readonly isin: Isin;
  readonly instructionId?: InstructionId;
  readonly reason: BreakReason;
  /** SHA-256 of the document that describes it; the document itself stays with the organisation. */
  readonly documentHash: Sha256;
}

/** A difference between books that must be resolved before the business day can end. */
export interface Break extends BreakReport {
  readonly calendar: CalendarId;
  readonly raisedBy: MspId;
  readonly raisedOn: BusinessDate;
  readonly resolution?: BreakResolution;
}

/** How a break ended. */
export interface BreakResolution {
  readonly by: MspId;
  readonly on: BusinessDate;
  /** SHA-256 of the note that says how. */
  readonly noteHash: Sha256;
}

const reportFields = {
  breakId,
  isin,
  instructionId: optional(instructionId),
  reason: word(...BREAK_REASONS),
  documentHash: sha256Text,
} as const;

/** Reader of the body of `calendar:raiseBreak`. */
export const breakReport: Reader<BreakReport> = record(reportFields);

/** Reader of the body of `calendar:resolveBreak`. */
export const resolveBreakRequest = record({ calendar: calendarId, breakId, noteHash: sha256Text });

/** How a break is stored. */
export const breakRecord = storedRecord<Break>(
  'break',
  record({
    ...reportFields,
    calendar: calendarId,
    raisedBy: mspId,
    raisedOn: businessDate,
    resolution: optional(record({ by: mspId, on: businessDate, noteHash: sha256Text })),
  }),
);

/** @throws DomainError BREAK_NOT_OPEN */
export function resolveBreak(open: Break, resolution: BreakResolution): Break {
  if (open.resolution !== undefined) throw new DomainError('BREAK_NOT_OPEN', { breakId: open.breakId });
  return { ...open, resolution };
}

/** Refuses the end of a business day while breaks are open. @throws DomainError BREAKS_OPEN */
export function requireNoBreaks(open: readonly BreakId[]): void {
  if (open.length === 0) return;
  const breakIds = open.slice(0, LIMITS.breakIdsInRefusalMax).join(' ');
  throw new DomainError('BREAKS_OPEN', { breaks: open.length, breakIds });
}
