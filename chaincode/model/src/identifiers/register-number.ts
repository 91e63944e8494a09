import { pattern, record, text, type Reader } from '../serialisation/reader.js';

/** An entity by its entry in a public register, for issuers without an LEI. */
export interface RegisterNumber {
  /** Registration authority code of the GLEIF list, such as `RA000585`. */
  readonly authority: string;
  readonly number: string;
}

/** Reader of a register number. */
export const registerNumber: Reader<RegisterNumber> = record({
  authority: pattern(/^RA[0-9]{6}$/, 'a registration authority code of the GLEIF list'),
  number: text(50),
});
