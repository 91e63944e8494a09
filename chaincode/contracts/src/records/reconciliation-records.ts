import { DomainError, reconciliationRecord, type Isin, type ReconciliationReport, type Sha256 } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (isin: Isin, reportId: Sha256): string => `reconciliation/${isin}/${reportId}`;

/** A report. @throws DomainError RECONCILIATION_UNKNOWN */
export async function readReconciliation(
  state: WorldState,
  isin: Isin,
  reportId: Sha256,
): Promise<ReconciliationReport> {
  const value = await state.get(keyOf(isin, reportId));
  if (value === undefined) throw new DomainError('RECONCILIATION_UNKNOWN', { isin });
  return reconciliationRecord.decode(value);
}

/** Stages a report; it is never changed. */
export function writeReconciliation(state: WorldState, report: ReconciliationReport): void {
  state.put(keyOf(report.isin, report.reportId), reconciliationRecord.encode(report));
}
