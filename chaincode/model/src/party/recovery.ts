import { addDays, businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { partyId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, record, refuseField, type Reader } from '../serialisation/reader.js';
import { changeKeyring, newKey, thresholds, type Keyring, type NewKey, type Thresholds } from './keyring.js';

/** Who may give a party new keys when its own are lost: so many of these parties together, after a delay. */
export interface Guardianship {
  readonly guardians: readonly PartyId[];
  readonly threshold: number;
  /** Calendar days in which the party is told and can object. */
  readonly delayDays: number;
}

/** A recovery that has been asked for. Until it ends, the keys of the party give no instruction. */
export interface Recovery {
  readonly requestedOn: BusinessDate;
  readonly effectiveOn: BusinessDate;
  /** Guardians who asked for it. */
  readonly guardians: readonly PartyId[];
  readonly keys: readonly NewKey[];
  readonly thresholds: Thresholds;
}

const guardianshipFields = record({
  guardians: list(partyId, { min: 1, max: LIMITS.guardiansMax }),
  threshold: count({ min: 1, max: LIMITS.guardiansMax }),
  delayDays: count({ min: 1, max: LIMITS.recoveryDelayDaysMax }),
});

/** Reader of a guardianship. Its threshold can be met. Error: DUPLICATE_IN_BATCH. */
export const guardianship: Reader<Guardianship> = (value, path) => {
  const read = guardianshipFields(value, path);
  requireDistinct(read.guardians);
  if (read.threshold > read.guardians.length) refuseField(`${path}/threshold`, 'not more than there are guardians');
  return read;
};

/** Reader of a recovery on the ledger. */
export const recovery: Reader<Recovery> = record({
  requestedOn: businessDate,
  effectiveOn: businessDate,
  guardians: list(partyId, { min: 1, max: LIMITS.guardiansMax }),
  keys: list(newKey, { min: 1, max: LIMITS.signaturesPerStatementMax }),
  thresholds,
});

/** A party with guardians, as a recovery finds it. */
export interface Guarded {
  readonly keyring: Keyring;
  readonly guardianship: Guardianship;
}

/**
 * A recovery asked for by guardians. It takes the place of a pending one, so that they can correct what they asked for;
 * the delay begins again. What could not be completed is refused at once: it would suspend the party's keys for nothing.
 *
 * @param asking - guardians whose signatures were verified
 * @throws DomainError GUARDIANS_TOO_FEW; KEY_EXISTS, KEYS_TOO_FEW as at its completion
 */
export function requestRecovery(
  { keyring, guardianship: { guardians, threshold, delayDays } }: Guarded,
  asking: readonly PartyId[],
  replacement: Pick<Recovery, 'keys' | 'thresholds'>,
  today: BusinessDate,
): Recovery {
  const entitled = guardians.filter((guardian) => asking.includes(guardian));
  if (entitled.length < threshold) throw new DomainError('GUARDIANS_TOO_FEW', { needed: threshold });
  const effectiveOn = addDays(today, delayDays);
  const requested = { requestedOn: today, effectiveOn, guardians: entitled, ...replacement };
  recoveredKeyring(keyring, requested, effectiveOn);
  return requested;
}

/**
 * The keyring when a recovery takes effect: every earlier key is revoked.
 *
 * @throws DomainError RECOVERY_NOT_DUE; KEY_EXISTS when a key of the recovery was the party's before; KEYS_TOO_FEW
 */
export function recoveredKeyring(before: Keyring, pending: Recovery, today: BusinessDate): Keyring {
  if (isBefore(today, pending.effectiveOn)) {
    throw new DomainError('RECOVERY_NOT_DUE', { effectiveOn: pending.effectiveOn, businessDate: today });
  }
  const live = before.keys.filter((key) => key.revokedOn === undefined).map(({ keyId }) => keyId);
  return changeKeyring(before, { add: pending.keys, revoke: live, thresholds: pending.thresholds }, today);
}
