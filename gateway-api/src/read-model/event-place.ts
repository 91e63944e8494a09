/** Where an event stands on the ledger. */
export interface EventPlace {
  readonly channel: string;
  readonly block: number;
  /** Position of the transaction in its block. */
  readonly tx: number;
  /** Position of the event in its transaction. */
  readonly position: number;
  readonly transactionId: string;
}

/** A text by which places sort in the order of the ledger. */
export const orderOf = ({ block, tx, position }: EventPlace): string =>
  [block, tx, position].map((each) => each.toString().padStart(12, '0')).join(':');
