import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultDirectory, loadConsortium } from '@scrip/config';
import { readListedSecurities } from './listed-securities.js';
import { readMarketTables } from './market-tables.js';

const { securities } = readListedSecurities(defaultDirectory(), loadConsortium().listings);
const isins = securities.map(({ isin }) => isin);

describe('the tables of the sample market', () => {
  const tables = readMarketTables(defaultDirectory(), isins);

  test('hold 50 holders with two custodians, every security, and 103 transfers of every outcome', () => {
    expect(tables.holders).toHaveLength(50);
    expect(new Set(tables.holders.map(({ custodian }) => custodian)).size).toBe(2);
    expect(new Set(tables.allocations.map(({ isin }) => isin))).toEqual(new Set(isins));
    expect(new Set(tables.allocations.map(({ holder }) => holder)).size).toBe(50);
    expect(tables.transfers).toHaveLength(103);
    expect(new Set(tables.transfers.map(({ expected }) => expected))).toEqual(
      new Set([
        'settled',
        'replayed',
        'UNITS_INSUFFICIENT',
        'PARTY_UNKNOWN',
        'AUTHORITY_DENIED',
        'SAME_HOLDER',
        'IDEMPOTENCY_KEY_REUSED',
      ]),
    );
  });

  test('never let the order inside a wave decide: nobody sends more than was held when it began', () => {
    const held = new Map<string, bigint>();
    const add = (isin: string, ref: string, units: bigint): void => {
      held.set(`${isin} ${ref}`, (held.get(`${isin} ${ref}`) ?? 0n) + units);
    };
    for (const { isin, holder, units } of tables.allocations) add(isin, holder, BigInt(units));
    for (const wave of new Set(tables.transfers.map((transfer) => transfer.wave))) {
      const atStart = new Map(held);
      const ofWave = tables.transfers.filter((transfer) => transfer.wave === wave);
      const sent = new Map<string, bigint>();
      for (const { isin, from, to, units, expected } of ofWave) {
        const holding = `${isin} ${from}`;
        const quantity = BigInt(units);
        const received = ofWave.some((other) => other.isin === isin && other.to === from);
        if (expected === 'UNITS_INSUFFICIENT') {
          expect({ holding, received, more: quantity > (atStart.get(holding) ?? 0n) }).toEqual({
            holding,
            received: false,
            more: true,
          });
        }
        if (expected !== 'settled') continue;
        sent.set(holding, (sent.get(holding) ?? 0n) + quantity);
        expect(sent.get(holding) ?? 0n).toBeLessThanOrEqual(atStart.get(holding) ?? 0n);
        add(isin, from, -quantity);
        add(isin, to, quantity);
      }
    }
  });
});

describe('a broken table', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scrip-tables-'));
    cpSync(join(defaultDirectory(), 'market'), join(directory, 'market'), { recursive: true });
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const BROKEN: readonly (readonly [string, string | RegExp, string, RegExp])[] = [
    ['holders.csv', 'holder,custodian', 'holder,bank', /holders\.csv:1: the columns must be/],
    ['holders.csv', 'Ada Ahrens', '"Ada Ahrens"', /holders\.csv:2: quotes are not supported/],
    ['holders.csv', 'Ada Ahrens', '', /holders\.csv:2: expected 7 fields/],
    ['claims.csv', 'h19,', 'h99,', /claims\.csv:2: holder h99 is not known/],
    ['issuances.csv', ',h02,', ',h99,', /issuances\.csv:\d+: holder h99 is not known/],
    ['issuances.csv', /\n1,\w{12},h01/, '\n1,XX0000000000,h01', /isin XX0000000000 is not known/],
    ['transfers.csv', '\n1,1,1,', '\n1,1,one,', /transfers\.csv:2: wave must be a whole number, not one/],
    ['transfers.csv', '\n1,1,1,', '\n1,2,1,', /transfer 1 repeats 2, which is not in an earlier wave/],
  ];

  test.each(BROKEN)('%s: %s -> %s', (file, from, to, message) => {
    const path = join(directory, 'market', file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    expect(() => readMarketTables(directory, isins)).toThrow(message);
  });
});
