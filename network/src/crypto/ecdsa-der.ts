const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** Lengths from here on need the long form of DER, which no signature of ours does. */
const LONG_FORM = 0x80;

/**
 * r and s of a DER signature side by side, each `width` bytes. What follows s is ignored, as Go's asn1.Unmarshal does,
 * by which Fabric reads signatures.
 *
 * @returns undefined when the encoding is not DER of two non-negative integers of at most `width` bytes
 */
export function signatureFromDer(der: Uint8Array, width: number): Buffer | undefined {
  const length = der[1];
  if (der[0] !== SEQUENCE || length === undefined || length >= LONG_FORM || length + 2 > der.length) {
    return undefined;
  }
  const body = der.subarray(2, 2 + length);
  const r = readInteger(body, 0);
  const s = r && readInteger(body, r.end);
  if (r === undefined || s === undefined || r.digits.length > width || s.digits.length > width) {
    return undefined;
  }
  const raw = Buffer.alloc(2 * width);
  raw.set(r.digits, width - r.digits.length);
  raw.set(s.digits, 2 * width - s.digits.length);
  return raw;
}

/** One INTEGER in its shortest form without a sign bit; `digits` are without leading zeros. */
function readInteger(
  body: Uint8Array,
  start: number,
): { readonly digits: Uint8Array; readonly end: number } | undefined {
  const length = body[start + 1] ?? 0;
  const end = start + 2 + length;
  const [first, second] = body.subarray(start + 2, start + 4);
  const readable = body[start] === INTEGER && length > 0 && end <= body.length;
  if (!readable || first === undefined || first >= LONG_FORM) {
    return undefined;
  }
  if (first === 0 && length > 1 && (second ?? 0) < LONG_FORM) {
    return undefined;
  }
  return { digits: body.subarray(first === 0 ? start + 3 : start + 2, end), end };
}
