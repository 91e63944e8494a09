import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { mspId, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { count, optional, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/**
 * Who settles for a registrar: the instructions of the securities whose register it keeps. A lease only avoids double
 * work. What settles was decided by parties and rules, and the ledger settles nothing twice, whoever asks.
 */
export interface SettlementLease {
  readonly registrar: MspId;
  readonly holder: MspId;
  /** Grows by one with every change: who takes it over names the one that it saw idle. */
  readonly version: number;
  /** Absent: it was never taken over. */
  readonly takenOn?: BusinessDate;
}

/** The lease while nobody has taken it over: the registrar settles for itself. */
export const ownLease = (registrar: MspId): SettlementLease => ({ registrar, holder: registrar, version: 0 });

/** Who takes a lease over, and in which state it saw it. */
export interface LeaseTaking {
  readonly registrar: MspId;
  readonly seenVersion: number;
}

const version = count({ min: 0, max: LIMITS.leaseVersionMax });

/** Reader of the body of `settlement:takeLease`. */
export const leaseTaking: Reader<LeaseTaking> = record({ registrar: mspId, seenVersion: version });

/** How a lease is stored. */
export const leaseRecord = storedRecord<SettlementLease>(
  'settlement lease',
  record({ registrar: mspId, holder: mspId, version, takenOn: optional(businessDate) }),
);

/**
 * The lease in the hands of another organisation.
 *
 * @throws DomainError LEASE_HELD_ALREADY; LEASE_CHANGED when it is not in the state in which it was seen idle
 */
export function takeLease(
  lease: SettlementLease,
  holder: MspId,
  seenVersion: number,
  today: BusinessDate,
): SettlementLease {
  const { registrar } = lease;
  if (lease.version !== seenVersion) throw new DomainError('LEASE_CHANGED', { registrar, version: lease.version });
  if (lease.holder === holder) throw new DomainError('LEASE_HELD_ALREADY', { registrar });
  return { registrar, holder, version: lease.version + 1, takenOn: today };
}

/**
 * Lets the holder of a lease through.
 *
 * @throws DomainError LEASE_LOST for the registrar itself; AUTHORITY_DENIED for anyone else
 */
export function requireLease({ registrar, holder }: SettlementLease, caller: MspId): void {
  if (holder === caller) return;
  if (registrar === caller) throw new DomainError('LEASE_LOST', { registrar, holder });
  throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar of the security, or who has its lease' });
}
