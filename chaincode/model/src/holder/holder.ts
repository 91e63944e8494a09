import { country, type Country } from '../identifiers/country.js';
import { holderId, mspId, sha256Text, type HolderId, type MspId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { base32, sha256Bytes, sha256Hex } from '../serialisation/digest.js';
import { count, optional, pattern, record, text, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Where a holder is reached. */
export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: Country;
}

/**
 * Who a holder is. Kept only in the private collection of the organisation that took the holder on; everybody else
 * sees the salted id.
 */
export interface PrivateHolderRecord {
  readonly schema: number;
  /** 32 bytes made by the client, as hexadecimal digits: without it the id could be guessed from the name. */
  readonly salt: string;
  readonly name: string;
  readonly address: PostalAddress;
  /** Country of the holder's law or residence. */
  readonly country: Country;
}

/** A holder as the channel sees one. */
export interface Holder {
  readonly holderId: HolderId;
  /** The organisation that took the holder on, keeps the private record and instructs for the holder. */
  readonly custodian: MspId;
  /** SHA-256 of the canonical private record. */
  readonly recordHash: Sha256;
}

/** Reader of a private holder record. */
export const privateHolderRecord: Reader<PrivateHolderRecord> = record({
  schema: count({ min: 1, max: 1 }),
  salt: pattern(/^[0-9a-f]{64}$/, '32 bytes as lower-case hexadecimal digits'),
  name: text(LIMITS.nameCharactersMax),
  address: record({
    line1: text(LIMITS.addressLineCharactersMax),
    line2: optional(text(LIMITS.addressLineCharactersMax)),
    city: text(LIMITS.addressLineCharactersMax),
    postalCode: text(20),
    country,
  }),
  country,
});

/** Reader of the body of `holder:record` and `holder:register`. */
export const holderReference = record({ holderId, recordHash: sha256Text });

/** How a holder is stored in public state. */
export const holderRecord = storedRecord<Holder>(
  'holder',
  record({ holderId, custodian: mspId, recordHash: sha256Text }),
);

/**
 * The id of a holder: the first 20 bytes of the SHA-256 of organisation, name and salt, in base32 behind an `H`. The
 * same person at two organisations, or under two salts, has ids that nobody can connect.
 */
export function deriveHolderId(custodian: MspId, holder: PrivateHolderRecord): HolderId {
  const bytes = sha256Bytes(canonicalJson({ mspId: custodian, name: holder.name, salt: holder.salt }));
  return `H${base32(bytes.slice(0, 20))}` as HolderId;
}

/** The hash of a private record: what Fabric keeps of it in public, because the value written is the canonical text. */
export const holderRecordHash = (holder: PrivateHolderRecord): Sha256 => sha256Hex(canonicalJson(holder)) as Sha256;
