import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { lei, type Lei } from '../identifiers/lei.js';
import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { Party } from '../party/party.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, refuseField, salt, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Why somebody is listed, as a class: the case itself stays with the compliance office. */
export const LISTING_REASONS = ['asset-freeze', 'sectoral', 'law-enforcement', 'internal'] as const;

/** Who is listed: a party of the channel, or every party that is entered under a legal entity's identifier. */
export type ListedSubject = { readonly party: PartyId } | { readonly lei: Lei };

/** For how long somebody is listed, and why. */
interface Listing {
  readonly reason: (typeof LISTING_REASONS)[number];
  /** First business date on which it counts. */
  readonly from: BusinessDate;
  /** Last business date on which it counts; absent: until it is taken off the list. */
  readonly until?: BusinessDate;
}

/** What becomes of one subject: it is listed, whatever was said of it before, or no longer. */
export type ListingChange =
  | ({ readonly subject: ListedSubject; readonly standing: 'listed' } & Listing)
  | { readonly subject: ListedSubject; readonly standing: 'delisted' };

/** A change of the list of an organisation: it travels as transient data, and the command names its hash. */
export interface SanctionsListChange {
  /** Makes the hash that the command names say nothing; that of the first change hides the subjects from then on. */
  readonly salt: string;
  readonly entries: readonly ListingChange[];
}

/**
 * Whom an organisation refuses to serve: one record, so that reading it tells nobody who was looked for. The subjects
 * are hidden behind a salt: who gets hold of the record alone can only try whom it knows.
 */
export interface SanctionsList {
  readonly salt: string;
  /** In the order of their tags. */
  readonly entries: readonly (Listing & { readonly tag: Sha256 })[];
}

const listingFields = {
  reason: word(...LISTING_REASONS),
  from: businessDate,
  until: optional(businessDate),
} as const;

const byParty = record({ party: partyId });
const byLei = record({ lei });
const subject: Reader<ListedSubject> = (value, path) =>
  typeof value === 'object' && value !== null && 'lei' in value ? byLei(value, path) : byParty(value, path);

const listed = record({ subject, standing: word('listed'), ...listingFields });
const delisted = record({ subject, standing: word('delisted') });
const listingChange: Reader<ListingChange> = (value, path) => {
  const isEnd = typeof value === 'object' && value !== null && 'standing' in value && value.standing === 'delisted';
  if (isEnd) return delisted(value, path);
  const read = listed(value, path);
  if (read.until !== undefined && isBefore(read.until, read.from)) refuseField(`${path}/until`, 'not before from');
  return read;
};

/** Reader of a change of the list: a subject once; without entries it begins an empty list. Error: DUPLICATE_IN_BATCH. */
export const sanctionsListChange: Reader<SanctionsListChange> = (value, path) => {
  const entries = list(listingChange, { min: 0, max: LIMITS.listingsPerChangeMax });
  const read = record({ salt, entries })(value, path);
  requireDistinct(read.entries.map((each) => canonicalJson(each.subject)));
  return read;
};

/** Reader of the body of `screening:changeList`. */
export const listChangeReference = record({ change: sha256Text });

/** What a command names a change of the list by. */
export const listChangeHash = (change: SanctionsListChange): Sha256 => sha256Hex(canonicalJson(change)) as Sha256;

/** How the list is stored in the collection of its organisation. */
export const sanctionsListRecord = storedRecord<SanctionsList>(
  'sanctions list',
  record({
    salt,
    entries: list(record({ tag: sha256Text, ...listingFields }), { min: 0, max: LIMITS.listingsMax }),
  }),
);

const tagOf = (salted: string, who: ListedSubject): Sha256 =>
  sha256Hex(canonicalJson({ salt: salted, subject: who })) as Sha256;

/** The list after a change. @throws DomainError LIMIT_EXCEEDED */
export function changeSanctionsList(before: SanctionsList | undefined, change: SanctionsListChange): SanctionsList {
  const kept = before?.salt ?? change.salt;
  const entries = new Map((before?.entries ?? []).map((entry) => [entry.tag, entry]));
  for (const each of change.entries) {
    const tag = tagOf(kept, each.subject);
    if (each.standing === 'delisted') entries.delete(tag);
    else {
      const { reason, from, until } = each;
      entries.set(tag, { tag, reason, from, ...(until === undefined ? {} : { until }) });
    }
  }
  if (entries.size > LIMITS.listingsMax) throw new DomainError('LIMIT_EXCEEDED', { listingsMax: LIMITS.listingsMax });
  return { salt: kept, entries: [...entries.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1)) };
}

/** Why a party is listed on a day, itself or by its identifier; undefined when it is not. */
export function listingOf(
  { salt: salted, entries }: SanctionsList,
  { partyId: party, entity }: Pick<Party, 'partyId' | 'entity'>,
  today: BusinessDate,
): Listing['reason'] | undefined {
  const subjects: readonly ListedSubject[] = [
    { party },
    ...(entity !== undefined && 'lei' in entity ? [{ lei: entity.lei }] : []),
  ];
  const tags = new Set(subjects.map((each) => tagOf(salted, each)));
  const counts = ({ from, until }: Listing): boolean =>
    !isBefore(today, from) && (until === undefined || !isBefore(until, today));
  return entries.find((entry) => tags.has(entry.tag) && counts(entry))?.reason;
}
