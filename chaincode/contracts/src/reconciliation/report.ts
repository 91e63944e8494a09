import {
  DomainError,
  foundAgain,
  isBefore,
  matchBreaks,
  reconciliationRequest,
  requireReporter,
  resolveBreak,
  type Break,
  type BreakId,
  type Difference,
  type ReconciliationReport,
  type ReconciliationRequest,
  type Security,
  type Sha256,
} from '@scrip/model';
import { roomForBreaks } from '../calendar/breaks.js';
import { foundBreaks, writeBreak } from '../records/break-records.js';
import { writeReconciliation } from '../records/reconciliation-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Digits of the transaction id by which the breaks that a report opens are named. */
const ID_DIGITS = 40;

/**
 * Enters what an organisation found when it compared a register with another book. Differences open breaks, those that are
 * open already stay the same breaks, and what is no longer found is closed. Who compares has done so outside; here it
 * answers for it with its name.
 */
export const reportReconciliation: CommandHandler<ReconciliationRequest> = {
  body: reconciliationRequest,
  run: async (work, { differences, ...request }) => {
    const { isin, scope } = request;
    const security = await readSecurityOnRecord(work.state, isin);
    const caller = (await work.participants()).require(work.callerMspId);
    const { severity, ...owner } = requireReporter(scope, security, caller);
    const { businessDate: today } = await work.moment(security.calendar);
    if (isBefore(today, request.businessDate)) {
      throw new DomainError('RECONCILIATION_DATE_IN_FUTURE', { businessDate: today });
    }
    const open = await foundBreaks(work.state, security, work.callerMspId, scope);
    const isComplete = differences.length === request.differencesTotal;
    const { appeared, kept, gone } = matchBreaks(open, differences, isComplete);
    const reportId = work.ledger.id as Sha256;
    for (const each of gone) {
      end(work, resolveBreak(each, { by: work.callerMspId, on: today, report: reportId }));
    }
    for (const { open: before, difference } of kept) {
      keep(work, before, foundAgain(before, { scope, ...difference }, request.businessDate));
    }
    const opened = appeared.slice(0, await roomForBreaks(work, { calendar: security.calendar, severity }));
    for (const [index, difference] of opened.entries()) {
      const breakId = `r-${work.ledger.id.slice(-ID_DIGITS)}-${String(index)}` as BreakId;
      const by = { raisedBy: work.callerMspId, raisedOn: today, owner, severity };
      openBreak(work, security, { breakId, ...by, ...documentOf(request) }, { scope, ...difference });
    }
    const counts = { opened: opened.length, kept: kept.length, closed: gone.length };
    const result = request.differencesTotal === 0 ? 'agrees' : 'differs';
    const by = { by: work.callerMspId, reportedOn: today };
    const report: ReconciliationReport = { ...request, reportId, ...by, result, ...counts };
    writeReconciliation(work.state, report);
    work.events.push({ type: 'BooksReconciled', report });
    return { isin, reportId, result, ...counts };
  },
};

const documentOf = ({ statement }: Pick<ReconciliationRequest, 'statement'>): Pick<Break, 'documentHash'> =>
  statement === undefined ? {} : { documentHash: statement.hash };

function openBreak(
  work: UnitOfWork,
  { isin, calendar }: Security,
  raised: Omit<Break, 'isin' | 'calendar' | 'reason' | 'found'>,
  found: Difference & Required<Pick<Break, 'found'>>['found'],
): void {
  const { reason, instructionId } = found;
  const about = instructionId === undefined ? {} : { instructionId };
  const opened: Break = { ...raised, isin, calendar, reason, ...about, found };
  writeBreak(work.state, opened);
  work.events.push({ type: 'BreakRaised', break: opened });
}

/** A break that is found again keeps its age, its owner and its explanation; its figures are those of now. */
function keep(work: UnitOfWork, before: Break, after: Break): void {
  const [was, is] = [before, after].map(({ found, corrections = [] }) =>
    JSON.stringify([figureOf(found, 'expected'), figureOf(found, 'found'), corrections.length]),
  );
  if (was === is) return;
  writeBreak(work.state, after);
  work.events.push({ type: 'BreakChanged', break: after });
}

const figureOf = (found: Break['found'], side: 'expected' | 'found'): string | undefined => {
  const figure = found?.[side];
  if (figure === undefined) return undefined;
  return 'hash' in figure ? figure.hash : figure.units.toString();
};

function end(work: UnitOfWork, resolved: Break): void {
  writeBreak(work.state, resolved);
  work.events.push({ type: 'BreakResolved', break: resolved });
}
