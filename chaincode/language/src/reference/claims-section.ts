import { compliance } from '@scrip/model';
import { inCode, table } from './markdown.js';

/** Types of claims that packs ask for: what they assert, and who states them. */
export const claimsSection = (): string =>
  table(
    ['type', 'asserts', 'stated by'],
    Object.entries(compliance.packs.CLAIM_TYPES).map(([type, { asserts, by }]) => [inCode(type), asserts, by]),
  );
