/** Two peers of a channel came to different results for the same block: a defect, never a matter of timing. */
export class ForkError extends Error {
  override readonly name = 'ForkError';
}

/** Blocks whose commit hash is remembered; peers are never further apart than a restart leaves them. */
const REMEMBERED_BLOCKS = 1000;

interface Verdict {
  readonly mspId: string;
  readonly commitHash: Buffer;
}

/**
 * Compares the commit hashes of all peers of a channel. The hash covers validation codes and every update of state, so
 * that equal hashes mean equal ledgers (Fabric: kv_ledger.go).
 */
export class ForkAlarm {
  readonly #channelId: string;
  readonly #verdicts = new Map<number, Verdict>();

  constructor(channelId: string) {
    this.#channelId = channelId;
  }

  /** @throws ForkError when another peer reported another hash for this block */
  report(mspId: string, block: number, commitHash: Buffer): void {
    const known = this.#verdicts.get(block);
    if (known === undefined) {
      this.#verdicts.set(block, { mspId, commitHash });
      this.#verdicts.delete(block - REMEMBERED_BLOCKS);
      return;
    }
    if (known.commitHash.equals(commitHash)) return;
    throw new ForkError(
      `the ledgers of channel ${this.#channelId} differ at block ${block}: ${known.mspId} has commit hash ` +
        `${known.commitHash.toString('hex')}, ${mspId} has ${commitHash.toString('hex')}`,
    );
  }
}
