/** What may end on a day of itself. */
interface Dated {
  readonly until?: string;
}

/** Records with whether they hold on a business date, where one is known; the last day is included. */
export const withForce = (records: readonly Dated[], today: string | null): readonly object[] =>
  records.map((each) => ({ ...each, inForce: each.until === undefined || today === null || today <= each.until }));
