import { country, type Country } from '../identifiers/country.js';
import { partyId, mspId, sha256Text, type PartyId, type MspId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { base32, sha256Bytes, sha256Hex } from '../serialisation/digest.js';
import { count, optional, pattern, record, text, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Where a party is reached. */
export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: Country;
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
}

/** A party as the channel sees one. */
export interface Party {
  readonly partyId: PartyId;
  /** The organisation that took the party on, keeps the private record and instructs for the party. */
  readonly custodian: MspId;
  /** SHA-256 of the canonical private record. */
  readonly recordHash: Sha256;
}

/** Reader of a private party record. */
export const privatePartyRecord: Reader<PrivatePartyRecord> = record({
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

/** Reader of the body of `party:record` and `party:register`. */
export const partyReference = record({ partyId, recordHash: sha256Text });

/** How a party is stored in public state. */
export const partyRecord = storedRecord<Party>('party', record({ partyId, custodian: mspId, recordHash: sha256Text }));

/**
 * The id of a party: the first 20 bytes of the SHA-256 of organisation, name and salt, in base32 behind a `P`. The
 * same person at two organisations, or under two salts, has ids that nobody can connect.
 */
export function derivePartyId(custodian: MspId, party: PrivatePartyRecord): PartyId {
  const bytes = sha256Bytes(canonicalJson({ mspId: custodian, name: party.name, salt: party.salt }));
  return `P${base32(bytes.slice(0, 20))}` as PartyId;
}

/** The hash of a private record: what Fabric keeps of it in public, because the value written is the canonical text. */
export const partyRecordHash = (party: PrivatePartyRecord): Sha256 => sha256Hex(canonicalJson(party)) as Sha256;
