/** ISIN of {@link SECURITY}. */
export const ISIN = 'US0378331005';

/** Somebody to be taken on. */
export const PERSON = {
  name: 'Ada Example',
  address: { line1: '1 Example Street', city: 'Berlin', postalCode: '10115', country: 'DE' },
  country: 'DE',
};

/** A share of the test organisation, which is its issuer and its registrar. */
export const SECURITY = {
  isin: ISIN,
  name: 'Example',
  cfi: 'ESVUFR',
  currency: 'USD',
  issuer: { mspId: 'TestMSP', lei: 'HWUPKR0MPOU8FGXBT394' },
  registrar: 'TestMSP',
  calendar: 'TARGET',
  authorisedUnits: '1000000',
  terms: { kind: 'ordinary-share' as const, form: 'registered' as const, votesPerShare: '1' },
};
