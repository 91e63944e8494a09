import { describe, expect, test } from '@jest/globals';
import { issuedUnitsRecord, security, securityRecord } from './security.js';

const base = {
  name: 'Test security',
  currency: 'EUR',
  issuer: { mspId: 'IssuerMSP', lei: 'HWUPKR0MPOU8FGXBT394' },
  registrar: 'RegistrarMSP',
  calendar: 'TARGET',
  authorisedUnits: '1000',
};
const redeemable = { issueDate: '2024-01-15', maturityDate: '2034-01-15', redemptionPercent: '100' };
const coupon = { ratePercent: '2.2', frequency: 'annual', dayCount: 'ACT/ACT-ICMA' };
const share = {
  ...base,
  isin: 'US0378331005',
  cfi: 'ESVUFR',
  terms: {
    kind: 'ordinary-share',
    form: 'registered',
    votesPerShare: '1',
    parValue: { amount: '0.00001', currency: 'USD' },
  },
};
const bond = {
  ...base,
  isin: 'DE0001102580',
  cfi: 'DBFTFB',
  denomination: { amount: '0.01', currency: 'EUR' },
  terms: { kind: 'coupon-bond', ...redeemable, coupon },
};
const zero = { ...bond, cfi: 'DBZTFN', terms: { kind: 'zero-coupon-bond', ...redeemable } };
const note = { ...bond, cfi: 'DTFXFR', terms: { kind: 'corporate-note', ...redeemable, coupon } };
const fund = {
  ...base,
  isin: 'LU0274208692',
  cfi: 'CEOIES',
  terms: { kind: 'fund-unit', structure: 'exchange-traded-fund', income: 'accumulating', domicile: 'LU' },
};
const convertible = {
  ...bond,
  cfi: 'DCFUFR',
  terms: {
    kind: 'convertible',
    ...redeemable,
    coupon,
    conversion: { underlyingIsin: 'US0378331005', initialPrice: { amount: '27.7209', currency: 'EUR' } },
  },
};

const cash = {
  ...bond,
  cfi: 'TCNXXX',
  denomination: { amount: '0.01', currency: 'EUR' },
  terms: { kind: 'cash', claimOn: 'central-bank' },
};

describe('a security', () => {
  test.each([share, bond, zero, note, fund, convertible, cash])(
    'of kind $terms.kind is accepted, stored and read back',
    (given) => {
      const read = security(given, '');
      expect(read.authorisedUnits).toBe(1000n);
      expect(securityRecord.decode(securityRecord.encode(read))).toEqual(read);
    },
  );

  test('may name its issuer by a register instead of an LEI, and carry documents', () => {
    const issuer = { mspId: 'IssuerMSP', register: { authority: 'RA000585', number: '07654321' } };
    const documents = [{ title: 'Prospectus', sha256: 'a'.repeat(64) }];
    expect(security({ ...share, issuer, documents, fisn: 'TEST AG/SH' }, '')).toMatchObject({ issuer, documents });
  });

  test.each([
    ['a wrong ISIN', { ...share, isin: 'US0378331006' }, 'ISIN_INVALID'],
    ['a wrong LEI', { ...share, issuer: { mspId: 'IssuerMSP', lei: 'HWUPKR0MPOU8FGXBT395' } }, 'LEI_INVALID'],
    [
      'both LEI and register',
      { ...share, issuer: { ...base.issuer, register: { authority: 'RA000585', number: '1' } } },
      'FIELD_INVALID',
    ],
    ['a CFI code of another kind', { ...share, cfi: 'DBFTFB' }, 'TERMS_INVALID'],
    ['no authorised units', { ...share, authorisedUnits: undefined }, 'FIELD_INVALID'],
    ['zero authorised units', { ...share, authorisedUnits: '0' }, 'UNITS_INVALID'],
    ['a number as quantity', { ...share, authorisedUnits: 1000 }, 'FIELD_INVALID'],
    ['an unknown kind', { ...share, terms: { kind: 'token' } }, 'FIELD_INVALID'],
    ['no terms', { ...share, terms: null }, 'FIELD_INVALID'],
    ['terms of another kind', { ...share, terms: { ...share.terms, coupon } }, 'FIELD_INVALID'],
    [
      'a maturity on the issue date',
      { ...bond, terms: { ...bond.terms, maturityDate: '2024-01-15' } },
      'TERMS_INVALID',
    ],
    [
      'a coupon over 100 per cent',
      { ...bond, terms: { ...bond.terms, coupon: { ...coupon, ratePercent: '101' } } },
      'AMOUNT_INVALID',
    ],
    [
      'a denomination finer than cents',
      { ...bond, denomination: { amount: '0.001', currency: 'EUR' } },
      'AMOUNT_INVALID',
    ],
    ['cash whose unit is worth nothing in particular', { ...cash, denomination: undefined }, 'FIELD_INVALID'],
    ['cash of another currency', { ...cash, currency: 'USD' }, 'TERMS_INVALID'],
    ['cash that is classified as a bond', { ...cash, cfi: 'DBFTFB' }, 'TERMS_INVALID'],
    ['cash that is a claim on nobody', { ...cash, terms: { kind: 'cash' } }, 'FIELD_INVALID'],
    ['an old currency', { ...share, currency: 'DEM' }, 'CURRENCY_UNKNOWN'],
    [
      'a document that is no digest',
      { ...share, documents: [{ title: 'x', sha256: 'A'.repeat(64) }] },
      'FIELD_INVALID',
    ],
    [
      'too many documents',
      { ...share, documents: Array.from({ length: 21 }, () => ({ title: 'x', sha256: 'a'.repeat(64) })) },
      'LIMIT_EXCEEDED',
    ],
  ])('with %s is refused', (_, given, code) => {
    expect(() => security(given, '')).toThrow(expect.objectContaining({ code }));
  });

  test('outstanding units may be zero', () => {
    const units = { isin: security(share, '').isin, issued: 0n };
    expect(issuedUnitsRecord.decode(issuedUnitsRecord.encode(units))).toEqual(units);
  });
});
