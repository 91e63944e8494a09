import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { mspId, operatorId, type MspId, type OperatorId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { publicKey, type PublicKey } from '../signature/public-key.js';
import { storedRecord } from '../serialisation/stored-record.js';

/**
 * What a person may do for its organisation: give commands, check what others command, look, or appoint operators. A
 * sensitive act needs a maker and another person as checker.
 */
export const OPERATOR_ROLES = ['maker', 'checker', 'viewer', 'administrator'] as const;

/** A role of an operator. */
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** A person who acts for an organisation, by an id that only the organisation can turn into a name. */
export interface OperatorAppointment {
  readonly operatorId: OperatorId;
  readonly roles: readonly OperatorRole[];
  /** Last business date of the appointment; absent: until it is ended. */
  readonly validUntil?: BusinessDate;
  /** Signs what the operator proposes and decides; absent: the organisation vouches for who it was. */
  readonly key?: PublicKey;
}

/** An operator on the ledger. The record outlives the appointment, so that an id never comes to mean somebody else. */
export interface Operator extends OperatorAppointment {
  readonly mspId: MspId;
  /** Business date of the appointment in its present form. */
  readonly validFrom: BusinessDate;
  readonly dismissedOn?: BusinessDate;
}

/**
 * Programs that act without a person: they carry out what persons have decided (instructions that makers gave, batches
 * that are due) or what comes before there are persons. Their names are never those of operators.
 */
export const AUTOMATA = ['bootstrap', 'gateway', 'screening-agent', 'settlement-agent'] as const;

/** Whether an operator id is that of a program. */
export const isAutomaton = (id: string): boolean => AUTOMATA.some((name) => name === id);

const roles: Reader<readonly OperatorRole[]> = (value, path) => {
  const read = list(word(...OPERATOR_ROLES), { min: 1, max: OPERATOR_ROLES.length })(value, path);
  requireDistinct(read);
  return read;
};

const personId: Reader<OperatorId> = (value, path) => {
  const id = operatorId(value, path);
  return isAutomaton(id) ? refuseField(path, 'the id of a person, not of a program') : id;
};

const appointmentFields = {
  operatorId: personId,
  roles,
  validUntil: optional(businessDate),
  key: optional(publicKey),
} as const;

/** Reader of the body of `operator:bootstrap` and `operator:appoint`. Error: DUPLICATE_IN_BATCH. */
export const appointments: Reader<{ readonly operators: readonly OperatorAppointment[] }> = (value, path) => {
  const operators = list(record(appointmentFields), { min: 1, max: LIMITS.operatorsPerParticipantMax });
  const read = record({ operators })(value, path);
  requireDistinct(read.operators.map(({ operatorId: id }) => id));
  return read;
};

/** Reader of the body of `operator:dismiss`. */
export const dismissal: Reader<{ readonly operatorId: OperatorId }> = record({ operatorId });

/** How an operator is stored. */
export const operatorRecord = storedRecord<Operator>(
  'operator',
  record({ ...appointmentFields, mspId, validFrom: businessDate, dismissedOn: optional(businessDate) }),
);

/** Whether an appointment has ended. @param today - needed only where the appointment has a last day */
export function hasLapsed({ dismissedOn, validUntil }: Operator, today: BusinessDate | undefined): boolean {
  if (dismissedOn !== undefined) return true;
  return validUntil !== undefined && (today === undefined || isBefore(validUntil, today));
}

/**
 * The operators of an organisation after some were appointed or given other roles.
 *
 * @throws DomainError OPERATOR_LAPSED: who was dismissed comes back under a new id; LIMIT_EXCEEDED, and those of
 *   {@link requireStaffed}
 */
export function appoint(
  before: readonly Operator[],
  organisation: MspId,
  appointed: readonly OperatorAppointment[],
  today: BusinessDate,
): readonly Operator[] {
  const after = new Map(before.map((operator) => [operator.operatorId, operator]));
  for (const appointment of appointed) {
    if (after.get(appointment.operatorId)?.dismissedOn !== undefined) {
      throw new DomainError('OPERATOR_LAPSED', { operator: appointment.operatorId });
    }
    after.set(appointment.operatorId, { ...appointment, mspId: organisation, validFrom: today });
  }
  if (after.size > LIMITS.operatorsPerParticipantMax) {
    throw new DomainError('LIMIT_EXCEEDED', { operatorsMax: LIMITS.operatorsPerParticipantMax });
  }
  return requireStaffed([...after.values()], today);
}

/**
 * The operators of an organisation after one was dismissed.
 *
 * @throws DomainError OPERATOR_UNKNOWN, OPERATOR_LAPSED, and those of {@link requireStaffed}
 */
export function dismiss(before: readonly Operator[], id: OperatorId, today: BusinessDate): readonly Operator[] {
  const leaving = before.find((operator) => operator.operatorId === id);
  if (leaving === undefined) throw new DomainError('OPERATOR_UNKNOWN', { operator: id });
  if (leaving.dismissedOn !== undefined) throw new DomainError('OPERATOR_LAPSED', { operator: id });
  const after = before.map((operator) => (operator === leaving ? { ...operator, dismissedOn: today } : operator));
  return requireStaffed(after, today);
}

/**
 * Refuses operators among whom nobody could appoint others any more: it takes an administrator, and somebody else to
 * check. Appointments with an end do not count, because they would run out unseen.
 *
 * @throws DomainError OPERATORS_TOO_FEW
 */
function requireStaffed(operators: readonly Operator[], today: BusinessDate): readonly Operator[] {
  const lasting = operators.filter((each) => each.validUntil === undefined && !hasLapsed(each, today));
  const holders = (role: OperatorRole): readonly OperatorId[] =>
    lasting.filter((each) => each.roles.includes(role)).map((each) => each.operatorId);
  const isStaffed = holders('administrator').some((one) => holders('checker').some((other) => other !== one));
  if (!isStaffed) throw new DomainError('OPERATORS_TOO_FEW');
  return operators;
}
