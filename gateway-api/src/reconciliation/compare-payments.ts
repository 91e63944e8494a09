import { formatDecimal, parseDecimal, rescale } from '@scrip/model';
import { moneyText } from '../read-model/joint-queries.js';
import { openPayments, settledPayments, type AgentPayment } from '../read-model/payment-queries.js';
import { openDifferences } from '../read-model/reconciliation-queries.js';
import type { Statement, StatementRow } from '../operations/statement-store.js';
import type { StatementBooks } from './compare-statement.js';
import type { Comparison, FoundDifference } from './comparison.js';

/** Payments by what breaks call them. */
type Payments = ReadonlyMap<string, AgentPayment>;

const bySubject = (payments: readonly AgentPayment[]): Payments =>
  new Map(payments.map((each) => [subjectOf(each), each]));

/** Money that a paying agent has stated as received, and not given back or passed on for a part. */
export const paymentsHeld = ({ readModel, mspId }: StatementBooks, { channel, isin }: Statement): Payments =>
  bySubject(openPayments(readModel.database, channel, isin, mspId));

/**
 * Money that a paying agent is to have passed on: for what settled on the day of the statement, part by part, for what was found missing
 * before and is open, and for whatever else the statement names that has settled.
 */
export function paymentsToPassOn(
  { readModel: { database }, mspId }: StatementBooks,
  { channel, isin, businessDate, scope }: Statement,
  rows: readonly StatementRow[],
): Payments {
  const settled = settledPayments(database, channel, isin, mspId);
  const missing = openDifferences(database, channel, { isin, raisedBy: mspId, scope });
  const named = new Set([...missing, ...rows.map(({ subject }) => subject)]);
  const others = [...new Set([...named].map((subject) => subject.split(':')[1] ?? ''))]
    .flatMap((id) => settled.of(id, businessDate))
    .filter((payment) => named.has(subjectOf(payment)));
  return bySubject([...settled.on(businessDate), ...others]);
}

/** Payments as the ledger has them against what an account says. */
export function comparePayments(
  { hash }: StatementBooks,
  name: 'payments' | 'payouts',
  expected: Payments,
  rows: readonly StatementRow[],
): Comparison {
  const found = new Map<string, string>();
  for (const { subject, quantity } of rows) found.set(subject, added(found.get(subject), quantity));
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
  const figure = { expected: hash(name, said), found: hash(name, [...found.values()].join('\n')) };
  return { records: subjects.length, figures: [{ name, ...figure }], differences };
}

/** Rows of one payment add up, so that one that was made twice is seen; in two currencies they stay beside each other. */
function added(before: string | undefined, quantity: string): string {
  if (before === undefined) return quantity;
  const [[currency = '', left = ''], [other = '', right = '']] = [before.split(' '), quantity.split(' ')];
  if (currency !== other) return `${before} + ${quantity}`;
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  const scale = Math.max(a.scale, b.scale);
  const coefficient = [a, b].reduce((sum, each) => sum + rescale(each, scale, 'exact').coefficient, 0n);
  return moneyText({ amount: formatDecimal({ coefficient, scale }), currency });
}

/** How a payment is named where an account holds none of it. */
const NOTHING = '0';

/** By what a payment is the same one tomorrow: a part of it is named after a point. */
const subjectOf = ({ instructionId, leg, part }: AgentPayment): string =>
  `payment:${instructionId}:${String(leg)}${part === undefined ? '' : `.${String(part)}`}`;
