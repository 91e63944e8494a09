import type { SignedAct } from '../mandates.js';
import { dayOf, writtenDay } from '../values/days.js';
import type { Dice } from './dice.js';

const PARTIES = ['A', 'B', 'C'].map((letter) => `P${letter.repeat(32)}`);
const OFFICES = ['director', 'treasurer', 'secretary'];
const BOUNDS = ['100,000 EUR', '12.50 USD', '5,000 units', '1 units'];
const SECURITIES = ['XS0104440986', 'QS0SCRIP0018'];
const LAST_DAY = '2027-12-31';

const signatory = (dice: Dice): string => (dice.often(30) ? `party ${dice.pick(PARTIES)}` : dice.pick(OFFICES));

function acts(dice: Dice): string {
  const bound = dice.pick(BOUNDS);
  const securities = dice.some(SECURITIES, 2).join(' or ');
  return dice.pick([
    `up to ${bound}`,
    `above ${bound}`,
    'for settlement instruct',
    `in ${securities}`,
    `until ${LAST_DAY}`,
  ]);
}

function actingText(dice: Dice, depth: number): string {
  const form = depth === 0 ? dice.upTo(1) : dice.upTo(5);
  if (form === 0) return signatory(dice);
  if (form === 1) {
    const of = [...new Set(Array.from({ length: 1 + dice.upTo(3) }, () => signatory(dice)))];
    return `${2 + dice.upTo(1)} of (${of.join('; ')})`;
  }
  if (form <= 3) return `when ${acts(dice)} then ${actingText(dice, depth - 1)}`;
  const of = Array.from({ length: 1 + dice.upTo(2) }, () => actingText(dice, depth - 1));
  return `${form === 4 ? 'any' : 'all'} of (${of.join('; ')})`;
}

/** An identity definition of chance. */
export const mandateText = (dice: Dice): string =>
  `identity Of_chance@1 "Of chance"\n  acts by ${actingText(dice, 3)}\n`;

const NOMINALS = [
  ...['99999.99', '100000', '100000.01'].map((amount) => ({ amount, currency: 'EUR' })),
  ...['12.49', '12.5', '12.51'].map((amount) => ({ amount, currency: 'USD' })),
];

/** An act of chance, at the bounds of such definitions and beside them. */
export function actOfChance(dice: Dice): SignedAct {
  const signers = dice.often(10) ? [] : dice.some([...PARTIES, `P${'D'.repeat(32)}`], 3);
  return {
    today: writtenDay(dayOf(LAST_DAY) + dice.pick([0, 1, -1])),
    function: 'settlement:instruct',
    isin: dice.pick(SECURITIES),
    units: dice.pick(['5000', '4999', '5001', '1', '2']),
    ...(dice.often(80) ? { nominal: dice.pick(NOMINALS) } : {}),
    signers: signers.map((party) => ({ party, offices: dice.often(70) ? dice.some(OFFICES, 2) : [] })),
  };
}
