/** One public key that a transaction changed. */
export interface Write {
  readonly key: string;
  /** Undefined: a deletion. */
  readonly value?: string;
}

/** A change of the endorsement policy of a public key. */
export interface PolicyChange {
  readonly key: string;
  /** False: the policy is taken away. */
  readonly isSet: boolean;
}

/** A valid transaction of the chaincode, as a block shows it. */
export interface AuditedTransaction {
  readonly transactionId: string;
  /** Changes of public state; private collections are hashes, of which nobody else can judge the content. */
  readonly writes: readonly Write[];
  /** Changes of endorsement policies, beside a value or without one. */
  readonly policies: readonly PolicyChange[];
}
