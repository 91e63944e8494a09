import type { Phrase } from './phrase.js';

/**
 * How each term is said. What gives a name to a formula or to an event in words is a sentence of the grammar itself:
 * `safe price means …`.
 */
export const TERM_PHRASES: readonly Phrase[] = [];
