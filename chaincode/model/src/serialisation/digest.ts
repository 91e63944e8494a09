import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 (FIPS 180-4) of the UTF-8 bytes of a text. */
export const sha256Bytes = (text: string): Uint8Array => sha256(utf8ToBytes(text));

/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256Bytes(text));

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Base32 of RFC 4648 section 6 without padding.
 *
 * @param bytes - a multiple of five bytes, so that no padding is needed
 */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  for (let shift = BigInt(bytes.length * 8 - 5); shift >= 0n; shift -= 5n) {
    text += BASE32.charAt(Number((bits >> shift) & 31n));
  }
  return text;
}
