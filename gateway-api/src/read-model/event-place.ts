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
