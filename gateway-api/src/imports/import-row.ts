import {
  acquisitionTerms,
  allocatedTitle,
  country,
  DomainError,
  givenInstruction,
  issueRequest,
  LOT_ORDERS,
  privatePartyRecord,
  type BusinessDate,
  type Reader,
} from '@scrip/model';
import { HINTS } from '../http/hints.js';
import { refusalText } from '../http/schemas/fields.js';
import type { TransferRequest } from '../operations/operation-store.js';
import type { JsonObject } from '../ledger/ledger.js';
import type { TableForm } from '../storage/table-file.js';

/** What a table may hold: holders to take on, lots of a register to issue, or transfers to instruct. */
export const IMPORT_KINDS = ['holders', 'register', 'instructions'] as const;

/** What a table holds. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Columns of each kind of table. */
export const IMPORT_FORMS: Readonly<Record<ImportKind, TableForm>> = {
  holders: {
    columns: [
      ...['name', 'line1', 'line2', 'city', 'postalCode', 'addressCountry', 'country', 'birthDate', 'email'],
      ...['kind', 'lei', 'salt', 'retentionPurpose', 'retentionBasis', 'retentionStartsOn'],
    ],
    needed: ['name', 'line1', 'city', 'postalCode', 'country'],
  },
  register: {
    columns: ['holderId', 'units', 'price', 'acquiredOn', 'titleBasis', 'titleDocument'],
    needed: ['holderId', 'units'],
  },
  instructions: {
    columns: [
      ...['isin', 'fromHolderId', 'toHolderId', 'units', 'lots', 'tradeDate', 'settlementDate', 'lastDay'],
      ...['sellersCapacity', 'buyersCapacity', 'consideration'],
    ],
    needed: ['isin', 'fromHolderId', 'toHolderId', 'units'],
  },
};

/** Why a row was not taken, and what can be done about it. Never repeats a value. */
export interface RowError {
  readonly column?: string;
  readonly code: string;
  readonly detail: string;
  readonly hint: string;
}

/** Fields of a row by the names of the columns. */
export type RowFields = Readonly<Record<string, string>>;

/** What the form of a row is looked at with. */
export interface RowContext {
  readonly businessDate: string;
  /** Security of a register. */
  readonly isin?: string | undefined;
  /** Whether the security says what title to it is: then lots say what they rest on, and transfers have deeds. */
  readonly isTitled: boolean;
}

/** A fault by its code. @param column - absent: the row as a whole */
export function rowError(code: string, detail: string, column?: string): RowError {
  const hint = HINTS[code] ?? 'Correct the row and send the table again under the same import id.';
  return { ...(column === undefined ? {} : { column }), code, detail, hint };
}

/** What is wrong with a row by its form; undefined: nothing. */
export function faultOf(kind: ImportKind, fields: RowFields, context: RowContext): RowError | undefined {
  try {
    CHECKS[kind](fields, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const path = error.details['path'];
    const column = typeof path === 'string' ? columnOf(kind, path) : undefined;
    return rowError(error.code, refusalText(error), column);
  }
}

/** The column that a position in what is made of a row comes from. */
function columnOf(kind: ImportKind, path: string): string | undefined {
  if (path === '/address/country') return 'addressCountry';
  const ofTitle = /\/title\/(by|document)$/.exec(path)?.[1];
  if (ofTitle !== undefined) return ofTitle === 'by' ? 'titleBasis' : 'titleDocument';
  const names = path.split('/');
  return IMPORT_FORMS[kind].columns.findLast((each) => names.includes(each));
}

const CHECKS: Readonly<Record<ImportKind, (fields: RowFields, context: RowContext) => void>> = {
  holders: (fields) => {
    const { person, registration } = holderOf(fields);
    privatePartyRecord({ schema: 1, salt: '0'.repeat(64), ...person }, '');
    if (registration['kind'] === 'person' && 'entity' in registration) {
      throw new DomainError('FIELD_INVALID', { path: '/lei', rule: 'absent for a person' });
    }
  },
  register: (fields, { businessDate: today, isin, isTitled }) => {
    const { allocations } = issueRequest({ isin, allocations: [allocationOf(fields)] }, '');
    for (const each of allocations) {
      acquisitionTerms(each, today as BusinessDate);
      // whoever takes a register over says it of every lot, of those of today as well
      allocatedTitle({ acquiredOn: today as BusinessDate, ...each }, isTitled);
    }
  },
  instructions: (fields, context) => {
    const row = dated('instructions', fields, context);
    // a cell that is empty is told as missing, and not as a value that is wrong
    const stated = Object.entries(transferOf(row)).filter(([, value]) => value !== '');
    givenInstruction({ instructionId: 'row', ...Object.fromEntries(stated) }, '');
    if (context.isTitled && deedOf(row).deed === undefined) {
      throw new DomainError('DEED_MISSING', { path: '/consideration' });
    }
  },
};

/** A holder as a row of a table has it: what stays in the organisation, and what the channel is told. */
export function holderOf(fields: RowFields): { readonly person: object; readonly registration: JsonObject } {
  const { name, line1, line2, city, postalCode, birthDate, email, kind = 'person', lei } = fields;
  const residence = required(fields, 'country', country);
  const address = given({ line1, line2, city, postalCode, country: fields['addressCountry'] ?? residence });
  const { retentionPurpose: purpose, retentionBasis: basis, retentionStartsOn: startsOn, salt } = fields;
  const retention = given({ purpose: purpose ?? 'custody account', basis: basis ?? 'contract', startsOn });
  const person = { ...given({ name, country: residence, birthDate, email, salt }), address, retention };
  return { person, registration: { kind, ...(lei === undefined ? {} : { entity: { lei } }) } };
}

/** An allocation as a row of a register has it. */
export const allocationOf = ({
  holderId,
  units,
  price,
  acquiredOn,
  titleBasis: by,
  titleDocument,
}: RowFields): JsonObject => {
  const title =
    by === undefined && titleDocument === undefined ? {} : { title: given({ by, document: titleDocument }) };
  return { ...given({ holderId, units, price, acquiredOn }), ...title };
};

/** A row with the dates that it leaves open: traded today, and settled on that day. */
export function dated(kind: ImportKind, fields: RowFields, { businessDate: today }: RowContext): RowFields {
  if (kind !== 'instructions') return fields;
  const { tradeDate = today } = fields;
  return { settlementDate: tradeDate, ...fields, tradeDate };
}

/** A transfer as a row has it once it is {@link dated}. */
export function transferOf(fields: RowFields): Omit<TransferRequest, 'authorisation'> {
  const { isin = '', fromHolderId = '', toHolderId = '', units = '', tradeDate = '', settlementDate = '' } = fields;
  const { lots, lastDay } = fields;
  return {
    ...{ isin, fromHolderId, toHolderId, units, tradeDate, settlementDate },
    ...lotsOf(lots),
    ...(lastDay === undefined ? {} : { lastDay }),
    ...deedOf(fields),
  };
}

/** The deed of a transfer, as far as a row has it: it must be whole. */
function deedOf({ sellersCapacity, buyersCapacity, consideration }: RowFields): Pick<TransferRequest, 'deed'> {
  const deed = given({ sellersCapacity, buyersCapacity, consideration });
  return Object.keys(deed).length === 0 ? {} : { deed };
}

/** Which lots move, as a cell says it: an order, or the ids of lots with spaces between them. */
const lotsOf = (cell: string | undefined): Pick<TransferRequest, 'lots'> => {
  if (cell === undefined) return {};
  return { lots: LOT_ORDERS.some((order) => order === cell) ? cell : cell.split(' ') };
};

const required = <T>(fields: RowFields, name: string, reader: Reader<T>): T => reader(fields[name], `/${name}`);

const given = (fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).filter((each): each is [string, string] => each[1] !== undefined));
