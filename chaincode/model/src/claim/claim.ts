import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import {
  claimId,
  claimType,
  mspId,
  partyId,
  sha256Text,
  type ClaimId,
  type ClaimType,
  type MspId,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, optional, pattern, record, refuseField, salt, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { LedgerName } from '../signature/statement.js';

/**
 * What an organisation states about a party: the claim of W3C Verifiable Credentials 2.0, section 3.1, as the channel
 * may see it. What was found, and by which documents, stays with the claim issuer behind the hash of the details.
 */
export interface Claim {
  /** The claim issuer; not to be confused with the issuer of a security. */
  readonly issuer: MspId;
  readonly subject: PartyId;
  readonly type: ClaimType;
  /** The securities for which it counts; absent: all of the channel. */
  readonly securities?: readonly Isin[];
  /** A code that goes with the type, such as a country of residence. */
  readonly value?: string;
  /** First and last business date on which it is valid. */
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate;
  /** Calendar days after the last one in which it still counts, so that it can be renewed. */
  readonly graceDays: number;
  /** SHA-256 of the private details. */
  readonly detailsHash: Sha256;
  /** 32 bytes made by the claim issuer: two claims of the same content are two claims. */
  readonly salt: string;
}

/** Reader of a value: letters only, so that neither a date of birth nor the number of a document fits. */
export const claimValue = pattern(/^[A-Z][A-Z-]{0,23}$/, 'a code of capital letters');

const claimFields = {
  issuer: mspId,
  subject: partyId,
  type: claimType,
  securities: optional(list(isin, { min: 1, max: LIMITS.securitiesPerClaimMax })),
  value: optional(claimValue),
  validFrom: businessDate,
  validUntil: businessDate,
  graceDays: count({ min: 0, max: LIMITS.claimGraceDaysMax }),
  detailsHash: sha256Text,
  salt,
} as const;

function requireSound<T extends Claim>(read: T, path: string): T {
  if (isBefore(read.validUntil, read.validFrom)) refuseField(`${path}/validUntil`, 'not before validFrom');
  requireDistinct(read.securities ?? []);
  return read;
}

const fields = record(claimFields);

/** Reader of a claim: the body of `claim:publish`. Error: DUPLICATE_IN_BATCH. */
export const claim: Reader<Claim> = (value, path) => requireSound(fields(value, path), path);

/**
 * The text of a claim: what its issuer keeps in its collection, and what its id is the hash of. It names the ledger, so
 * that it means nothing on another network or channel.
 */
export const claimText = (ledger: LedgerName, stated: Claim): string => canonicalJson({ ...stated, ...ledger });

/**
 * The id of a claim: the SHA-256 of its text. A claim is in force while the hash that the channel has of the private
 * value is its id; a value that took its place can never have that hash again.
 */
export const claimIdOf = (ledger: LedgerName, stated: Claim): ClaimId =>
  sha256Hex(claimText(ledger, stated)) as ClaimId;

/** A claim as it stands in public state. */
export interface PublishedClaim extends Claim {
  readonly claimId: ClaimId;
  /** Business date of its publication: what its issuer cannot date back. */
  readonly publishedOn: BusinessDate;
  /** Business date on which the channel was told of its revocation; the revocation itself counts at once. */
  readonly revokedOn?: BusinessDate;
}

/** How a claim is stored in public state. */
export const claimRecord = storedRecord<PublishedClaim>(
  'claim',
  record({ ...claimFields, claimId, publishedOn: businessDate, revokedOn: optional(businessDate) }),
);

/** What takes the place of a claim in its issuer's collection when it is revoked. */
export const revocationText = (id: ClaimId, revokedOn: BusinessDate): string =>
  canonicalJson({ schema: 1, claimId: id, revokedOn });

/** Reader of a body that names a claim and nothing else. */
export const claimOnly: Reader<{ readonly claimId: ClaimId }> = record({ claimId });

/** Reader of the body of `claim:announceRevocation`. */
export const claimReference: Reader<{ readonly issuer: MspId; readonly claimId: ClaimId }> = record({
  issuer: mspId,
  claimId,
});

/** Where a claim is found by its issuer and its index in the status list. */
export interface ClaimIndexEntry {
  readonly claimId: ClaimId;
  readonly subject: PartyId;
  readonly type: ClaimType;
}

/** How an entry of the index is stored. */
export const claimIndexRecord = storedRecord<ClaimIndexEntry>(
  'claim index',
  record({ claimId, subject: partyId, type: claimType }),
);
