import { compliance } from '@scrip/model';
import { inCode, table } from './markdown.js';

/** Types of claims that packs ask for: what they assert, and who states them. */
export const claimsSection = (): string =>
  table(
    ['type', 'asserts', 'says', 'stated by'],
    Object.entries(compliance.packs.CLAIM_TYPES).map(([type, claim]) => [
      inCode(type),
      claim.asserts,
      'values' in claim ? claim.values.map(inCode).join(', ') : '',
      claim.by,
    ]),
  );
