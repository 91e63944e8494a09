/** When to cut a batch by size (Fabric: BatchSize of the orderer's channel config). */
export interface BatchSize {
  readonly maxMessageCount: number;
  readonly preferredMaxBytes: number;
}

/** An accepted transaction: its envelope bytes, and the size by which batches are measured. */
export interface OrderedMessage {
  readonly bytes: Buffer;
  /** Bytes of payload and signature. */
  readonly size: number;
}

/**
 * Collects transactions into batches (Fabric: orderer/common/blockcutter). A message larger than the preferred size
 * is isolated in a batch of its own; a message that would overflow the pending batch starts the next one.
 */
export class BlockCutter {
  #pending: OrderedMessage[] = [];
  #pendingBytes = 0;

  get pendingCount(): number {
    return this.#pending.length;
  }

  /** Adds a message and returns the batches that are thereby complete, oldest first (at most two). */
  ordered(message: OrderedMessage, size: BatchSize): OrderedMessage[][] {
    const batches: OrderedMessage[][] = [];
    if (message.size > size.preferredMaxBytes) {
      if (this.#pending.length > 0) batches.push(this.cut());
      batches.push([message]);
      return batches;
    }
    if (this.#pendingBytes + message.size > size.preferredMaxBytes) batches.push(this.cut());
    this.#pending.push(message);
    this.#pendingBytes += message.size;
    if (this.#pending.length >= size.maxMessageCount) batches.push(this.cut());
    return batches;
  }

  /** Takes the pending batch, which may be empty. */
  cut(): OrderedMessage[] {
    const batch = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    return batch;
  }
}
