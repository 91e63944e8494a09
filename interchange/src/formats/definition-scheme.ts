/** Scheme of the names of definitions in documents of others: `ACME_2031@1`. */
export const DEFINITION_SCHEME = 'urn:scrip:definition';
