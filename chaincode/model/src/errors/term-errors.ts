import { entry, type CatalogueEntry } from './catalogue-entry.js';

/** What can be wrong with the terms of a security: part of the error catalogue. */
export const TERM_ERRORS = {
  TERM_UNKNOWN: entry(400, 'There is no term of this name and version.'),
  TERM_NOT_APPLICABLE: entry(422, 'A term does not go with this kind of instrument.'),
  TERM_MISSING: entry(422, 'Something that an instrument of this kind must say is not said.'),
  TERM_REPEATED: entry(422, 'A term is said twice that can be said once only.'),
  TERM_INCOMPLETE: entry(422, 'A term says too little, or more than goes together.'),
  TERM_WITHOUT_OBJECT: entry(422, 'A term speaks of something that the security does not have.'),
  TERMS_EXCLUDE_EACH_OTHER: entry(422, 'Two terms exclude each other.'),
  ENDING_MISSING: entry(422, 'Nothing says how the security ends.'),
  DATES_OUT_OF_ORDER: entry(422, 'Dates of the terms are not in the order in which they must come.'),
  STUB_NOT_SAID: entry(422, 'An interest period is shorter or longer than the others, and nothing says so.'),
  STUB_DIFFERS: entry(422, 'An interest period is not as short or long as is said.'),
  SUM_NOT_WHOLE: entry(422, 'Parts do not make the whole.'),
  BOUNDS_REVERSED: entry(422, 'A lower bound is not below its upper bound.'),
  CURRENCY_DIFFERS: entry(422, 'An amount is in another currency than it must be.'),
  DENOMINATION_MISSING: entry(422, 'Nothing says what one unit stands for.'),
  EVENT_UNDEFINED: entry(422, 'An event is named, and nothing says what it is.'),
  QUANTITY_UNDEFINED: entry(422, 'A formula names a quantity, and nothing says what it is.'),
  QUANTITY_CIRCULAR: entry(422, 'A quantity is said by itself.'),
  NAME_DEFINED_TWICE: entry(422, 'A name is said twice to mean something.'),
  FORMULA_UNITS_DIFFER: entry(422, 'A formula combines what does not go together.'),
  FORMULA_YIELDS_OTHER: entry(422, 'A formula yields something else than it is for.'),
  CFI_CONTRADICTED: entry(422, 'The CFI code says something else than the terms.'),
  SUSPENSION_UNKNOWABLE: entry(422, 'Transfers are to be suspended by an event of which nobody tells the ledger.'),
  FORM_CONTRADICTED: entry(422, 'The form of the units is another than that of the title.'),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
