import { INSTRUMENT_PHRASES } from './instruments.js';
import { DEFINED_PHRASE, PACK_PHRASES } from './packs.js';
import { phrase, type Phrase } from './phrase.js';
import { attestor } from './places.js';
import { RULE_PHRASES } from './rules.js';
import { TERM_PHRASES } from './terms.js';

/** What can stand where a rule stands. */
export const CLAUSE_PHRASES: readonly Phrase[] = [...RULE_PHRASES, ...PACK_PHRASES, DEFINED_PHRASE];

/** What can stand where a vote stands. */
export const VOTE_PHRASES: readonly Phrase[] = [phrase('vote', '{from}', { from: attestor })];

/** What a security is and promises. */
export const PROMISE_PHRASES: readonly Phrase[] = [...INSTRUMENT_PHRASES, ...TERM_PHRASES];
