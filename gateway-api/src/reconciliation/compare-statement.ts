import { compareBooks, totalOf, type Book } from '@scrip/model';
import { openPayments } from '../read-model/joint-queries.js';
import { registerOn, totalsOn } from '../read-model/snapshot-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Statement, StatementRow } from '../operations/statement-store.js';
import { inClear, type Comparison, type FoundDifference } from './comparison.js';
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
      return comparePayments(books, statement, rows);
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

/** A custodian's books: its accounts of each of its holders together against the holding on the register. */
function compareCustody(books: StatementBooks, statement: Statement, rows: readonly StatementRow[]): Comparison {
  const { hash } = books;
  const expected = heldThrough(books, statement);
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

/** Holdings of the parties that an organisation is the custodian of. */
function heldThrough({ readModel, mspId }: StatementBooks, { channel, isin, businessDate }: Statement): Book {
  const book = new Map<string, bigint>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = registerOn(readModel.database, channel, isin, businessDate, { limit: PAGE, after });
    for (const { holderId, custodian, units } of page.items) {
      if (custodian === mspId) book.set(`holder:${holderId}`, BigInt(units));
    }
    after = page.nextCursor;
  }
  return book;
}

/** Money that a paying agent has stated as received and not given back, against what its account says it holds. */
function comparePayments(books: StatementBooks, statement: Statement, rows: readonly StatementRow[]): Comparison {
  const { readModel, mspId, hash } = books;
  const { channel, isin } = statement;
  const expected = new Map(
    openPayments(readModel.database, channel, isin, mspId).map((each) => [subjectOf(each), each]),
  );
  const found = new Map(rows.map(({ subject, quantity }) => [subject, quantity]));
  const subjects = [...new Set([...expected.keys(), ...found.keys()])].sort();
  const differences = subjects.flatMap((subject): readonly FoundDifference[] => {
    const payment = expected.get(subject);
    const [stated, held] = [payment?.amount ?? NOTHING, found.get(subject) ?? NOTHING];
    if (stated === held) return [];
    const shown = { reason: 'cash', subject };
    const about = payment === undefined ? {} : { instructionId: payment.instructionId };
    return [
      {
        kept: { ...shown, expected: stated, found: held },
        told: { ...shown, ...about, expected: hash(subject, stated), found: hash(subject, held) },
      },
    ];
  });
  const said = [...expected.values()].map(({ amount }) => amount).join('\n');
  const figure = { expected: hash('payments', said), found: hash('payments', [...found.values()].join('\n')) };
  return { records: subjects.length, figures: [{ name: 'payments', ...figure }], differences };
}

/** How a payment is named where an account holds none of it. */
const NOTHING = '0';

const subjectOf = ({ instructionId, leg }: { readonly instructionId: string; readonly leg: number }): string =>
  `payment:${instructionId}:${String(leg)}`;
