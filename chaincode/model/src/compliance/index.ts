export { RULES } from './catalogue.js';
export * from './expression.js';
export { expression } from './expression-reader.js';
export * from './facts.js';
export * from './judge.js';
export * from './need.js';
export type { Outcome } from './outcome.js';
export type { Rule } from './rule-kind.js';
export * from './rule-set.js';
