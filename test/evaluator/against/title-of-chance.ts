import type { Cast } from '../votes.js';
import type { Dice } from './dice.js';

const PLACES = ['registrar', 'issuer', 'notary', "seller's custodian", "buyer's custodian"] as const;

/** Votes of these places, each named once, within each other as deep as this. */
function votesText(dice: Dice, places: readonly string[], depth = 2): string {
  const [first = '', ...others] = places;
  if (others.length === 0) return first;
  const cut = 1 + dice.upTo(others.length - 1);
  const isFlat = depth === 0 || dice.often(40);
  const of = isFlat
    ? places
    : [places.slice(0, cut), places.slice(cut)].map((part) => votesText(dice, part, depth - 1));
  const many = dice.pick(['all', 'any', String(1 + dice.upTo(of.length - 1))]);
  return `${many} of (${of.join('; ')})`;
}

/** An ownership protocol of chance. @param silence - what a vote counts as that is not cast in time */
export const titleText = (dice: Dice, silence: string): string =>
  [
    'ownership Of_chance@1 "Of chance"',
    `  title passes with yes from ${votesText(dice, dice.some(PLACES, PLACES.length))}`,
    `  vote by ballot with reasons for no alone within 3 business days, silence is ${silence}`,
    '  meanwhile seller has income and votes',
    '',
  ].join('\n');

/** Votes of chance: yes, no, or none. */
export const castByChance = (dice: Dice): Cast =>
  Object.fromEntries(
    PLACES.flatMap((place) => {
      const vote = dice.pick(['yes', 'no', 'none'] as const);
      return vote === 'none' ? [] : [[place, vote]];
    }),
  );
