const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** A P-256 signature needs at most 72 bytes, so every length fits the short form of DER. */
const SHORT_FORM = 0x80;

/** DER `SEQUENCE { INTEGER r, INTEGER s }` of two unsigned big-endian numbers (X9.62). */
export function signatureToDer(r: Uint8Array, s: Uint8Array): Buffer {
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([SEQUENCE, body.length]), body]);
}

/** The numbers of a DER signature, or undefined when the encoding is not canonical DER of two positive integers. */
export function signatureFromDer(der: Uint8Array): { readonly r: Buffer; readonly s: Buffer } | undefined {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.length);
  if (bytes[0] !== SEQUENCE || bytes[1] !== bytes.length - 2 || bytes[1] >= SHORT_FORM) {
    return undefined;
  }
  const r = readInteger(bytes, 2);
  const s = r && readInteger(bytes, r.end);
  return r && s?.end === bytes.length ? { r: r.value, s: s.value } : undefined;
}

function integer(value: Uint8Array): Buffer {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) {
    start += 1;
  }
  const digits = value.subarray(start);
  const sign = (digits[0] ?? 0) >= SHORT_FORM ? [0] : [];
  return Buffer.from([INTEGER, sign.length + digits.length, ...sign, ...digits]);
}

function readInteger(bytes: Buffer, start: number): { readonly value: Buffer; readonly end: number } | undefined {
  const length = bytes[start + 1] ?? 0;
  const end = start + 2 + length;
  const first = bytes[start + 2];
  const second = bytes[start + 3] ?? 0;
  if (bytes[start] !== INTEGER || length === 0 || end > bytes.length || first === undefined || first >= SHORT_FORM) {
    return undefined;
  }
  const padded = first === 0 && length > 1;
  if ((padded && second < SHORT_FORM) || (first === 0 && length === 1)) {
    return undefined;
  }
  return { value: bytes.subarray(padded ? start + 3 : start + 2, end), end };
}
