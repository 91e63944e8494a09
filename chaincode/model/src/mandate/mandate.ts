import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import {
  mandateId,
  mspId,
  partyId,
  sha256Text,
  type MandateId,
  type MspId,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { restrictionBy, type Restriction } from '../party/capacity.js';
import { hasKeys, type Party } from '../party/party.js';
import { list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { countsAsAppointer } from './appointer.js';
import { mandateRule } from './rule-reader.js';
import type { MandateRule } from './rule.js';

/**
 * Where a mandate comes from: `granted` by the principal's own signature (a power of attorney), or `appointed` by law
 * or by a court (guardian, executor, administrator; directors by an extract of the register).
 */
export const MANDATE_ORIGINS = ['granted', 'appointed'] as const;

/** Terms of a mandate. */
export interface MandateTerms {
  readonly mandateId: MandateId;
  /** For whom others act. */
  readonly principal: PartyId;
  readonly rule: MandateRule;
  readonly validFrom: BusinessDate;
  /** Last day; absent: until it is revoked. */
  readonly validUntil?: BusinessDate;
  /** SHA-256 of 32 random bytes and the document that shows it; without them a form could be guessed by its hash. */
  readonly document?: Sha256;
}

/** A mandate on the ledger. What it allows is judged anew at every use. */
export interface Mandate extends MandateTerms {
  readonly origin: (typeof MANDATE_ORIGINS)[number];
  readonly enteredOn: BusinessDate;
  /** The custodian that brought the grant in, or the organisation that appointed, which alone can withdraw it. */
  readonly enteredBy: MspId;
  /** Agents who have laid it down. */
  readonly resigned: readonly PartyId[];
  /** When it was ended before its time. */
  readonly endedOn?: BusinessDate;
}

/** Fields of {@link MandateTerms}, for readers of what carries them. */
export const mandateTermsFields = {
  mandateId,
  principal: partyId,
  rule: mandateRule,
  validFrom: businessDate,
  validUntil: optional(businessDate),
  document: optional(sha256Text),
} as const;

/** Refuses a mandate that ends before it begins. */
export function requireOrderedDates<T extends MandateTerms>(terms: T, path: string): T {
  const { validFrom, validUntil } = terms;
  if (validUntil !== undefined && isBefore(validUntil, validFrom)) {
    refuseField(`${path}/validUntil`, 'not before the first day');
  }
  return terms;
}

const mandate: Reader<Mandate> = record({
  ...mandateTermsFields,
  origin: word(...MANDATE_ORIGINS),
  enteredOn: businessDate,
  enteredBy: mspId,
  resigned: list(partyId, { min: 0, max: LIMITS.mandateRuleSizeMax }),
  endedOn: optional(businessDate),
});

/** How a mandate is stored. */
export const mandateRecord = storedRecord<Mandate>('mandate', mandate);

/** Whether a mandate has come to its end, so that it never counts again. */
export const hasEnded = ({ endedOn, validUntil }: Mandate, today: BusinessDate): boolean =>
  endedOn !== undefined || (validUntil !== undefined && isBefore(validUntil, today));

/**
 * Whether a mandate falls with the keys that granted it, when a recovery replaces them: whoever stole a device may have
 * granted it. What every restriction names as outlasting was looked at by the organisations that restricted.
 */
export const fallsWithKeys = ({ origin, mandateId: id }: Mandate, { restrictions }: Party): boolean =>
  origin === 'granted' && !(restrictions.length > 0 && restrictions.every(({ outlasting }) => outlasting.includes(id)));

/**
 * Whether the custodian appointed because of a restriction, so that the appointment ends with it: it was entered since,
 * and no restriction that is left carries it.
 *
 * @param party - without the restriction
 */
export function endsWithRestriction(given: Mandate, party: Party, lifted: Restriction): boolean {
  const { custodian, restrictions } = party;
  if (given.origin !== 'appointed' || given.enteredBy !== custodian || isBefore(given.enteredOn, lifted.since)) {
    return false;
  }
  const isCarried = ({ since, imposedBy }: Restriction): boolean =>
    !isBefore(given.enteredOn, since) && !(hasKeys(party) && imposedBy === custodian);
  return !restrictions.some(isCarried);
}

/**
 * Whether a mandate counts today. While its principal cannot act for itself, only those count that each restriction
 * names as outlasting it, and those of persons appointed since it began: a director's goes with the insolvency, the
 * administrator's comes with it. What the custodian appointed counts as long as its word does.
 */
export function isInForce(given: Mandate, principal: Party, today: BusinessDate): boolean {
  if (hasEnded(given, today) || isBefore(today, given.validFrom)) return false;
  if (given.origin === 'appointed' && !countsAsAppointer(given.enteredBy, principal)) return false;
  return principal.restrictions.every((each) => survives(given, each, principal));
}

/**
 * Whether a mandate goes on beside a restriction. The custodian's does not reach who was appointed under another
 * organisation's that is in force: a guardian by order of a court does not fall by the custodian's notice.
 */
function survives(given: Mandate, restriction: Restriction, { custodian, restrictions }: Party): boolean {
  if (restriction.outlasting.includes(given.mandateId)) return true;
  if (given.origin !== 'appointed') return false;
  if (!isBefore(given.enteredOn, restriction.since)) return true;
  const own = restrictionBy(restrictions, given.enteredBy);
  const isUnderOwn = own !== undefined && !isBefore(given.enteredOn, own.since);
  return restriction.imposedBy === custodian && given.enteredBy !== custodian && isUnderOwn;
}
