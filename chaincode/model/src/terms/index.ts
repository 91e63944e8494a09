export * from './catalogue.js';
export * from './formula.js';
export { APPLICABILITY, termsOf, type Alternative, type Applicability } from './applicability.js';
export { checkTerms } from './checks/check-terms.js';
export { type CheckedInstrument, type TermContext } from './checks/context.js';
export { STANDARD_EVENTS } from './checks/names.js';
export { type TermProblem } from './checks/problem.js';
export { SaidTerms, type Said } from './checks/said.js';
export { datesOf, isSameDue, maturityOf, periodsAfter } from './checks/schedule.js';
export { CFI_PLACES, type CfiPlace, type CfiPlaces } from './cfi-places.js';
export { type CfiLetters } from './classification.js';
export { type TermFeatures } from './features.js';
export {
  STANDARD_QUANTITIES,
  unitInWords,
  unitOf,
  type FormulaProblem,
  type Unit,
  type UnitOfQuantity,
} from './formula-unit.js';
export { TERM_TOPICS, type Term, type TermTopic } from './term-kind.js';
export { DAY_CONVENTIONS, DAY_COUNTS, ROUNDINGS, type Delivered, type NamedParty, type Underlying } from './values.js';
