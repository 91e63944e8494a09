import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 (FIPS 180-4) of the UTF-8 bytes of a text. */
export const sha256Bytes = (text: string): Uint8Array => sha256(utf8ToBytes(text));

/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256Bytes(text));

/** SHA-256 of bytes given as hexadecimal digits, as 64 lower-case hexadecimal digits. */
export const sha256HexOfBytes = (hex: string): string => bytesToHex(sha256(hexToBytes(hex)));
