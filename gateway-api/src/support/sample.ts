import type { ScripClient } from '../client/client.js';
import type { RegisteredSecurity } from '../client/types.js';

/** ISIN of {@link SECURITY}. */
export const ISIN = 'US0378331005';

/** Somebody to be taken on. */
export const PERSON = {
  name: 'Ada Example',
  address: { line1: '1 Example Street', city: 'Berlin', postalCode: '10115', country: 'DE' },
  country: 'DE',
};

const LEI = 'HWUPKR0MPOU8FGXBT394';
/** The definition of a share, which the test organisation has written. */
export const SHARE = {
  ...{ kind: 'security', name: ISIN, version: 1, title: 'Example', isin: ISIN, cfi: 'ESVUFR', currency: 'USD' },
  ...{ issuer: { lei: LEI }, authorisedUnits: '1000000' },
  instrument: { is: 'share@1', with: { form: 'registered' } },
  terms: [
    { is: 'votes@1', with: { perUnit: '1' } },
    { is: 'sharesResidue@1', with: {} },
  ],
};

/** What registers it: the test organisation is its registrar too. */
export const PLACEMENT = { definition: `${ISIN}@1`, registrar: 'TestMSP', calendar: 'TARGET' };

/** The share as it is registered. */
export const SECURITY = {
  isin: ISIN,
  name: 'Example',
  cfi: 'ESVUFR',
  currency: 'USD',
  issuer: { mspId: 'TestMSP', lei: LEI },
  registrar: 'TestMSP',
  calendar: 'TARGET',
  authorisedUnits: '1000000',
  terms: { kind: 'defined' as const, instrument: 'share@1' },
};

/** Drafts and registers a security like the share. @param more - what its definition says otherwise */
export async function registerLike(client: ScripClient, more: object): Promise<RegisteredSecurity> {
  const form = { ...SHARE, ...more };
  const { name } = await client.definitions.draft({ form: { ...form, name: form.isin } });
  return client.registerSecurity({ ...PLACEMENT, definition: name });
}
