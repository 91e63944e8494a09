import {
  currency,
  decimalText,
  DomainError,
  instructionId,
  LIMITS,
  parseDecimal,
  partyId,
  unitsTotal,
  type ReconciliationScope,
} from '@scrip/model';
import type { FieldError } from '../http/problem.js';
import { refusalText } from '../http/schemas/fields.js';
import { moneyText } from '../read-model/joint-queries.js';
import type { StatementRow } from '../operations/statement-store.js';
import { readTable, TableError, type TableForm, type TableRow, type TableType } from '../storage/table-file.js';

/** Statements of books outside: every scope but the register itself. */
export type StatementScope = Exclude<ReconciliationScope, 'register'>;

const PAYMENT_COLUMNS = ['instructionId', 'leg', 'currency', 'amount'];
const PAYMENT_FORM: TableForm = { columns: PAYMENT_COLUMNS, needed: PAYMENT_COLUMNS };
/** A payment that settles in parts is passed on in as many: each is a row with its place among the parts, from 1. */
const PAYOUT_FORM: TableForm = { columns: [...PAYMENT_COLUMNS, 'part'], needed: PAYMENT_COLUMNS };

/** Columns of a statement by its scope. An owner is whom a nominee holds for: a book that names owners is compared with
 * the sub-accounts. An account is the organisation's own reference; rows of one subject add up. */
export const STATEMENT_FORMS: Readonly<Record<StatementScope, TableForm>> = {
  custody: { columns: ['holderId', 'ownerId', 'account', 'units'], needed: ['holderId', 'units'] },
  depository: { columns: ['account', 'units'], needed: ['units'] },
  cash: { columns: ['account', 'amount'], needed: ['amount'] },
  payments: PAYMENT_FORM,
  payouts: PAYOUT_FORM,
};

/** A statement as it was read, or what is wrong with it. */
export type StatementReading =
  { readonly rows: readonly StatementRow[] } | { readonly faults: readonly FieldError[]; readonly detail: string };

/** Faults that one answer lists. */
const FAULTS_MAX = 20;

/**
 * Reads a statement as a whole: a wrong row would be a wrong total, so one fault refuses it.
 *
 * @param denomination - what one unit of cash is worth, for statements of the account that it rests on
 */
export async function readStatement(
  file: string,
  type: TableType,
  scope: StatementScope,
  denomination: string | undefined,
): Promise<StatementReading> {
  const rows: StatementRow[] = [];
  const faults: FieldError[] = [];
  try {
    for await (const read of readTable(file, type, STATEMENT_FORMS[scope])) {
      if (rows.length === LIMITS.recordsPerStatementMax) return { faults, detail: 'the statement has too many rows' };
      const understood = understand(read, scope, denomination);
      if ('detail' in understood) faults.push(understood);
      else rows.push(understood);
      if (faults.length === FAULTS_MAX) break;
    }
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { faults, detail: error.message };
  }
  const [first] = faults;
  return first === undefined ? { rows } : { faults, detail: `${first.pointer} ${first.detail}` };
}

function understand(
  read: TableRow,
  scope: StatementScope,
  denomination: string | undefined,
): StatementRow | FieldError {
  const at = `#/rows/${String(read.row)}`;
  if ('fault' in read) return { in: 'body', pointer: at, detail: read.fault };
  const { fields, row } = read;
  try {
    const account = fields['account'] === undefined ? {} : { account: fields['account'] };
    return { row, ...account, ...SUBJECTS[scope](fields, denomination) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const path = error.details['path'];
    const pointer = typeof path === 'string' && path !== '/' ? `${at}${path}` : at;
    return { in: 'body', pointer, detail: refusalText(error), code: error.code };
  }
}

type Fields = Readonly<Record<string, string>>;
type Subject = Pick<StatementRow, 'subject' | 'quantity'>;

const SUBJECTS: Readonly<Record<StatementScope, (fields: Fields, denomination: string | undefined) => Subject>> = {
  custody: (fields) => ({
    subject: ['holder', partyId(fields['holderId'], '/holderId'), ...ownerIn(fields)].join(':'),
    quantity: unitsTotal(fields['units'], '/units').toString(),
  }),
  depository: (fields) => ({ subject: 'total', quantity: unitsTotal(fields['units'], '/units').toString() }),
  cash: (fields, denomination) => ({
    subject: 'total',
    quantity: unitsWorth(decimalText('0')(fields['amount'], '/amount'), denomination ?? '1').toString(),
  }),
  payments: paymentIn,
  payouts: paymentIn,
};

/** Whom a nominee holds a row for, where the book says so. */
const ownerIn = ({ ownerId }: Fields): readonly string[] =>
  ownerId === undefined ? [] : [partyId(ownerId, '/ownerId')];

function paymentIn(fields: Fields): Subject {
  const leg = fields['leg'] ?? '';
  if (!/^[0-9]{1,2}$/.test(leg)) throw new DomainError('FIELD_INVALID', { path: '/leg', rule: 'position of the leg' });
  const amount = decimalText('0')(fields['amount'], '/amount');
  return {
    subject: `payment:${instructionId(fields['instructionId'], '/instructionId')}:${leg}${partIn(fields)}`,
    quantity: moneyText({ amount, currency: currency(fields['currency'], '/currency') }),
  };
}

/** Which part of a payment a row is about, where it says so. */
function partIn({ part }: Fields): string {
  if (part === undefined) return '';
  if (!/^[1-9][0-9]?$/.test(part))
    throw new DomainError('FIELD_INVALID', { path: '/part', rule: 'which part, from 1' });
  return `.${part}`;
}

/** Units of cash that an amount of money stands for: without a remainder, or the row is refused. */
function unitsWorth(amount: string, denomination: string): bigint {
  const [money, unit] = [parseDecimal(amount), parseDecimal(denomination)];
  const [dividend, divisor] = [
    money.coefficient * 10n ** BigInt(unit.scale),
    unit.coefficient * 10n ** BigInt(money.scale),
  ];
  if (dividend % divisor !== 0n) {
    throw new DomainError('AMOUNT_INVALID', { path: '/amount', rule: `a multiple of ${denomination}` });
  }
  return dividend / divisor;
}
