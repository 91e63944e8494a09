import { sha256Text, type Sha256 } from '../identifiers/names.js';
import { word } from '../serialisation/reader.js';

/**
 * By what authority somebody interferes with a register. It says no more than that: what a holder is charged with stays
 * in the document.
 */
export const LEGAL_BASES = ['court-order', 'administrative-order', 'statute', 'terms'] as const;

/** By what authority an act on a register is done, with the document that shows it. */
export interface LegalBasis {
  readonly basis: (typeof LEGAL_BASES)[number];
  /** SHA-256 of the document, with a salt in it. */
  readonly document: Sha256;
}

/** Fields of a legal basis, for readers of what rests on one. */
export const legalBasisFields = { basis: word(...LEGAL_BASES), document: sha256Text } as const;
