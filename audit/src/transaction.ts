/** One public key that a transaction changed. */
export interface Write {
  readonly key: string;
  /** Undefined: a deletion. */
  readonly value?: string;
  /** Whether the key has an endorsement policy of its own from this transaction on. */
  readonly hasPolicy?: boolean;
}

/** A valid transaction of the chaincode, as a block shows it. */
export interface AuditedTransaction {
  readonly transactionId: string;
  /** Changes of public state; private collections are hashes, of which nobody else can judge the content. */
  readonly writes: readonly Write[];
}
