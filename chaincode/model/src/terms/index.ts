export * from './catalogue.js';
export * from './formula.js';
export { TERM_TOPICS, type Term, type TermTopic } from './term-kind.js';
export { DAY_CONVENTIONS, DAY_COUNTS, ROUNDINGS, type Delivered, type NamedParty, type Underlying } from './values.js';
