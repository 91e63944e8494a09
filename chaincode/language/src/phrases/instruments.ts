import type { Phrase } from './phrase.js';

/** How each kind of instrument is named, with what every one of its kind says. */
export const INSTRUMENT_PHRASES: readonly Phrase[] = [];
