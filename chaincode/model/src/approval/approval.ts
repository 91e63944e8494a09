import { addDays, businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import {
  commandId,
  mspId,
  operatorId,
  sha256Text,
  type CommandId,
  type MspId,
  type OperatorId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { optional, pattern, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Why a proposal was not approved. */
export const REJECTION_REASONS = ['not-authorised', 'wrong-terms', 'duplicate', 'withdrawn', 'other'] as const;

/** A reason of a rejection. */
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** What a maker proposes, with what is known of who did. */
export interface Proposal {
  /** Id of the maker's command. */
  readonly approvalId: CommandId;
  readonly mspId: MspId;
  /** As the release called it under which it was proposed: a later one may not have it any more. */
  readonly function: string;
  /** As it was sent; what is approved is exactly this. */
  readonly body: unknown;
  /** SHA-256 over function and body. */
  readonly bodyHash: Sha256;
  readonly maker: OperatorId;
  readonly proposedOn: BusinessDate;
}

/** A sensitive act on its way: proposed by a maker, approved or rejected by another operator of the organisation. */
export interface Approval extends Proposal {
  /** Last business date on which it can be approved. */
  readonly expiresOn: BusinessDate;
  readonly status: 'proposed' | 'approved' | 'rejected';
  /** Who approved or rejected it; absent when the maker withdrew it. */
  readonly checker?: OperatorId;
  readonly decidedOn?: BusinessDate;
  readonly reason?: RejectionReason;
}

const functionName = pattern(/^[a-z][A-Za-z]*:[a-z][A-Za-z]*$/, 'the name of a function');
const anything: Reader<unknown> = (value) => value;
const reason: Reader<RejectionReason> = word(...REJECTION_REASONS);

/** How an approval is stored. */
export const approvalRecord = storedRecord<Approval>(
  'approval',
  record({
    approvalId: commandId,
    mspId,
    function: functionName,
    body: anything,
    bodyHash: sha256Text,
    maker: operatorId,
    proposedOn: businessDate,
    expiresOn: businessDate,
    status: word('proposed', 'approved', 'rejected'),
    checker: optional(operatorId),
    decidedOn: optional(businessDate),
    reason: optional(reason),
  }),
);

/** What is decided on, by its name and by its content: the body of `approval:approve`. */
export interface Decision {
  readonly approvalId: CommandId;
  /** SHA-256 over function and body of the act as it was shown to who decides. */
  readonly bodyHash: Sha256;
}

/** The body of `approval:reject`. */
export interface Rejection extends Decision {
  readonly reason: RejectionReason;
}

const named = { approvalId: commandId, bodyHash: sha256Text };

/** Reader of the body of `approval:approve`. */
export const decision: Reader<Decision> = record(named);

/** Reader of the body of `approval:reject`. */
export const rejection: Reader<Rejection> = record({ ...named, reason });

/** An act as its maker proposes it. */
export const propose = (proposal: Proposal): Approval => ({
  ...proposal,
  expiresOn: addDays(proposal.proposedOn, LIMITS.approvalDaysMax),
  status: 'proposed',
});

/**
 * The act as approved.
 *
 * @throws DomainError SAME_PERSON, APPROVAL_CLOSED, APPROVAL_EXPIRED, APPROVAL_DIFFERS
 */
export function approve(before: Approval, shown: Decision, checker: OperatorId, today: BusinessDate): Approval {
  requireOpen(before, today);
  requireSame(before, shown);
  if (checker === before.maker) throw new DomainError('SAME_PERSON', { operator: checker });
  return { ...before, status: 'approved', checker, decidedOn: today };
}

/**
 * The act as rejected. A maker may withdraw what it proposed, and nothing else of its own.
 *
 * @throws DomainError SAME_PERSON, APPROVAL_CLOSED, APPROVAL_EXPIRED, APPROVAL_DIFFERS
 */
export function reject(before: Approval, shown: Rejection, by: OperatorId, today: BusinessDate): Approval {
  requireOpen(before, today);
  requireSame(before, shown);
  const { reason: why } = shown;
  if ((by === before.maker) !== (why === 'withdrawn')) throw new DomainError('SAME_PERSON', { operator: by });
  const rejected = { ...before, status: 'rejected', decidedOn: today, reason: why } as const;
  return why === 'withdrawn' ? rejected : { ...rejected, checker: by };
}

function requireOpen({ status, expiresOn }: Approval, today: BusinessDate): void {
  if (status !== 'proposed') throw new DomainError('APPROVAL_CLOSED', { status });
  if (isBefore(expiresOn, today)) throw new DomainError('APPROVAL_EXPIRED', { expiresOn, businessDate: today });
}

/** A decision is on what was shown: whoever shows something else under the id of an act gets no signature for the act. */
function requireSame({ bodyHash }: Approval, shown: Decision): void {
  if (shown.bodyHash !== bodyHash) throw new DomainError('APPROVAL_DIFFERS');
}
