import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, sha256Text, type MspId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { DomainError } from '../errors/domain-error.js';
import { units } from '../numbers/units.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { askedAlso } from '../authority/asked-also.js';
import type { Security } from './security.js';

/** Another number of authorised units: the body of `security:changeAuthorisedUnits`. */
export interface AuthorisedChange {
  readonly isin: Isin;
  readonly authorisedUnits: bigint;
  /** SHA-256 of the resolution, with a salt in it. */
  readonly document: Sha256;
}

/** A change that was asked for and lacks the agreement of the other organisation. */
export interface AskedAuthorisedChange extends AuthorisedChange {
  readonly by: readonly MspId[];
}

const fields = { isin, authorisedUnits: units, document: sha256Text } as const;

/** Reader of a change. */
export const authorisedChange: Reader<AuthorisedChange> = record(fields);

/** How a change is stored while it waits. */
export const askedAuthorisedChangeRecord = storedRecord<AskedAuthorisedChange>(
  'change of authorised units',
  record({ ...fields, by: list(mspId, { min: 1, max: LIMITS.participantsMax }) }),
);

/** Refuses a change that is none, or that authorises less than is issued. */
export function requireAuthorisedChange({ authorisedUnits: before }: Security, issued: bigint, after: bigint): void {
  if (before === after) throw new DomainError('AUTHORISED_UNITS_UNCHANGED');
  if (after < issued) throw new DomainError('AUTHORISED_UNITS_EXCEEDED', { issued: issued.toString() });
}

/**
 * A change after one more organisation has asked for it. Only those who ask for the same are counted; who asks for
 * something else takes back what was asked before.
 */
export function askAuthorised(
  asked: AskedAuthorisedChange | undefined,
  change: AuthorisedChange,
  by: MspId,
): AskedAuthorisedChange {
  const isSame = asked?.authorisedUnits === change.authorisedUnits && asked.document === change.document;
  return { ...change, by: askedAlso(isSame ? asked.by : [], by) };
}
