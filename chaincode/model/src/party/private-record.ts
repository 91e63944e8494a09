import { base32nopad } from '@scure/base';
import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError, type ErrorDetails } from '../errors/domain-error.js';
import { issuerName } from '../credential/issuer.js';
import { country, type Country } from '../identifiers/country.js';
import { sha256Text, type MspId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Bytes, sha256Hex } from '../serialisation/digest.js';
import { count, optional, record, salt, text, word, type Reader } from '../serialisation/reader.js';

/** Where a party is reached. */
export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: Country;
}

/** Why personal data are kept (GDPR, article 6(1)): to perform a contract, by law, or by consent. */
export const PROCESSING_BASES = ['contract', 'legal-obligation', 'consent'] as const;

/** What data are kept for and from when the time runs after which they are to be erased (GDPR, article 5(1)(e)). */
export interface Retention {
  readonly purpose: string;
  readonly basis: (typeof PROCESSING_BASES)[number];
  /** First day of the retention period; absent while the relation lasts. */
  readonly startsOn?: BusinessDate;
}

/**
 * Personal data are erased only in a retention period that has begun: nothing goes by a slip while it is needed.
 *
 * @param of - public facts for the refusal
 * @throws DomainError RETENTION_NOT_BEGUN
 */
export function requireRetentionBegun({ startsOn }: Retention, today: BusinessDate, of: ErrorDetails): void {
  if (startsOn === undefined || isBefore(today, startsOn)) throw new DomainError('RETENTION_NOT_BEGUN', of);
}

/**
 * Who a party is. Kept only in the private collection of the organisation that took the party on; everybody else
 * sees the salted id.
 */
export interface PrivatePartyRecord {
  readonly schema: number;
  /** 32 bytes made by the client, as hexadecimal digits: without it the id could be guessed from the name. */
  readonly salt: string;
  readonly name: string;
  readonly address: PostalAddress;
  /** Country of the party's law or residence. */
  readonly country: Country;
  readonly birthDate?: BusinessDate;
  readonly email?: string;
  readonly retention: Retention;
  /** The credential from elsewhere by which the party showed who it is. */
  readonly evidence?: Evidence;
}

/** A credential that was presented: who issued it, and what it was. */
export interface Evidence {
  readonly issuer: string;
  /** SHA-256 of the presentation. */
  readonly presentation: Sha256;
}

/** Reader of a retention. */
export const retention: Reader<Retention> = record({
  purpose: text(LIMITS.nameCharactersMax),
  basis: word(...PROCESSING_BASES),
  startsOn: optional(businessDate),
});

/** Reader of a private party record. */
export const privatePartyRecord: Reader<PrivatePartyRecord> = record({
  schema: count({ min: 1, max: 1 }),
  salt,
  name: text(LIMITS.nameCharactersMax),
  address: record({
    line1: text(LIMITS.addressLineCharactersMax),
    line2: optional(text(LIMITS.addressLineCharactersMax)),
    city: text(LIMITS.addressLineCharactersMax),
    postalCode: text(20),
    country,
  }),
  country,
  birthDate: optional(businessDate),
  email: optional(text(LIMITS.nameCharactersMax)),
  retention,
  evidence: optional(record({ issuer: issuerName, presentation: sha256Text })),
});

/**
 * The id of a party: the first 20 bytes of the SHA-256 of organisation, name and salt, in base32 behind a `P`. The
 * same person at two organisations, or under two salts, has ids that nobody can connect.
 */
export function derivePartyId(custodian: MspId, party: PrivatePartyRecord): PartyId {
  const bytes = sha256Bytes(canonicalJson({ mspId: custodian, name: party.name, salt: party.salt }));
  return `P${base32nopad.encode(bytes.slice(0, 20))}` as PartyId;
}

/** The hash of a private record: what Fabric keeps of it in public, because the value written is the canonical text. */
export const partyRecordHash = (party: PrivatePartyRecord): Sha256 => sha256Hex(canonicalJson(party)) as Sha256;
