import { sha256Text, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { retention, type Retention } from '../party/private-record.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { count, list, record, salt, text, type Reader } from '../serialisation/reader.js';

/** What stands behind a claim. Kept only in the private collection of the claim issuer. */
export interface ClaimDetails {
  readonly schema: number;
  /** 32 bytes made by the claim issuer, as hexadecimal digits: without it the hash could be guessed. */
  readonly salt: string;
  /** What was found, in the claim issuer's words. */
  readonly findings: string;
  /** SHA-256 of the documents that were seen. */
  readonly documents: readonly Sha256[];
  readonly retention: Retention;
}

/** Reader of the details of a claim. */
export const claimDetails: Reader<ClaimDetails> = record({
  schema: count({ min: 1, max: 1 }),
  salt,
  findings: text(LIMITS.claimFindingsCharactersMax),
  documents: list(sha256Text, { min: 0, max: LIMITS.documentsPerClaimMax }),
  retention,
});

/** The hash by which a claim names its details. */
export const claimDetailsHash = (details: ClaimDetails): Sha256 => sha256Hex(canonicalJson(details)) as Sha256;
