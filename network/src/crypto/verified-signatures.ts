import type { KeyObject } from 'node:crypto';
import { BoundedCache } from './bounded-cache.js';
import { sha256, verify } from './ecdsa.js';

/**
 * Judgements on signatures, kept so that the organisations of one process, which all validate the same blocks, verify
 * each signature once. The key covers the public key, the message and the signature, so a hit is the same judgement.
 * A development network may share it; real peers must not trust each other's verdicts.
 */
export class VerifiedSignatures {
  private readonly verdicts: BoundedCache<string, boolean>;

  constructor(capacity: number) {
    this.verdicts = new BoundedCache(capacity);
  }

  /**
   * @param keyId identifies the public key, for example the hash of its certificate
   * @returns as `verify` of ecdsa.ts
   */
  verify(keyId: string, key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
    const id = `${keyId}:${sha256(message, signature).toString('base64')}:${signature.length}`;
    const known = this.verdicts.get(id);
    if (known !== undefined) {
      return known;
    }
    const verdict = verify(key, message, signature);
    this.verdicts.set(id, verdict);
    return verdict;
  }
}

/** Enough for the signatures of several thousand transactions in flight; about 10 MB when full. */
const SHARED_CAPACITY = 50_000;

/** The cache that all organisations of this process share. */
export const sharedSignatures = new VerifiedSignatures(SHARED_CAPACITY);
