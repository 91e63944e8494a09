import type { Role } from '../authority/participant.js';
import type { BreakOwner, BreakSeverity } from '../calendar/break.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, sha256Text, type MspId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { Security } from '../security/security.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import {
  difference,
  figure,
  reconciliationScope,
  type Difference,
  type Figure,
  type ReconciliationScope,
} from './difference.js';

/** What was compared, by name: what the register says and what the other book says. */
export interface ComparedFigure {
  readonly name: (typeof FIGURE_NAMES)[number];
  readonly expected: Figure;
  readonly found: Figure;
}

/**
 * Figures of a report: issued units against the lots, against the entries and against the read model; holdings and
 * totals against the other book.
 */
export const FIGURE_NAMES = ['lots', 'entries', 'capTable', 'total', 'holdings', 'payments', 'payouts'] as const;

/** The external book that a register was compared with. */
export interface StatementReference {
  /** SHA-256 of a salt and of the statement; the statement itself stays with the organisation. */
  readonly hash: Sha256;
  /** Rows of it. */
  readonly records: number;
}

/** The body of `reconciliation:report`. */
export interface ReconciliationRequest {
  readonly isin: Isin;
  readonly scope: ReconciliationScope;
  /** The business date whose books were compared: today's, or an earlier one. */
  readonly businessDate: BusinessDate;
  readonly statement?: StatementReference;
  /** Holdings, or payments, that were compared. */
  readonly records: number;
  readonly figures: readonly ComparedFigure[];
  readonly differences: readonly Difference[];
  /** All of them; more than are named where there are too many. */
  readonly differencesTotal: number;
}

/** What a reconciliation found, as the ledger keeps it: no personal data, and private figures by hash. */
export interface ReconciliationReport extends Omit<ReconciliationRequest, 'differences'> {
  /** The transaction that reported it. */
  readonly reportId: Sha256;
  readonly by: MspId;
  readonly reportedOn: BusinessDate;
  readonly result: 'agrees' | 'differs';
  /** Breaks that it opened, that it found again, and that it closed. */
  readonly opened: number;
  readonly kept: number;
  readonly closed: number;
}

const fields = {
  isin,
  scope: reconciliationScope,
  businessDate,
  statement: optional(record({ hash: sha256Text, records: count({ min: 0, max: LIMITS.recordsPerStatementMax }) })),
  records: count({ min: 0, max: LIMITS.recordsPerStatementMax }),
  figures: list(record({ name: word(...FIGURE_NAMES), expected: figure, found: figure }), {
    min: 1,
    max: FIGURE_NAMES.length,
  }),
  differencesTotal: count({ min: 0, max: 2 * LIMITS.recordsPerStatementMax }),
} as const;

const requestOf = record({ ...fields, differences: list(difference, { min: 0, max: LIMITS.differencesPerReportMax }) });

/** Reader of the body of `reconciliation:report`. Errors: DUPLICATE_IN_BATCH, RECONCILIATION_INCONSISTENT. */
export const reconciliationRequest: Reader<ReconciliationRequest> = (value, path) => {
  const request = requestOf(value, path);
  const { differences, differencesTotal } = request;
  requireDistinct(differences.map(({ reason, subject }) => `${reason} ${subject}`));
  const isComplete = differences.length === differencesTotal;
  const isFull = differences.length === LIMITS.differencesPerReportMax && differencesTotal > differences.length;
  if (!isComplete && !isFull) throw new DomainError('RECONCILIATION_INCONSISTENT');
  return request;
};

/** How a report is stored. */
export const reconciliationRecord = storedRecord<ReconciliationReport>(
  'reconciliation report',
  record({
    ...fields,
    reportId: sha256Text,
    by: mspId,
    reportedOn: businessDate,
    result: word('agrees', 'differs'),
    opened: count({ min: 0, max: LIMITS.differencesPerReportMax }),
    kept: count({ min: 0, max: LIMITS.differencesPerReportMax }),
    closed: count({ min: 0, max: LIMITS.openBreaksPerOrganisationMax * 2 }),
  }),
);

/** What a scope asks of who reports it, who clears its breaks up, and whether these hold up the day. */
interface ScopeRule {
  readonly roles: readonly Role[];
  /** Whether the reporter must be the registrar, or the issuer, of the security. */
  readonly of?: 'registrar' | 'issuer';
  readonly severity: BreakSeverity;
}

const SCOPE_RULES: Readonly<Record<ReconciliationScope, ScopeRule>> = {
  register: { roles: ['registrar'], of: 'registrar', severity: 'blocking' },
  depository: { roles: ['registrar'], of: 'registrar', severity: 'blocking' },
  custody: { roles: ['custodian', 'broker'], severity: 'blocking' },
  // money outside the ledger: a payment that is missing keeps its own instruction from settling, and nobody else's
  payments: { roles: ['payingAgent'], severity: 'warning' },
  payouts: { roles: ['payingAgent'], severity: 'warning' },
  cash: { roles: ['issuer'], of: 'issuer', severity: 'blocking' },
};

/**
 * Who clears up what a reconciliation finds: the organisation that reports it, in the role in which it may.
 *
 * @throws DomainError AUTHORITY_DENIED where it may not report, NOT_CASH
 */
export function requireReporter(
  scope: ReconciliationScope,
  security: Pick<Security, 'registrar' | 'issuer' | 'terms'>,
  reporter: { readonly mspId: MspId; readonly roles: readonly Role[] },
): BreakOwner & { readonly severity: BreakSeverity } {
  const { roles, of, severity } = SCOPE_RULES[scope];
  const held = roles.find((each) => reporter.roles.includes(each));
  const named = of === 'registrar' ? security.registrar : of === 'issuer' ? security.issuer.mspId : reporter.mspId;
  if (held === undefined || named !== reporter.mspId) {
    throw new DomainError('AUTHORITY_DENIED', {
      rule: of === undefined ? roles.join(' or ') : `${of} of the security`,
    });
  }
  if (scope === 'cash' && security.terms.kind !== 'cash') throw new DomainError('NOT_CASH');
  return { mspId: reporter.mspId, role: held, severity };
}
