import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { mandateId, mspId, sha256Text, type MandateId, type MspId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, record, salt, word, type Reader } from '../serialisation/reader.js';

/** Why a party cannot act for itself. It stays in the custodian's collection; the channel sees a salted hash. */
export const RESTRICTION_REASONS = ['minority', 'incapacity', 'death', 'insolvency', 'court-order'] as const;

/** A reason of a restriction. */
export type RestrictionReason = (typeof RESTRICTION_REASONS)[number];

/**
 * A party that cannot act for itself: its own keys give no instruction and change nothing. Those act who are appointed
 * by law or court since it began, and those whose mandates are named here as outlasting it; all others fall away, the
 * custodian of a party without keys too.
 */
export interface Restriction {
  readonly since: BusinessDate;
  /** Organisation that restricted, and keeps the private reason; it alone lifts this restriction. */
  readonly imposedBy: MspId;
  /** SHA-256 of the private record of the reason. */
  readonly reasonHash: Sha256;
  /** Mandates of the party itself that go on, such as a lasting power of attorney. */
  readonly outlasting: readonly MandateId[];
}

const restriction: Reader<Restriction> = record({
  since: businessDate,
  imposedBy: mspId,
  reasonHash: sha256Text,
  outlasting: list(mandateId, { min: 0, max: LIMITS.mandatesPerPartyMax }),
});

/**
 * Reader of the restrictions of a party: one of each organisation that imposes one. All of them count, so that no
 * organisation pre-empts another, and none lifts what another has imposed.
 */
export const restrictions: Reader<readonly Restriction[]> = (value, path) => {
  const read = list(restriction, { min: 0, max: LIMITS.participantsMax })(value, path);
  requireDistinct(read.map(({ imposedBy }) => imposedBy));
  return read;
};

/** The restriction that an organisation has imposed, if it has. */
export const restrictionBy = (all: readonly Restriction[], organisation: MspId): Restriction | undefined =>
  all.find((each) => each.imposedBy === organisation);

/** The private record of a restriction: in the collection of the organisation that restricts. */
export interface PrivateReason {
  readonly schema: number;
  /** 32 bytes made by the client, as hexadecimal digits. */
  readonly salt: string;
  readonly reason: RestrictionReason;
  /** SHA-256 of the certificate, the order or the notice that shows it. */
  readonly document: Sha256;
}

/** Reader of the private record of a restriction. */
export const privateReason: Reader<PrivateReason> = record({
  schema: count({ min: 1, max: 1 }),
  salt,
  reason: word(...RESTRICTION_REASONS),
  document: sha256Text,
});
