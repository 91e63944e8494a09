import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { mspId, type MspId } from '../identifiers/names.js';
import { record, word } from '../serialisation/reader.js';

/** How an organisation stands in the consortium, from full membership to its end by the others or by itself. */
export const STANDINGS = ['good', 'probation', 'suspended', 'expelled', 'resigned'] as const;

/** A standing. */
export type StandingStatus = (typeof STANDINGS)[number];

/** Why a standing changed. */
export const STANDING_REASONS = ['admission', 'breach', 'insolvency', 'sanction', 'security', 'cured', 'own'] as const;

/** A reason of a standing. */
export type StandingReason = (typeof STANDING_REASONS)[number];

/** The standing of an organisation with the business date of the reference calendar on which it began. */
export interface Standing {
  readonly status: StandingStatus;
  readonly since: BusinessDate;
  readonly reason: StandingReason;
}

/** Reader of a standing. */
export const standing = record({
  status: word(...STANDINGS),
  since: businessDate,
  reason: word(...STANDING_REASONS),
});

/** What a regulator may make of another organisation's standing; only the organisation itself resigns. */
const IMPOSED = ['good', 'probation', 'suspended', 'expelled'] as const;

/** The body of `authority:changeStanding`. */
export interface StandingChange {
  readonly mspId: MspId;
  readonly status: (typeof IMPOSED)[number];
  readonly reason: StandingReason;
}

/** Reader of the body of `authority:changeStanding`. */
export const standingChange = record({ mspId, status: word(...IMPOSED), reason: word(...STANDING_REASONS) });

/** Whether an organisation may give commands; one that may not still reads. No record of a standing is a good one. */
export const mayCommand = (present: Standing | undefined): boolean =>
  present === undefined || present.status === 'good' || present.status === 'probation';

/**
 * The standing after a change. Who was expelled or has resigned comes back by a new admission only.
 *
 * @throws DomainError STANDING_FINAL, STANDING_UNCHANGED
 */
export function changeStanding(present: Standing | undefined, next: Standing): Standing {
  const { status } = present ?? { status: 'good' };
  if (status === 'expelled' || status === 'resigned') throw new DomainError('STANDING_FINAL', { status });
  if (status === next.status) throw new DomainError('STANDING_UNCHANGED', { status });
  return next;
}
