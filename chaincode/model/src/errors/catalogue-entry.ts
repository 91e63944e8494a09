/** One entry of the error catalogue. */
export interface CatalogueEntry {
  /** What happened, in words for the person who sent the command. */
  readonly happened: string;
  /** What was therefore not done. */
  readonly notDone: string;
  /** Whether the same command may be sent again unchanged with a chance of success. */
  readonly retrySafe: boolean;
  /** HTTP status that a gateway answers with (RFC 9110). */
  readonly status: number;
}

const NOTHING = 'Nothing was written.';
/** An entry, by its status: by default not safe to retry, with nothing written. */
export const entry = (status: number, happened: string, retrySafe = false, notDone = NOTHING): CatalogueEntry => ({
  happened,
  notDone,
  retrySafe,
  status,
});
