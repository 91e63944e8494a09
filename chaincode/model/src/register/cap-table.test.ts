import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate } from '../dates/business-date.js';
import { parseIsin } from '../identifiers/isin.js';
import type { MspId, PartyId } from '../identifiers/names.js';
import { security, type Security } from '../security/security.js';
import { SHARE, TODAY } from '../test-support/register.js';
import { capTable, conversionInto, type HeldUnits, type OutstandingConvertible } from './cap-table.js';
import { exchangeableOn } from './exchange.js';

const held = (name: string, units: bigint, isTreasury = false): HeldUnits => ({
  ...{ holderId: name as PartyId, units, isTreasury },
});
const convertible = (initialPrice: object, denomination: object | undefined): Security =>
  security(
    {
      ...{ isin: 'DE0001102580', name: 'Convertible', cfi: 'DCFUFR', currency: 'USD' },
      issuer: { ...SHARE.issuer },
      ...{ registrar: SHARE.registrar, calendar: SHARE.calendar, authorisedUnits: '1000' },
      ...(denomination === undefined ? {} : { denomination }),
      terms: {
        ...{ kind: 'convertible', issueDate: '2026-01-15', maturityDate: '2031-01-15', redemptionPercent: '100' },
        coupon: { ratePercent: '2.5', frequency: 'annual', dayCount: 'ACT/ACT-ICMA' },
        conversion: { underlyingIsin: SHARE.isin, initialPrice },
      },
    },
    '',
  );
const outstanding = (of: Security, units: bigint): OutstandingConvertible => {
  const terms = conversionInto(of, SHARE.isin);
  if (terms === undefined) throw new Error('it does not convert');
  return { isin: of.isin, denomination: of.denomination, terms, outstanding: units };
};
const USD = (amount: string): object => ({ amount, currency: 'USD' });

describe('a cap table', () => {
  test('leaves treasury units out of what is outstanding', () => {
    const table = capTable([held('a', 60n), held('b', 30n), held('t', 10n, true)], []);
    expect(table).toMatchObject({ issued: 100n, treasury: 10n, outstanding: 90n, fullyDiluted: 90n });
    expect(table.holders.map(({ percent }) => percent)).toEqual(['66.666666', '33.333333', '0.000000']);
  });

  test('of nothing has nothing', () => {
    expect(capTable([], [])).toMatchObject({ issued: 0n, outstanding: 0n, fullyDiluted: 0n, holders: [] });
    expect(capTable([held('t', 10n, true)], []).holders).toMatchObject([{ percent: '0.000000' }]);
  });

  test('adds what convertibles convert into, without fractions', () => {
    const bond = convertible(USD('7.5'), USD('1000'));
    const table = capTable([held('a', 100n)], [outstanding(bond, 3n)]);
    expect(table.dilution).toEqual([{ isin: bond.isin, through: 'conversion', outstanding: 3n, into: 400n }]);
    expect(table.fullyDiluted).toBe(500n);
    expect(table.holders).toMatchObject([{ percent: '100.000000', dilutedPercent: '20.000000' }]);
    const uneven = convertible(USD('7'), USD('10'));
    expect(capTable([], [outstanding(uneven, 1n)]).dilution[0]?.into).toBe(1n);
  });

  test.each([
    ['denomination', convertible(USD('7.5'), undefined)],
    ['currency', convertible({ amount: '7.5', currency: 'EUR' }, USD('1000'))],
  ])('says that it cannot tell what a convertible without comparable %s adds', (unknown, bond) => {
    const table = capTable([held('a', 100n)], [outstanding(bond, 3n)]);
    expect(table.dilution).toEqual([{ isin: bond.isin, through: 'conversion', outstanding: 3n, unknown }]);
    expect(table.fullyDiluted).toBe(100n);
  });

  test('adds what a ratio gives, and says that a formula tells it on the day', () => {
    const isin = parseIsin('US5949181045');
    const into = SHARE.isin;
    const table = capTable(
      [held('a', 100n)],
      [
        { isin, terms: { isin: into, ratio: { numerator: 3n, denominator: 2n } }, outstanding: 5n },
        { isin, terms: { isin: into }, outstanding: 5n },
      ],
    );
    expect(table.dilution).toEqual([
      { isin, through: 'conversion', outstanding: 5n, into: 7n },
      { isin, through: 'conversion', outstanding: 5n, unknown: 'formula' },
    ]);
    expect(table.fullyDiluted).toBe(107n);
  });

  test('adds what holders of other classes may exchange, each in whole units, whether or not they hold this one', () => {
    const classB = { isin: parseIsin('US5949181045'), ratio: { numerator: 3n, denominator: 2n } };
    const exchangeable = { ...classB, held: [held('a', 5n), held('c', 1n), held('d', 20n), held('t', 8n, true)] };
    const table = capTable([held('a', 60n), held('b', 32n), held('t', 10n, true)], [], [exchangeable]);
    expect(table.dilution).toEqual([{ isin: classB.isin, through: 'exchange', outstanding: 26n, into: 38n }]);
    expect(table).toMatchObject({ issued: 102n, treasury: 10n, outstanding: 92n, fullyDiluted: 130n });
    expect(table.holders).toMatchObject([
      { holderId: 'a', units: 60n, dilutedUnits: 67n, dilutedPercent: '51.538461' },
      { holderId: 'b', units: 32n, dilutedUnits: 32n },
      { holderId: 'c', units: 0n, dilutedUnits: 1n, percent: '0.000000' },
      { holderId: 'd', units: 0n, dilutedUnits: 30n, isTreasury: false },
      { holderId: 't', units: 10n, isTreasury: true, dilutedPercent: '0.000000' },
    ]);
    const others = table.holders.filter(({ isTreasury }) => !isTreasury);
    expect(others.reduce((total, { dilutedUnits }) => total + dilutedUnits, 0n)).toBe(table.fullyDiluted);
  });

  test.each([
    ['without end', undefined, true],
    ['on its last day', '2026-11-20', true],
    ['after its last day', '2026-11-19', false],
  ])('a right to exchange %s', (_, until, counts) => {
    const terms = { isin: SHARE.isin, ratio: { numerator: 1n, denominator: 1n }, tacks: true };
    const last = until === undefined ? {} : { until: parseBusinessDate(until) };
    const given: Security = { ...SHARE, isin: parseIsin('US5949181045'), exchangeableInto: [{ ...terms, ...last }] };
    expect(exchangeableOn(given, SHARE, TODAY) !== undefined).toBe(counts);
    expect(exchangeableOn({ ...given, registrar: 'OtherMSP' as MspId }, SHARE, TODAY)).toBeUndefined();
  });

  test('has nothing of what does not convert', () => {
    expect(conversionInto(SHARE, SHARE.isin)).toBeUndefined();
  });

  test('has parts that never exceed the whole, and miss less than a millionth each', () => {
    const holdings = fc.array(fc.tuple(fc.bigInt(1n, 10n ** 18n), fc.boolean()), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(holdings, (given) => {
        const table = capTable(
          given.map(([units, isTreasury], index) => held(String(index), units, isTreasury)),
          [],
        );
        const parts = table.holders.map(({ percent }) => BigInt(percent.replace('.', '')));
        const total = parts.reduce((sum, part) => sum + part, 0n);
        expect(total <= 100_000_000n).toBe(true);
        if (table.outstanding > 0n) expect(total > 100_000_000n - BigInt(given.length)).toBe(true);
        expect(table.issued).toBe(table.outstanding + table.treasury);
      }),
    );
  });
});
