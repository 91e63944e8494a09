import { MANDATED_FUNCTIONS } from '@scrip/model';
import { phrase, type Phrase } from './phrase.js';
import { money, number } from './quantities.js';
import { listOf, oneOf } from './slot.js';
import { code, date, isin } from './values.js';

/** What a mandate may cover, in words: `settlement instruct`. */
const mandated = oneOf(
  MANDATED_FUNCTIONS.map(
    (name) => [name.replace(':', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`), name] as const,
  ),
);

/** Who signs: the holder of an office, or a party by its id. */
export const SIGNATORY_PHRASES: readonly Phrase[] = [
  phrase('agent', 'party {party}', { party: code(/^P[A-Z2-7]{32}$/, 'the id of a party', `P${'A'.repeat(32)}`) }),
  phrase('holderOf', '{office}', { office: code(/^[a-z][a-z0-9-]*$/, 'an office such as director', 'director') }),
];

/** For which acts a rule holds, to follow `when`. */
export const LIMIT_PHRASES: readonly Phrase[] = [
  phrase('upTo', 'up to {bound}', { bound: money }),
  phrase('upTo', 'up to {units} units', { units: number }),
  phrase('above', 'above {bound}', { bound: money }),
  phrase('above', 'above {units} units', { units: number }),
  phrase('forActs', 'for {functions}', { functions: listOf(mandated, 'or') }),
  phrase('forSecurities', 'in {securities}', { securities: listOf(isin, 'or') }),
  phrase('until', 'until {date}', { date }),
];
