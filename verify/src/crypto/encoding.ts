import { sha256 as digest } from '@noble/hashes/sha2.js';
import { base64, hex } from '@scure/base';

/** SHA-256 over bytes, one part after the other. */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => digest(joined(...parts));

/** SHA-256 as lower-case hexadecimal digits. */
export const sha256Hex = (...parts: readonly Uint8Array[]): string => hex.encode(sha256(...parts));

/** Bytes, one part after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Whether bytes are the same. */
export const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes that base64 (RFC 4648, with padding) stands for; undefined when a text is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text);
  } catch {
    return undefined;
  }
}

/** Bytes as hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string => hex.encode(bytes);
