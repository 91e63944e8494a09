import { DIFFERENCE_REASONS, FIGURE_NAMES, RECONCILIATION_SCOPES } from '@scrip/model';
import { z } from 'zod';
import {
  AsOf,
  BusinessDate,
  InstructionId,
  Isin,
  MspId,
  oneOf,
  PageQuery,
  receipt,
  Sha256,
  UnitsTotal,
} from './fields.js';

const STATEMENT_SCOPES = ['depository', 'custody', 'payments', 'payouts', 'cash'] as const;

/** What a register is compared with. */
const Scope = oneOf(RECONCILIATION_SCOPES).meta({
  description:
    'register: issued units, lots, entries, cap table, reservations and encumbrances; depository: the central register; ' +
    'custody: a custodian’s books; payments: a paying agent’s account; cash: the account that issued cash rests on',
});

/** A statement of a book outside. */
const StatementScope = oneOf(STATEMENT_SCOPES);

/** Units where they are public anyway, else a salted hash. */
export const Figure = z
  .union([z.strictObject({ units: UnitsTotal }), z.strictObject({ hash: Sha256 })])
  .meta({ id: 'Figure' });

/** What differs between two books, as everybody sees it. */
const difference = {
  reason: oneOf(DIFFERENCE_REASONS),
  subject: z.string().meta({
    description: 'total, holder:<party id>, payment:<instruction>:<leg>, or :<leg>.<part>, reserved:<party id> …',
  }),
  instructionId: InstructionId.optional(),
  expected: Figure,
  found: Figure,
};

/** What a reconciliation found that has become a break. */
export const FoundDifference = z.strictObject({ scope: Scope, ...difference }).meta({ id: 'FoundDifference' });

/** Body of POST /v1/securities/{isin}/reconciliations. */
export const NewReconciliation = z
  .strictObject({
    scope: Scope,
    statementId: z
      .string()
      .max(64)
      .optional()
      .meta({ description: 'Statement to compare; absent: the one of the scope that was uploaded last' }),
  })
  .meta({ id: 'NewReconciliation' });

const counts = {
  result: z.enum(['agrees', 'differs']),
  opened: z.int().meta({ description: 'Breaks that it opened' }),
  kept: z.int().meta({ description: 'Breaks that it found again' }),
  closed: z.int().meta({ description: 'Breaks whose difference is gone' }),
};

/** Answer of POST /v1/securities/{isin}/reconciliations. */
export const ReconciliationReceipt = z
  .strictObject({ isin: Isin, reportId: Sha256, ...counts, ...receipt })
  .meta({ id: 'ReconciliationReceipt' });

/** Query of GET /v1/securities/{isin}/reconciliations. */
export const ReconciliationsQuery = PageQuery.extend({
  scope: Scope.optional(),
  by: MspId.optional(),
  businessDate: BusinessDate.optional(),
});

const Report = z
  .strictObject({
    ...{ isin: Isin, reportId: Sha256, scope: Scope, by: MspId, businessDate: BusinessDate, reportedOn: BusinessDate },
    statement: z.strictObject({ hash: Sha256, records: z.int() }).optional(),
    records: z.int().meta({ description: 'Holdings or payments that were compared' }),
    figures: z.array(z.strictObject({ name: oneOf(FIGURE_NAMES), expected: Figure, found: Figure })),
    differencesTotal: z.int(),
    ...counts,
  })
  .meta({ id: 'ReconciliationReport' });

/** Answer of GET /v1/securities/{isin}/reconciliations/{reportId}. */
export const ReconciliationReply = z.strictObject({ asOf: AsOf, report: Report }).meta({ id: 'ReconciliationReply' });

/** Answer of GET /v1/securities/{isin}/reconciliations. */
export const ReconciliationList = z
  .strictObject({ asOf: AsOf, items: z.array(Report), nextCursor: z.string().optional() })
  .meta({ id: 'ReconciliationList' });

/** Answer of GET /v1/securities/{isin}/reconciliations/{reportId}/differences. */
export const DifferenceList = z
  .strictObject({
    asOf: AsOf,
    reportId: Sha256,
    items: z.array(
      z.strictObject({ reason: z.string(), subject: z.string(), expected: z.string(), found: z.string() }),
    ),
  })
  .meta({ id: 'DifferenceList' });

/** Query of POST /v1/securities/{isin}/statements. */
export const StatementQuery = z.strictObject({
  channel: PageQuery.shape.channel,
  scope: StatementScope,
  businessDate: BusinessDate.meta({ description: 'Business date at whose end the statement was drawn up' }),
});

const Statement = z
  .strictObject({
    statementId: z.string(),
    ...{ channel: z.string(), isin: Isin, scope: StatementScope, businessDate: BusinessDate, hash: Sha256 },
    ...{ records: z.int(), operator: z.string(), at: z.string() },
    reportId: Sha256.optional().meta({ description: 'Report that it was compared in; absent: not yet' }),
  })
  .meta({ id: 'Statement' });

/** Answer of POST /v1/securities/{isin}/statements. */
export const StatementReceipt = Statement;

/** Answer of GET /v1/securities/{isin}/statements/{statementId}. */
export const StatementReply = z.strictObject({ asOf: AsOf, statement: Statement }).meta({ id: 'StatementReply' });

/** Answer of GET /v1/securities/{isin}/statements. */
export const StatementList = z.strictObject({ asOf: AsOf, items: z.array(Statement) }).meta({ id: 'StatementList' });
