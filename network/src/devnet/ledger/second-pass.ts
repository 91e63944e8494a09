import { peer } from '@hyperledger/fabric-protos';
import { checkReads } from './mvcc.js';
import type { IndexedTransaction } from './private-pieces.js';
import { parseTransaction } from './transaction.js';
import { UpdateBatch } from './update-batch.js';
import type { ChannelView } from './world-state.js';
import { applyWriteSet } from './write-set.js';

const { VALID } = peer.TxValidationCode;

/** A block after its second validation pass. */
export interface SecondPass {
  /** One `TxValidationCode` per transaction: the first pass's, or a conflict. */
  readonly flags: Buffer;
  readonly updates: UpdateBatch;
  /** What stays valid, in block order. */
  readonly valid: readonly IndexedTransaction[];
}

/**
 * Takes the transactions that the first pass left valid in block order, refuses those whose reads no longer hold, and
 * collects the writes of the others (`validation/validator.go`, validateAndPrepareBatch).
 */
export async function secondPass(
  envelopes: readonly Uint8Array[],
  firstPass: Buffer,
  block: number,
  view: ChannelView,
): Promise<SecondPass> {
  const flags = Buffer.from(firstPass);
  const updates = new UpdateBatch();
  const valid: IndexedTransaction[] = [];
  for (const [tx, envelope] of envelopes.entries()) {
    if (flags[tx] !== VALID) {
      continue;
    }
    const transaction = parseTransaction(envelope);
    const code = transaction.fault ?? (await checkReads(transaction.namespaces, view, updates));
    flags[tx] = code;
    if (code === VALID) {
      applyWriteSet(updates, view, transaction.namespaces, { block, tx });
      valid.push({ tx, transaction });
    }
  }
  return { flags, updates, valid };
}
