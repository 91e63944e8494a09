/** English day names, as written in calendar files. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** A business calendar; dates are ISO 8601 calendar dates (`2026-12-25`). */
export interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly weekend: readonly Weekday[];
  /** Closing days in ascending order. */
  readonly holidays: readonly string[];
  /** The first business date of the ledger; neither a weekend day nor a holiday. */
  readonly openingDate: string;
}
