import type { ClaimId } from '../identifiers/names.js';

/** Hexadecimal digits of a claim id that are the claim's index. */
export const STATUS_INDEX_DIGITS = 5;

/** Entries of the status list of one claim issuer: as many as the digits tell apart. */
export const STATUS_LIST_ENTRIES = 16 ** STATUS_INDEX_DIGITS;

/** Index of a claim in the status list of its issuer: the first 20 bits of its id, which tell nothing about it. */
export const statusIndexOf = (id: ClaimId): number => Number.parseInt(id.slice(0, STATUS_INDEX_DIGITS), 16);

/**
 * The status list of a claim issuer, one bit for each index, set when the claim is revoked (IETF Token Status List,
 * draft-ietf-oauth-status-list, section 4.1: the first index is the least significant bit of the first byte). It is of
 * one length always, so that it does not tell how many claims there are.
 */
export function statusBytes(revoked: Iterable<ClaimId>): Uint8Array {
  const bytes = new Uint8Array(STATUS_LIST_ENTRIES / 8);
  for (const id of revoked) {
    const index = statusIndexOf(id);
    const position = index >> 3;
    bytes[position] = (bytes[position] ?? 0) | (1 << (index & 7));
  }
  return bytes;
}
