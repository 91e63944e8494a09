import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Operator } from '@scrip/config';
import { z } from 'zod';
import { replaceFile } from './replace-file.js';

const derive = promisify<string, Uint8Array, number, { N: number; r: number; p: number }, Buffer>(scrypt);

/** OWASP's minimum for scrypt is N = 2^17 for passwords; ours are 256 random bits, so 2^14 (16 MiB) is ample. */
const COST = { N: 16_384, r: 8, p: 1 };
const HASH_BYTES = 32;
const KEY_BYTES = 32;
const KEY_PATTERN = /^scrip_([a-z0-9-]{1,64})_[A-Za-z0-9_-]{43}$/;
/** Verified keys remembered; there is one per operator in use. */
const VERIFIED_MAX = 1_000;
/** How long the key before is accepted after a rotation, so that what uses it can be changed over. */
export const KEY_OVERLAP_MS = 24 * 3_600_000;

const KeyRecords = z.strictObject({
  schema: z.literal(1),
  operators: z.array(
    z.strictObject({
      operator: z.string(),
      salt: z.string(),
      hash: z.string(),
      /** Milliseconds since 1970, after which the key is refused; absent: it is the operator's present key. */
      expiresAt: z.int().optional(),
    }),
  ),
  /** Operators whose keys were revoked: they get a new one only when an administrator issues it. */
  revoked: z.array(z.string()).optional(),
});

type KeyRecord = z.infer<typeof KeyRecords>['operators'][number];

/** A key that its holder just put in the place of another; it is shown this once. */
export interface RotatedKey {
  readonly key: string;
  /** Until when the key before is accepted too; undefined when there was none. */
  readonly previousValidUntil: Date | undefined;
}

/** API keys of the organisation's named operators: scrypt hashes in `operators.json`. */
export class ApiKeys {
  readonly #directory: string;
  readonly #path: string;
  readonly #operators: ReadonlyMap<string, Operator>;
  readonly #now: () => number;
  #records: readonly KeyRecord[];
  #revoked: ReadonlySet<string>;
  /** SHA-256 of keys that scrypt accepted: scrypt takes tens of milliseconds, and its work is for stolen files only. */
  readonly #verified = new Map<string, KeyRecord>();

  private constructor(directory: string, operators: readonly Operator[], now: () => number) {
    this.#directory = directory;
    this.#path = join(directory, 'operators.json');
    this.#operators = new Map(operators.map((operator) => [operator.id, operator]));
    this.#now = now;
    const text = existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : '{"schema":1,"operators":[]}';
    const known = KeyRecords.parse(JSON.parse(text));
    this.#records = known.operators;
    this.#revoked = new Set(known.revoked);
  }

  /** Reads the keys of the folder. An operator without one gets one, as by {@link issue}. */
  static async open(directory: string, operators: readonly Operator[], now: () => number = Date.now): Promise<ApiKeys> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const keys = new ApiKeys(directory, operators, now);
    const known = new Set([...keys.#records.map(({ operator }) => operator), ...keys.#revoked]);
    for (const { id } of operators.filter((operator) => !known.has(operator.id))) await keys.issue(id);
    return keys;
  }

  /** The operator of a key that was verified before; cheap. */
  remembered(key: string): Operator | undefined {
    const record = this.#verified.get(digestOf(key));
    return record !== undefined && this.#isInForce(record) ? this.#operators.get(record.operator) : undefined;
  }

  /** @returns the operator whose key this is, or undefined; costs a scrypt or two */
  async verify(key: string): Promise<Operator | undefined> {
    const operatorId = KEY_PATTERN.exec(key)?.[1];
    if (operatorId === undefined) return undefined;
    const candidates = this.#records.filter((record) => record.operator === operatorId && this.#isInForce(record));
    // An unknown name costs the same time as a wrong key, so that names cannot be probed.
    if (candidates.length === 0) await derive(key, Buffer.alloc(0), HASH_BYTES, COST);
    for (const record of candidates) {
      const hash = await derive(key, Buffer.from(record.salt, 'hex'), HASH_BYTES, COST);
      if (!timingSafeEqual(hash, Buffer.from(record.hash, 'hex'))) continue;
      if (this.#verified.size < VERIFIED_MAX) this.#verified.set(digestOf(key), record);
      return this.#isInForce(record) ? this.#operators.get(operatorId) : undefined;
    }
    return undefined;
  }

  /** Whether this is the present key of an operator, verified before, and not one that was replaced. */
  isPresent(key: string): boolean {
    const record = this.#verified.get(digestOf(key));
    return record !== undefined && this.#isInForce(record) && record.expiresAt === undefined;
  }

  /**
   * Puts a new key in the place of the present one, which is accepted for {@link KEY_OVERLAP_MS} more; those before it
   * no more.
   *
   * @returns undefined when the operator's keys are revoked
   */
  async rotate(operator: string): Promise<RotatedKey | undefined> {
    const { key, record } = await newKey(operator);
    return this.#revoked.has(operator) ? undefined : { key, previousValidUntil: this.#add(record) };
  }

  /**
   * Issues a key to an operator that has none, or has lost it: its hash goes into `operators.json`, the key itself once
   * into `<operator>.key`, readable by the owner alone, to be handed over and deleted. A revocation thereby ends.
   *
   * @returns until when the key before is accepted too; undefined when there was none
   */
  async issue(operator: string): Promise<Date | undefined> {
    const { key, record } = await newKey(operator);
    replaceFile(join(this.#directory, `${operator}.key`), `${key}\n`);
    return this.#add(record);
  }

  /** Whether an operator's keys were revoked and none was issued since. */
  isRevoked(operator: string): boolean {
    return this.#revoked.has(operator);
  }

  /** Refuses all keys of an operator from now on. */
  revoke(operator: string): void {
    this.#replace(operator, []);
  }

  #add(issued: KeyRecord): Date | undefined {
    const { operator } = issued;
    const expiresAt = this.#now() + KEY_OVERLAP_MS;
    const [previous] = this.#records.filter((record) => record.operator === operator && record.expiresAt === undefined);
    const overlapping = previous === undefined ? [] : [{ ...previous, expiresAt }];
    this.#replace(operator, [...overlapping, issued]);
    return previous === undefined ? undefined : new Date(expiresAt);
  }

  #replace(operator: string, records: readonly KeyRecord[]): void {
    this.#records = [...this.#records.filter((record) => record.operator !== operator), ...records];
    const revoked = new Set(this.#revoked);
    if (records.length === 0) revoked.add(operator);
    else revoked.delete(operator);
    this.#revoked = revoked;
    for (const [digest, record] of this.#verified) if (record.operator === operator) this.#verified.delete(digest);
    const stored = { schema: 1, operators: this.#records, revoked: [...revoked] };
    replaceFile(this.#path, JSON.stringify(stored, undefined, 2));
  }

  #isInForce(record: KeyRecord): boolean {
    return this.#records.includes(record) && (record.expiresAt === undefined || this.#now() < record.expiresAt);
  }
}

async function newKey(operator: string): Promise<{ readonly key: string; readonly record: KeyRecord }> {
  const key = `scrip_${operator}_${randomBytes(KEY_BYTES).toString('base64url')}`;
  const salt = randomBytes(16);
  const hash = await derive(key, salt, HASH_BYTES, COST);
  return { key, record: { operator, salt: salt.toString('hex'), hash: hash.toString('hex') } };
}

const digestOf = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex');
