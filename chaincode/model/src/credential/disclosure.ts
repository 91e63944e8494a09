import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '../serialisation/base64url.js';
import { sha256Bytes } from '../serialisation/digest.js';
import { decodeJson, isJsonRecord, refuseCredential, type JsonRecord } from './jws.js';

/** Digest of a disclosure (RFC 9901, section 4.2.3): of its text, in base64url. */
export const digestOf = (disclosure: string): string => toBase64url(sha256Bytes(disclosure));

/** A field that its holder may show or keep to himself. */
export interface Concealed {
  readonly digest: string;
  readonly disclosure: string;
}

/**
 * Conceals a field of an object (RFC 9901, section 4.2.1).
 *
 * @param salt - 128 random bits or more, in base64url, for this field alone
 */
export function conceal(salt: string, name: string, value: unknown): Concealed {
  const disclosure = toBase64url(utf8ToBytes(JSON.stringify([salt, name, value])));
  return { digest: digestOf(disclosure), disclosure };
}

interface Disclosed {
  /** Absent for an element of a list. */
  readonly name?: string;
  readonly value: unknown;
}

const RESERVED: readonly unknown[] = ['_sd', '...'];

function readDisclosure(text: string): Disclosed {
  const parts = decodeJson(text);
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return refuseCredential('a disclosure');
  if (parts.length === 2) return { value: parts[1] };
  const name: unknown = parts[1];
  if (parts.length !== 3 || typeof name !== 'string' || RESERVED.includes(name))
    return refuseCredential('a disclosure');
  return { name, value: parts[2] };
}

/** Puts what is disclosed in its place, and knows what has been used. */
class Revelation {
  readonly #disclosed: ReadonlyMap<string, Disclosed>;
  readonly #seen = new Set<string>();

  constructor(disclosures: readonly string[]) {
    this.#disclosed = new Map(disclosures.map((text) => [digestOf(text), readDisclosure(text)]));
    if (this.#disclosed.size !== disclosures.length) refuseCredential('no disclosure twice');
  }

  reveal(value: unknown): unknown {
    if (Array.isArray(value)) return value.flatMap((item: unknown) => this.#element(item));
    return isJsonRecord(value) ? this.#record(value) : value;
  }

  requireAllUsed(): void {
    for (const digest of this.#disclosed.keys()) {
      if (!this.#seen.has(digest)) refuseCredential('every disclosure used');
    }
  }

  #take(digest: unknown): Disclosed | undefined {
    if (typeof digest !== 'string' || this.#seen.has(digest)) return refuseCredential('each digest once');
    this.#seen.add(digest);
    return this.#disclosed.get(digest);
  }

  #element(item: unknown): readonly unknown[] {
    if (!isJsonRecord(item) || !Object.hasOwn(item, '...')) return [this.reveal(item)];
    if (Object.keys(item).length !== 1) return refuseCredential('a placeholder alone');
    const found = this.#take(item['...']);
    if (found?.name !== undefined) return refuseCredential('a disclosure of its place');
    return found === undefined ? [] : [this.reveal(found.value)];
  }

  #record(value: JsonRecord): JsonRecord {
    const { _sd: digests = [], ...open } = value;
    if (!Array.isArray(digests)) return refuseCredential('a list of digests');
    const fields = new Map(Object.entries(open).map(([name, item]) => [name, this.reveal(item)] as const));
    for (const digest of digests as readonly unknown[]) {
      const found = this.#take(digest);
      if (found === undefined) continue;
      if (found.name === undefined || fields.has(found.name)) return refuseCredential('a disclosure of its place');
      fields.set(found.name, this.reveal(found.value));
    }
    return Object.fromEntries(fields);
  }
}

/**
 * The payload with everything that was disclosed in its place (RFC 9901, section 7.1). Digests of what was kept back
 * leave no trace; a disclosure that belongs nowhere refuses the whole.
 *
 * @throws DomainError CREDENTIAL_INVALID
 */
export function reveal(payload: JsonRecord, disclosures: readonly string[]): JsonRecord {
  const { _sd_alg: algorithm = 'sha-256', ...rest } = payload;
  if (algorithm !== 'sha-256') return refuseCredential('digests by SHA-256');
  const revelation = new Revelation(disclosures);
  const revealed = revelation.reveal(rest);
  revelation.requireAllUsed();
  return isJsonRecord(revealed) ? revealed : refuseCredential('an object');
}
