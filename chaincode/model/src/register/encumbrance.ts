import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { list, optional, pattern, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { designation, type Designation } from './designation.js';
import { isFreezeInForce } from './freeze.js';

/** Why units stay with their holder by its own word: until a day or a condition, or as security for a debt. */
export const ENCUMBRANCE_KINDS = ['lock', 'pledge'] as const;

/** Names an encumbrance of a holding. */
export interface EncumbranceReference {
  readonly isin: Isin;
  readonly holderId: PartyId;
  readonly encumbranceId: string;
}

/** What a holder agrees to: the act of `register:lockUnits` and of `register:pledgeUnits`. */
export interface EncumbranceTerms extends EncumbranceReference {
  readonly units: bigint;
  /** The sub-account that it lies on; absent: units of the holder that are allocated to nobody. */
  readonly designation?: Designation;
  /** Whom it serves, and who alone releases it before its time: the pledgee, or who decides the condition. */
  readonly beneficiary: PartyId;
  /** Last business date on which it holds; absent: until it is released. */
  readonly until?: BusinessDate;
  /** SHA-256 of the agreement, with a salt in it. */
  readonly document: Sha256;
}

/** Units of a holding that stay where they are. */
export interface Encumbrance extends EncumbranceTerms {
  readonly kind: (typeof ENCUMBRANCE_KINDS)[number];
  readonly since: BusinessDate;
}

/** An act of a party, with its signatures; absent where it has no keys and its custodian acts for it. */
export interface GivenAct<Act> {
  readonly act: Act;
  readonly authorisation?: Authorisation;
}

/** Reader of an encumbrance id. */
export const encumbranceId = pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an encumbrance id');

const reference = {
  isin,
  holderId: partyId,
  encumbranceId,
} as const;
const terms = {
  ...reference,
  units,
  designation: optional(designation),
  beneficiary: partyId,
  until: optional(businessDate),
  document: sha256Text,
} as const;

/** Reader of the body of `register:lockUnits` and of `register:pledgeUnits`. */
export const givenEncumbrance: Reader<GivenAct<EncumbranceTerms>> = record({
  act: record(terms),
  authorisation: optional(authorisation),
});

/** Reader of the body of `register:releaseUnits`. */
export const givenRelease: Reader<GivenAct<EncumbranceReference>> = record({
  act: record(reference),
  authorisation: optional(authorisation),
});

/** How the encumbrances of a holding are stored; a holding without any has no record. */
export const encumberedHoldingRecord = storedRecord<{ readonly encumbrances: readonly Encumbrance[] }>(
  'encumbered holding',
  record({
    encumbrances: list(record({ ...terms, kind: word(...ENCUMBRANCE_KINDS), since: businessDate }), {
      min: 1,
      max: LIMITS.encumbrancesPerHoldingMax,
    }),
  }),
);

/** The units that encumbrances hold on a day: unlike freezes they are of different units, and add up. */
export const encumberedUnits = (encumbrances: readonly Encumbrance[], today: BusinessDate): bigint =>
  encumbrances.reduce((sum, each) => (isFreezeInForce(each, today) ? sum + each.units : sum), 0n);

/** The encumbrances with one more; those whose time is over make room. @throws DomainError ENCUMBRANCE_EXISTS, LIMIT_EXCEEDED */
export function withEncumbrance(
  encumbrances: readonly Encumbrance[],
  added: Encumbrance,
  today: BusinessDate,
): readonly Encumbrance[] {
  const inForce = encumbrances.filter((each) => isFreezeInForce(each, today));
  const { encumbranceId: id } = added;
  if (inForce.some((each) => each.encumbranceId === id)) {
    throw new DomainError('ENCUMBRANCE_EXISTS', { encumbranceId: id });
  }
  const { encumbrancesPerHoldingMax: encumbrancesMax } = LIMITS;
  if (inForce.length === encumbrancesMax) throw new DomainError('LIMIT_EXCEEDED', { encumbrancesMax });
  return [...inForce, added];
}

/** An encumbrance of a holding that is in force. @throws DomainError ENCUMBRANCE_UNKNOWN */
export function requireEncumbrance(encumbrances: readonly Encumbrance[], id: string, today: BusinessDate): Encumbrance {
  const found = encumbrances.find((each) => each.encumbranceId === id && isFreezeInForce(each, today));
  if (found === undefined) throw new DomainError('ENCUMBRANCE_UNKNOWN', { encumbranceId: id });
  return found;
}
