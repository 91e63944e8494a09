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

const KeyRecords = z.strictObject({
  schema: z.literal(1),
  operators: z.array(z.strictObject({ operator: z.string(), salt: z.string(), hash: z.string() })),
});

type KeyRecord = z.infer<typeof KeyRecords>['operators'][number];

/** API keys of the organisation's named operators: scrypt hashes in `operators.json`. */
export class ApiKeys {
  readonly #operators: ReadonlyMap<string, Operator>;
  readonly #records: ReadonlyMap<string, KeyRecord>;
  /** SHA-256 of keys that scrypt accepted: scrypt takes tens of milliseconds, and its work is for stolen files only. */
  readonly #verified = new Map<string, Operator>();

  private constructor(operators: readonly Operator[], records: readonly KeyRecord[]) {
    this.#operators = new Map(operators.map((operator) => [operator.id, operator]));
    this.#records = new Map(records.map((record) => [record.operator, record]));
  }

  /**
   * Reads the keys of the folder. An operator without one gets one: its hash goes into `operators.json`, the key itself
   * once into `<operator>.key`, readable by the owner alone, to be handed over and deleted.
   */
  static async open(directory: string, operators: readonly Operator[]): Promise<ApiKeys> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, 'operators.json');
    const known = existsSync(path) ? KeyRecords.parse(JSON.parse(readFileSync(path, 'utf8'))).operators : [];
    const missing = operators.filter((operator) => !known.some((record) => record.operator === operator.id));
    const issued: KeyRecord[] = [];
    for (const operator of missing) issued.push(await issueKey(directory, operator.id));
    const records = [...known, ...issued];
    if (issued.length > 0) replaceFile(path, JSON.stringify({ schema: 1, operators: records }, undefined, 2));
    return new ApiKeys(operators, records);
  }

  /** The operator of a key that was verified before; cheap. */
  remembered(key: string): Operator | undefined {
    return this.#verified.get(digestOf(key));
  }

  /** @returns the operator whose key this is, or undefined; costs a scrypt */
  async verify(key: string): Promise<Operator | undefined> {
    const operatorId = KEY_PATTERN.exec(key)?.[1];
    if (operatorId === undefined) return undefined;
    const record = this.#records.get(operatorId);
    const operator = this.#operators.get(operatorId);
    // An unknown name costs the same time as a wrong key, so that names cannot be probed.
    const salt = Buffer.from(record?.salt ?? '', 'hex');
    const hash = await derive(key, salt, HASH_BYTES, COST);
    const isRight = record !== undefined && timingSafeEqual(hash, Buffer.from(record.hash, 'hex'));
    if (!isRight || operator === undefined) return undefined;
    if (this.#verified.size < VERIFIED_MAX) this.#verified.set(digestOf(key), operator);
    return operator;
  }
}

const digestOf = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex');

async function issueKey(directory: string, operator: string): Promise<KeyRecord> {
  const key = `scrip_${operator}_${randomBytes(KEY_BYTES).toString('base64url')}`;
  const salt = randomBytes(16);
  const hash = await derive(key, salt, HASH_BYTES, COST);
  replaceFile(join(directory, `${operator}.key`), `${key}\n`);
  return { operator, salt: salt.toString('hex'), hash: hash.toString('hex') };
}
