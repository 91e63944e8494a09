/** English day names, as written in calendar files. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** A business calendar; dates are ISO 8601 calendar dates (`2026-12-25`). */
export interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly weekend: readonly Weekday[];
  /** Closing days in ascending order. */
  readonly holidays: readonly string[];
  /** IANA name of the zone in which the cut-offs are given, for instance `Europe/Berlin`. */
  readonly timeZone: string;
  /** Hour and minute (`16:00`) after which nothing is instructed, or settled, for the same day. */
  readonly cutOffs: { readonly instruction: string; readonly settlement: string };
  /** The first business date of the ledger; neither a weekend day nor a holiday. */
  readonly openingDate: string;
}

/** A calendar as the founding of a channel takes it. */
export type CalendarOpening = Omit<Calendar, 'name' | 'openingDate'> & { readonly businessDate: string };

/** The calendar as the founding of a channel takes it. */
export const openingOf = (calendar: Calendar): CalendarOpening => {
  const { id, weekend, holidays, timeZone, cutOffs, openingDate: businessDate } = calendar;
  return { id, weekend, holidays, timeZone, cutOffs, businessDate };
};
