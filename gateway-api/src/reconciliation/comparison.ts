import { LIMITS, type ReconciliationScope } from '@scrip/model';
import type { JsonObject } from '../ledger/ledger.js';
import type { KeptDifference } from '../operations/statement-store.js';

/** A difference with the forms in which it is told. */
export interface FoundDifference {
  readonly kept: KeptDifference;
  readonly told: JsonObject;
}

/** What comparing two books has shown. */
export interface Comparison {
  /** Holdings or payments that were compared. */
  readonly records: number;
  readonly figures: readonly JsonObject[];
  readonly differences: readonly FoundDifference[];
}

/** What is compared: of which security, with what, and as of which day. */
export interface Compared {
  readonly isin: string;
  readonly scope: ReconciliationScope;
  readonly businessDate: string;
  readonly statement?: { readonly hash: string; readonly records: number };
}

/** A figure that is public anyway. */
export const inClear = (units: bigint | string): JsonObject => ({ units: units.toString() });

/** The body of `reconciliation:report`: as many differences as one report names, and the number of all. */
export const reportBody = (
  { statement, ...compared }: Compared,
  { records, figures, differences }: Comparison,
): JsonObject => ({
  ...compared,
  ...(statement === undefined ? {} : { statement }),
  ...{ records, figures: [...figures] },
  differences: differences.slice(0, LIMITS.differencesPerReportMax).map(({ told }) => told),
  differencesTotal: differences.length,
});
