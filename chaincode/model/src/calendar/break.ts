import { role, type Role } from '../authority/participant.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import {
  breakId,
  calendarId,
  instructionId,
  mspId,
  partyId,
  sha256Text,
  type BreakId,
  type CalendarId,
  type InstructionId,
  type MspId,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import {
  difference,
  reconciliationScope,
  type Difference,
  type ReconciliationScope,
} from '../reconciliation/difference.js';
import { correctionNoted, type CorrectionNote } from '../register/correction.js';
import { entryId, type EntryId } from '../register/entry-id.js';
import { list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** What does not agree: units held, a settlement, cash, a record of a party or a security, or something else. */
export const BREAK_REASONS = ['position', 'settlement', 'cash', 'record', 'other'] as const;

/** A reason of a break. */
export type BreakReason = (typeof BREAK_REASONS)[number];

/** Whether a break keeps the business day from ending, or is only to be looked at. */
export const BREAK_SEVERITIES = ['blocking', 'warning'] as const;

/** A severity of a break. */
export type BreakSeverity = (typeof BREAK_SEVERITIES)[number];

/** Who has to clear a break up. */
export interface BreakOwner {
  readonly mspId: MspId;
  /** In which of its roles; absent: whoever acts for the organisation. */
  readonly role?: Role;
}

/** What an organisation says of a break when it raises it. */
export interface BreakReport {
  readonly breakId: BreakId;
  readonly isin: Isin;
  readonly instructionId?: InstructionId;
  /** Whose holding it is about: an entry that corrects the register resolves it only where it moves units of that one. */
  readonly holderId?: PartyId;
  readonly reason: BreakReason;
  /** How many units of a position differ; absent: who raised it does not say. */
  readonly units?: bigint;
  /** SHA-256 of the document that describes it; the document itself stays with the organisation. */
  readonly documentHash: Sha256;
  /** Absent: blocking. */
  readonly severity?: BreakSeverity;
  /** Absent: the registrar of the security. */
  readonly owner?: BreakOwner;
}

/** The difference that a reconciliation found: the break closes by itself with the run that no longer finds it. */
export interface FoundDifference extends Difference {
  readonly scope: ReconciliationScope;
}

/** A difference between books. While it is open and blocking, the business day cannot end. */
export interface Break extends Omit<BreakReport, 'documentHash' | 'severity' | 'owner'> {
  /** Absent where a reconciliation needed no document to find it. */
  readonly documentHash?: Sha256;
  readonly severity: BreakSeverity;
  readonly owner: BreakOwner;
  readonly calendar: CalendarId;
  readonly raisedBy: MspId;
  readonly raisedOn: BusinessDate;
  readonly found?: FoundDifference;
  readonly explanation?: BreakExplanation;
  /** Entries that have corrected the register over it, since its figures were found. */
  readonly corrections?: readonly CorrectionNote[];
  readonly resolution?: BreakResolution;
}

/** Where a difference comes from, in the owner's words; it stays open. */
export interface BreakExplanation {
  readonly by: MspId;
  readonly on: BusinessDate;
  /** SHA-256 of the note that says where it comes from. */
  readonly noteHash: Sha256;
}

/** How a break ended: by a note, by an entry that corrects the register, or by a run that no longer finds it. */
export interface BreakResolution {
  readonly by: MspId;
  readonly on: BusinessDate;
  /** SHA-256 of the note that says how. */
  readonly noteHash?: Sha256;
  readonly entry?: EntryId;
  /** The reconciliation that no longer found it: the transaction of its report. */
  readonly report?: Sha256;
}

const owner: Reader<BreakOwner> = record({ mspId, role: optional(role) });
const severity = word(...BREAK_SEVERITIES);
const subjectFields = {
  breakId,
  isin,
  instructionId: optional(instructionId),
  holderId: optional(partyId),
  reason: word(...BREAK_REASONS),
  units: optional(units),
} as const;

const reportOf = record({
  ...subjectFields,
  documentHash: sha256Text,
  severity: optional(severity),
  owner: optional(owner),
});

/** Reader of the body of `calendar:raiseBreak`. */
export const breakReport: Reader<BreakReport> = (value, path) => {
  const report = reportOf(value, path);
  if (report.units !== undefined && report.reason !== 'position') refuseField(`${path}/units`, 'absent: no position');
  return report;
};

const named = { calendar: calendarId, breakId } as const;

/** Reader of the body of `calendar:resolveBreak` and of `calendar:explainBreak`. */
export const breakNote = record({ ...named, noteHash: sha256Text });

/** What is said about a break. */
export type BreakNote = ReturnType<typeof breakNote>;

/** Reader of the body of `calendar:assignBreak`. */
export const breakAssignment = record({ ...named, owner });

/** Who is to clear a break up from now on. */
export type BreakAssignment = ReturnType<typeof breakAssignment>;

/** How a break is stored. In schema 1 every break was blocking and with who raised it. */
export const breakRecord = storedRecord<Break>(
  'break',
  record({
    ...subjectFields,
    documentHash: optional(sha256Text),
    severity,
    owner,
    calendar: calendarId,
    raisedBy: mspId,
    raisedOn: businessDate,
    found: optional((value: unknown, path: string) => {
      const { scope, ...rest } = value as { readonly scope: unknown };
      return { scope: reconciliationScope(scope, `${path}/scope`), ...difference(rest, path) };
    }),
    corrections: optional(list(correctionNoted, { min: 1, max: LIMITS.correctionsPerBreakMax })),
    explanation: optional(record({ by: mspId, on: businessDate, noteHash: sha256Text })),
    resolution: optional(
      record({
        by: mspId,
        on: businessDate,
        noteHash: optional(sha256Text),
        entry: optional(entryId),
        report: optional(sha256Text),
      }),
    ),
  }),
  [(fields) => ({ ...fields, severity: 'blocking', owner: { mspId: fields['raisedBy'] } })],
);

/** A break that is open still. @throws DomainError BREAK_NOT_OPEN */
export function requireOpen(given: Break): Break {
  if (given.resolution !== undefined) throw new DomainError('BREAK_NOT_OPEN', { breakId: given.breakId });
  return given;
}

/** Whose holding a break is about, as who raised it said or a reconciliation found. */
function holderOf({ holderId, found }: Break): string | undefined {
  const [what, named] = found?.subject.split(':') ?? [];
  return holderId ?? (what === 'holder' ? named : undefined);
}

/**
 * A break that is about units of one of some holders: what moves other units, or repairs something else, does not end it.
 *
 * @throws DomainError BREAK_OF_ANOTHER_MATTER
 */
export function requireAboutUnitsOf(given: Break, holders: readonly PartyId[]): void {
  const about = holderOf(given);
  if (given.reason === 'position' && holders.some((each) => each === about)) return;
  throw new DomainError('BREAK_OF_ANOTHER_MATTER', { breakId: given.breakId });
}

/** @throws DomainError BREAK_NOT_OPEN */
export const resolveBreak = (given: Break, resolution: BreakResolution): Break => ({
  ...requireOpen(given),
  resolution,
});

/** Refuses the end of a business day while blocking breaks are open. @throws DomainError BREAKS_OPEN */
export function requireNoBreaks(open: readonly BreakId[]): void {
  if (open.length === 0) return;
  const breakIds = open.slice(0, LIMITS.breakIdsInRefusalMax).join(' ');
  throw new DomainError('BREAKS_OPEN', { breaks: open.length, breakIds });
}
