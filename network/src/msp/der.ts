const LONG_FORM = 0x80;
/** Certificates and revocation lists are far below 4 GiB. */
const MAX_LENGTH_BYTES = 4;

/** One value of a DER encoding: the whole of it, and what is inside. */
export interface DerValue {
  readonly tag: number;
  readonly encoded: Buffer;
  readonly content: Buffer;
}

/** The values inside a constructed DER value, or undefined when the bytes are not DER. */
export function derChildren(constructed: Buffer): readonly DerValue[] | undefined {
  const outer = derValue(constructed, 0);
  if (outer === undefined) {
    return undefined;
  }
  const children: DerValue[] = [];
  for (let offset = 0; offset < outer.content.length;) {
    const child = derValue(outer.content, offset);
    if (child === undefined) {
      return undefined;
    }
    children.push(child);
    offset += child.encoded.length;
  }
  return children;
}

function derValue(bytes: Buffer, start: number): DerValue | undefined {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) {
    return undefined;
  }
  const lengthBytes = first < LONG_FORM ? 0 : first - LONG_FORM;
  const contentStart = start + 2 + lengthBytes;
  if (lengthBytes > MAX_LENGTH_BYTES || first === LONG_FORM || contentStart > bytes.length) {
    return undefined;
  }
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(start + 2, lengthBytes);
  const end = contentStart + length;
  return end > bytes.length
    ? undefined
    : { tag, encoded: bytes.subarray(start, end), content: bytes.subarray(contentStart, end) };
}
