import { base64urlnopad } from '@scure/base';
import { refuseField, type Reader } from './reader.js';

/** Bytes as base64url without padding (RFC 4648 section 5). */
export const toBase64url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);

/** The bytes of a text that {@link base64url} has read. @throws Error for another one */
export const fromBase64url = (text: string): Uint8Array => base64urlnopad.decode(text);

/** Reader of bytes in base64url; only the one text that encodes them passes. */
export function base64url(bytes: { readonly min: number; readonly max: number }): Reader<string> {
  const rule = `${bytes.min === bytes.max ? bytes.min : `${bytes.min} to ${bytes.max}`} bytes in base64url`;
  return (value, path) => {
    if (typeof value !== 'string' || value.length > Math.ceil((bytes.max * 4) / 3)) return refuseField(path, rule);
    const length = lengthOf(value);
    return length !== undefined && length >= bytes.min && length <= bytes.max ? value : refuseField(path, rule);
  };
}

function lengthOf(text: string): number | undefined {
  try {
    return fromBase64url(text).length;
  } catch {
    return undefined;
  }
}
