import { compareBooks, totalOf, type Book } from '@scrip/model';
import { registerOn, totalsOn, unitsByOwnerOn } from '../read-model/snapshot-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Statement, StatementRow } from '../operations/statement-store.js';
import { inClear, type Comparison, type FoundDifference } from './comparison.js';
import { comparePayments, paymentsHeld, paymentsToPassOn } from './compare-payments.js';
import type { FigureHash } from './figures.js';

/** What a statement is compared with. */
export interface StatementBooks {
  readonly readModel: ReadModel;
  /** Whose books the statement is of. */
  readonly mspId: string;
  readonly hash: FigureHash;
}

/** Holders of one page of the register. */
const PAGE = 1_000;

/** Compares a statement with the register at the end of its business date. */
export function compareStatement(
  books: StatementBooks,
  statement: Statement,
  rows: readonly StatementRow[],
): Comparison {
  switch (statement.scope) {
    case 'custody':
      return compareCustody(books, statement, rows);
    case 'payments':
      return comparePayments(books, 'payments', paymentsHeld(books, statement), rows);
    case 'payouts':
      return comparePayments(books, 'payouts', paymentsToPassOn(books, statement, rows), rows);
    default:
      return compareTotal(books, statement, rows);
  }
}

/** The central register, or the account that cash rests on: one number against all units, and both are public. */
function compareTotal({ readModel }: StatementBooks, statement: Statement, rows: readonly StatementRow[]): Comparison {
  const { channel, isin, businessDate, scope } = statement;
  const { units: expected } = totalsOn(readModel.database, channel, isin, businessDate);
  const found = rows.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
  const reason = scope === 'cash' ? 'cash' : 'position';
  const figures = { expected: inClear(expected), found: inClear(found) };
  const difference: FoundDifference = {
    kept: { reason, subject: 'total', expected: expected.toString(), found: found.toString() },
    told: { reason, subject: 'total', ...figures },
  };
  return {
    ...{ records: rows.length, figures: [{ name: 'total', ...figures }] },
    differences: expected === found ? [] : [difference],
  };
}

/**
 * A custodian's books: its accounts of each of its holders together against the holding on the register; where they say
 * for whom nominees hold, against the sub-accounts.
 */
function compareCustody(books: StatementBooks, statement: Statement, rows: readonly StatementRow[]): Comparison {
  const { hash } = books;
  const expected = heldThrough(books, statement, rows.some(namesOwner));
  const found = new Map<string, bigint>();
  for (const { subject, quantity } of rows) found.set(subject, (found.get(subject) ?? 0n) + BigInt(quantity));
  const differences = compareBooks(expected, found).map((each): FoundDifference => {
    const { subject } = each;
    const shown = { reason: 'position', subject };
    return {
      kept: { ...shown, expected: each.expected.toString(), found: each.found.toString() },
      told: { ...shown, expected: inClear(each.expected), found: hash(subject, each.found.toString()) },
    };
  });
  const figure = { expected: inClear(totalOf(expected)), found: hash('total', totalOf(found).toString()) };
  return { records: expected.size, figures: [{ name: 'holdings', ...figure }], differences };
}

/** Whether a row is about what a nominee holds for somebody. */
const namesOwner = ({ subject }: StatementRow): boolean => subject.split(':').length > 2;

/** Holdings of the parties that an organisation is the custodian of, or their sub-accounts. */
function heldThrough(
  { readModel: { database }, mspId }: StatementBooks,
  { channel, isin, businessDate }: Statement,
  byOwner: boolean,
): Book {
  const book = new Map<string, bigint>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = registerOn(database, channel, isin, businessDate, { limit: PAGE, after });
    for (const { holderId, custodian, units } of page.items) {
      if (custodian !== mspId) continue;
      const owned = byOwner
        ? unitsByOwnerOn(database, channel, isin, businessDate, holderId)
        : [['', BigInt(units)] as const];
      for (const [owner, held] of owned)
        book.set(['holder', holderId, ...(owner === '' ? [] : [owner])].join(':'), held);
    }
    after = page.nextCursor;
  }
  return book;
}
