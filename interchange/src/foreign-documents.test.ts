import { describe, expect, test } from '@jest/globals';
import { importDocument } from './interchange.js';
import type { Imported } from './index.js';

const only = (document: string): Imported => {
  const [first, ...others] = importDocument(document).securities;
  if (first === undefined || others.length > 0) throw new Error('one security');
  return first;
};
const reasons = ({ report }: Imported): Readonly<Record<string, string>> =>
  Object.fromEntries(report.notMapped.map(({ path, why }) => [path, why]));

describe('a bond within a trade of FpML', () => {
  const trade = (bond: string): string => `<?xml version="1.0"?>
<fpml:requestConfirmation xmlns:fpml="http://www.fpml.org/FpML-5/confirmation" fpmlVersion="5-10">
  <fpml:trade><fpml:bondOption><fpml:strike>98</fpml:strike>${bond}</fpml:bondOption></fpml:trade>
</fpml:requestConfirmation>`;
  const BOND = `<fpml:bond id="b1">
    <fpml:instrumentId instrumentIdScheme="http://www.fpml.org/spec/2002/instrument-id-CUSIP">037833AL4</fpml:instrumentId>
    <fpml:instrumentId instrumentIdScheme="http://www.fpml.org/spec/2002/instrument-id-ISIN-1-0">US037833AL42</fpml:instrumentId>
    <fpml:description>Example  notes
      2043</fpml:description>
    <fpml:currency>USD</fpml:currency>
    <fpml:clearanceSystem>Euroclear</fpml:clearanceSystem>
    <fpml:issuerName>Example Inc.</fpml:issuerName>
    <fpml:couponRate>0.038500</fpml:couponRate>
    <fpml:maturity>2043-05-04Z</fpml:maturity>
    <fpml:parValue>1000.00</fpml:parValue>
    <fpml:faceAmount>2500</fpml:faceAmount>
    <fpml:paymentFrequency><fpml:periodMultiplier>26</fpml:periodMultiplier><fpml:period>W</fpml:period></fpml:paymentFrequency>
    <fpml:dayCountFraction>ACT/ACT.ISMA</fpml:dayCountFraction>
  </fpml:bond>`;

  test('is found, whatever prefix it has, and what it says becomes sentences', () => {
    const { text } = only(trade(BOND));
    expect(text).toContain('security US037833AL42@1 "Example notes 2043"');
    expect(text).toContain('  # to say: pays 3.85% per year, every 182 days from {from}');
    expect(text).toContain('  repays 100% on 2043-05-04\n');
    expect(text).toContain('  days count ACT/ACT-ICMA\n');
  });

  test('has a reason for every value without a sentence, with its place', () => {
    const at = '/requestConfirmation/trade/bondOption/bond';
    expect(reasons(only(trade(BOND)))).toEqual({
      [`${at}/@id`]: 'it is a reference within the document',
      [`${at}/instrumentId/0/@instrumentIdScheme`]: 'the language knows a security by its ISIN alone',
      [`${at}/instrumentId/0/#text`]: 'the language knows a security by its ISIN alone',
      [`${at}/clearanceSystem`]: expect.stringContaining('register constitutive under'),
      [`${at}/issuerName`]: expect.stringContaining('by its LEI'),
      [`${at}/faceAmount`]: 'it is no whole number of units of parValue',
    });
  });

  test('is told apart from what stands beside it, which is counted', () => {
    expect(importDocument(trade(BOND)).valuesBeside).toBe(2);
    expect(importDocument(trade(BOND + BOND)).securities).toHaveLength(2);
  });

  test.each([
    [
      'a rate that could be meant in per cent',
      '<fpml:couponRate>4.25</fpml:couponRate>',
      'couponRate',
      /100 % or more/,
    ],
    ['a date that there is not', '<fpml:maturity>2043-02-30</fpml:maturity>', 'maturity', /date/i],
    ['a currency that there is not', '<fpml:currency>ZZZ</fpml:currency>', 'currency', /currency/i],
    ['a number that is none', '<fpml:couponRate>0x1</fpml:couponRate>', 'couponRate', /number/],
    ['an unknown day count', '<fpml:dayCountFraction>BUS/252</fpml:dayCountFraction>', 'dayCountFraction', /no word/],
    [
      'a period of the whole term',
      '<fpml:couponRate>0.01</fpml:couponRate><fpml:paymentFrequency><fpml:periodMultiplier>1</fpml:periodMultiplier><fpml:period>T</fpml:period></fpml:paymentFrequency>',
      'paymentFrequency/period',
      /not a period/,
    ],
  ])('%s is no sentence, and has its reason', (_, field, name, why) => {
    const found = reasons(only(trade(`<fpml:bond>${field}<fpml:couponType>Fixed</fpml:couponType></fpml:bond>`)));
    expect(found[`/requestConfirmation/trade/bondOption/bond/${name}`]).toMatch(why);
  });
});

describe('a product of the Common Domain Model', () => {
  const PRODUCT = {
    '@type': 'cdm.product.template.TransferableProduct',
    asset: {
      '@type': 'cdm.base.staticdata.asset.common.Security',
      identifier: [{ identifier: { '@data': 'XS0104440986' }, identifierType: 'ISIN' }],
      securityType: 'Debt',
    },
    economicTerms: {
      terminationDate: { adjustableDate: { unadjustedDate: '2031-06-15' } },
      payout: [
        {
          '@type': 'cdm.product.asset.InterestRatePayout',
          priceQuantity: { quantitySchedule: { value: 'FACE', unit: { currency: { '@data': 'EUR' } } } },
          rateSpecification: {
            '@type': 'cdm.product.asset.FixedRateSpecification',
            rateSchedule: { price: { value: 'RATE', priceType: 'InterestRate' } },
          },
          paymentDates: { firstPaymentDate: '2026-12-31', paymentFrequency: { periodMultiplier: 'SIX', period: 'M' } },
          calculationPeriodDates: {
            calculationPeriodFrequency: { periodMultiplier: 'SIX', period: 'M', rollConvention: 'EOM' },
          },
        },
      ],
    },
  };
  const written = (rate: string, product: object = PRODUCT): string =>
    JSON.stringify({ trade: { product } })
      .replace('"RATE"', rate)
      .replace('"FACE"', '1000.00')
      .replaceAll('"SIX"', '6');

  test.each([
    ['0.0425', '4.25%'],
    ['4.25E-2', '4.25%'],
    ['0.012345678901', '1.2345678901%'],
    ['0', '0%'],
  ])('a rate of %s is %s: no digit is lost', (rate, percent) => {
    expect(only(written(rate)).text).toContain(`  pays ${percent} per year, every 6 months from 2026-12-31\n`);
  });

  test('a rate with more digits than the network counts is no sentence', () => {
    const found = reasons(only(written('0.012345678901234567')));
    const at = '/trade/product/economicTerms/payout/0/rateSpecification/rateSchedule/price/value';
    expect(found[at]).toMatch(/decimal number/);
  });

  test('periods that roll at the end of months are those of a payment on the 31st', () => {
    expect(reasons(only(written('0.01')))).toEqual({});
    const rolling = JSON.parse(JSON.stringify(PRODUCT).replace('EOM', '15')) as object;
    const [path] = Object.keys(reasons(only(written('0.01', rolling))));
    expect(path).toMatch(/rollConvention$/);
  });

  test('is refused with the place of what is not as the model has it', () => {
    const broken = JSON.parse(JSON.stringify(PRODUCT).replace('{"@data":"XS0104440986"}', '"XS0104440986"')) as object;
    expect(() => importDocument(written('0.01', broken))).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_INVALID',
        path: '/trade/product/asset/identifier/0/identifier',
      }),
    );
  });
});

describe('objects of Open Cap Format', () => {
  const stockClass = (more: object): string =>
    JSON.stringify({
      file_type: 'OCF_STOCK_CLASSES_FILE',
      items: [
        {
          ...{ object_type: 'STOCK_CLASS', id: '8d83', name: 'Series Seed', class_type: 'PREFERRED', seniority: '2' },
          ...{ default_id_prefix: 'PS-', initial_shares_authorized: '10000000.00', votes_per_share: '1' },
          ...{ price_per_share: { amount: '1.2500', currency: 'USD' }, ...more },
        },
      ],
    });

  test('numbers lose their zeros, and a class its identifier', () => {
    const imported = only(stockClass({ liquidation_preference_multiple: '1', participation_cap_multiple: '3.0' }));
    expect(imported.text).toContain('  size 10,000,000 units\n');
    expect(imported.text).toContain('preferred share "Series Seed" in {form} form issued at 1.25 USD');
    expect(imported.text).toContain('on dissolution first 1 times the issue price, participates capped at 3 times');
    expect(reasons(imported)).toEqual({
      '/items/0/id': expect.stringContaining('not the name of a definition'),
      '/items/0/default_id_prefix': 'units of the register have no certificates with such numbers',
    });
  });

  test('what is not a text where a number is a text is refused with its place', () => {
    expect(() => importDocument(stockClass({ votes_per_share: 1 }))).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_INVALID', path: '/items/0/votes_per_share' }),
    );
  });
});

describe('values that want to be more', () => {
  test.each([
    [
      'a title',
      'x" in registered form\n  to transfer receiver resides in XX',
      /^security XS0104440986@1 "x\\" in registered form to transfer/m,
    ],
    ['a title with a mark that turns writing round', 'ACME \u202e 2031', /^security XS0104440986@1 "XS0104440986"/m],
  ])('%s stays a title', (_, title, expected) => {
    const document = `<bond xmlns="http://www.fpml.org/FpML-5/confirmation">
      <instrumentId instrumentIdScheme="ISIN">XS0104440986</instrumentId>
      <description>${title}</description></bond>`;
    const { text } = only(document);
    expect(text).toMatch(expected);
    expect(text.split('\n').filter((line) => line.startsWith('  to transfer'))).toEqual([]);
  });

  test.each(['XS0104440986\n  no vote', 'isin', '', 'XS01044409860'])('%j is no ISIN', (isin) => {
    const { text } = only(`<bond xmlns="http://www.fpml.org/FpML-5/confirmation">
      <instrumentId instrumentIdScheme="ISIN">${isin}</instrumentId></bond>`);
    expect(text).toContain('security IMPORTED@1 "IMPORTED"');
    expect(text).not.toContain('  no vote\n');
  });
});
