import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const derive = promisify<string, Uint8Array, number, Cost, Buffer>(scrypt);

/** OWASP's equivalent of N = 2^17 that needs 16 MiB only: for secrets that people chose. */
const CHOSEN: Cost = { N: 16_384, r: 8, p: 5 };
/** A generated secret has 144 random bits, which nobody guesses whatever a guess costs. */
const GENERATED: Cost = { N: 16_384, r: 8, p: 1 };
const SECRET_BYTES = 18;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const STORED = /^scrypt:(\d+):(\d+):(\d+):([0-9a-f]+):([0-9a-f]+)$/;

/** A secret that nobody can guess. */
export function generateSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of a secret: scrypt with its cost and a salt of its own. */
export async function hashSecret(secret: string, origin: 'chosen' | 'generated'): Promise<string> {
  const cost = origin === 'chosen' ? CHOSEN : GENERATED;
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(secret, salt, HASH_BYTES, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('hex'), hash.toString('hex')].join(':');
}

/**
 * Whether this is the secret of the hash.
 *
 * @param stored undefined for an identity that does not exist: takes as long, so that names cannot be probed
 */
export async function isSecret(secret: string, stored: string | undefined): Promise<boolean> {
  const parts = STORED.exec(stored ?? '');
  if (parts === null) {
    await derive(secret, Buffer.alloc(SALT_BYTES), HASH_BYTES, GENERATED);
    return false;
  }
  const [, n, r, p, salt = '', hash = ''] = parts;
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const derived = await derive(secret, Buffer.from(salt, 'hex'), HASH_BYTES, cost);
  return timingSafeEqual(derived, Buffer.from(hash, 'hex'));
}
