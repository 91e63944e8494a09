/** Options of every read. */
export interface ReadOptions {
  readonly channel?: string;
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}
