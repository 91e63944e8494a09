import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTable, type Row } from './csv-table.js';

/** A fictional person or institution of the sample market. */
export interface MarketHolder {
  /** Short name in the tables. */
  readonly ref: string;
  /** MSP id of the organisation that takes the holder on. */
  readonly custodian: string;
  readonly name: string;
  readonly line1: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
}

/** What the custodian of a holder states of it. */
export interface MarketClaim {
  readonly holder: string;
  readonly type: string;
  /** Absent: the claim has none. */
  readonly value?: string;
}

/** One allocation; those of the same issue and ISIN make one request. */
export interface MarketAllocation {
  readonly issue: number;
  readonly isin: string;
  readonly holder: string;
  readonly units: string;
  readonly price: string;
}

/** One transfer request with what must become of it. */
export interface MarketTransfer {
  readonly number: number;
  /** Number of the request whose Idempotency-Key is sent: its own, or an earlier one. */
  readonly key: number;
  readonly wave: number;
  /** MSP id of the organisation asked. */
  readonly gateway: string;
  readonly isin: string;
  readonly from: string;
  /** A holder of the table, or a holder id that nobody has. */
  readonly to: string;
  readonly units: string;
  /** `settled`, `replayed`, or the code of the refusal. */
  readonly expected: string;
}

/** The sample market as written in the tables. */
export interface MarketTables {
  readonly holders: readonly MarketHolder[];
  readonly claims: readonly MarketClaim[];
  readonly allocations: readonly MarketAllocation[];
  readonly transfers: readonly MarketTransfer[];
  /** SHA-256 of the tables: tells one market from another. */
  readonly digest: string;
}

const HOLDER_ID = /^P[A-Z2-7]{32}$/;

const count = (row: Row, column: string): number => {
  const text = row.field(column);
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${row.place}: ${column} must be a whole number, not ${text}`);
  return Number(text);
};

const HOLDER_COLUMNS = ['holder', 'custodian', 'name', 'line1', 'city', 'postalCode', 'country'];
const CLAIM_COLUMNS = ['holder', 'type', 'value'];
const ALLOCATION_COLUMNS = ['issue', 'isin', 'holder', 'units', 'price'];
const TRANSFER_COLUMNS = ['number', 'key', 'wave', 'gateway', 'isin', 'from', 'to', 'units', 'expected'];

const holderOf = (row: Row): MarketHolder => ({
  ref: row.field('holder'),
  custodian: row.field('custodian'),
  name: row.field('name'),
  line1: row.field('line1'),
  city: row.field('city'),
  postalCode: row.field('postalCode'),
  country: row.field('country'),
});

/** What stands in the table where a claim has no value. */
const NO_VALUE = '-';

const claimOf = (row: Row): MarketClaim => {
  const [holder, type, value] = [row.field('holder'), row.field('type'), row.field('value')];
  return { holder, type, ...(value === NO_VALUE ? {} : { value }) };
};

const allocationOf = (row: Row): MarketAllocation => ({
  issue: count(row, 'issue'),
  isin: row.field('isin'),
  holder: row.field('holder'),
  units: row.field('units'),
  price: row.field('price'),
});

const transferOf = (row: Row): MarketTransfer => ({
  number: count(row, 'number'),
  key: count(row, 'key'),
  wave: count(row, 'wave'),
  gateway: row.field('gateway'),
  isin: row.field('isin'),
  from: row.field('from'),
  to: row.field('to'),
  units: row.field('units'),
  expected: row.field('expected'),
});

/**
 * Reads the tables of the sample market (`<configuration folder>/market/*.csv`).
 *
 * @param isins the securities of the configuration: no table may name another
 * @throws Error naming file and line of the first fault
 */
export function readMarketTables(directory: string, isins: readonly string[]): MarketTables {
  const digest = createHash('sha256');
  const read = (file: string, columns: readonly string[]): Row[] => {
    const text = readFileSync(join(directory, 'market', file), 'utf8');
    digest.update(`${file}\n${text}`, 'utf8');
    return readTable(file, text, columns);
  };
  const holderRows = read('holders.csv', HOLDER_COLUMNS);
  const claimRows = read('claims.csv', CLAIM_COLUMNS);
  const allocationRows = read('issuances.csv', ALLOCATION_COLUMNS);
  const transferRows = read('transfers.csv', TRANSFER_COLUMNS);
  const refs = holderRows.map((row) => row.field('holder'));
  const check = (row: Row, column: string, known: readonly string[]): void => {
    const value = row.field(column);
    if (!known.includes(value)) throw new Error(`${row.place}: ${column} ${value} is not known`);
  };
  for (const row of claimRows) check(row, 'holder', refs);
  for (const row of allocationRows) {
    check(row, 'isin', isins);
    check(row, 'holder', refs);
  }
  for (const row of transferRows) {
    check(row, 'isin', isins);
    check(row, 'from', refs);
    if (!HOLDER_ID.test(row.field('to'))) check(row, 'to', refs);
  }
  const transfers = transferRows.map(transferOf);
  checkKeys(transfers);
  return {
    holders: holderRows.map(holderOf),
    claims: claimRows.map(claimOf),
    allocations: allocationRows.map(allocationOf),
    transfers,
    digest: digest.digest('hex'),
  };
}

/** A repetition must follow the wave of the request that it repeats, or the two would race. */
function checkKeys(transfers: readonly MarketTransfer[]): void {
  const waves = new Map(transfers.map(({ number, wave }) => [number, wave]));
  for (const { number, key, wave } of transfers) {
    const first = waves.get(key);
    if (first === undefined || (key !== number && first >= wave)) {
      throw new Error(`transfers.csv: transfer ${number} repeats ${key}, which is not in an earlier wave`);
    }
  }
}
