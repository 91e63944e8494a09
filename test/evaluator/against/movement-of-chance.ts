import type { Event, Movement } from '../facts/facts.js';
import { writtenDay, type Day } from '../values/days.js';
import { scaledOf } from '../values/numbers.js';
import { ISIN } from './claims-of-chance.js';
import type { Dice } from './dice.js';
import type { Hints } from './hints.js';
import { VENUES } from './words.js';

const party = (letter: string): string => `P${letter.repeat(32)}`;
const [SENDER, RECEIVER, NOMINEE, OTHER_NOMINEE] = [party('A'), party('B'), party('C'), party('D')] as const;

const DENOMINATIONS = [
  { amount: '1000', currency: 'EUR' },
  { amount: '0.01', currency: 'EUR' },
  { amount: '12.5', currency: 'USD' },
  { amount: '2500', currency: 'EUR' },
  { amount: '1000', currency: 'JPY' },
] as const;

/** Who gives, if somebody does: the holder itself in an exchange, and where only the custody changes. */
type Giving = Pick<Movement, 'sender' | 'exchange'>;

function giving(event: Event, dice: Dice): Giving {
  const exchange = event !== 'hold' && dice.often(8) ? dice.pick(['leaves', 'arrives'] as const) : undefined;
  if (exchange !== undefined) return { sender: RECEIVER, exchange };
  const hasSender = event === 'transfer' || (event === 'hold' && dice.often(40));
  return hasSender ? { sender: dice.often(8) ? RECEIVER : SENDER } : {};
}

/** Lots of which all but the last move in full, oldest first. */
function lots(units: bigint, today: Day, hints: Hints, dice: Dice): Movement['lots'] {
  const count = 1 + dice.upTo(2);
  const days = Array.from({ length: count }, () => hints.before(today)).sort((one, other) => one - other);
  const each = units / BigInt(count);
  const left = units - each * BigInt(count - 1);
  const wide = [left, left * 2n, left * 4n, left * 4n - 1n, left * 12n, (left * 12n) / 5n, left + 1n];
  const last = dice.pick(wide.filter((one) => one >= left));
  return days.map((day, index) => ({
    acquiredOn: writtenDay(day),
    units: String(index === count - 1 ? last : each),
    ...(dice.often(30) ? { passedOn: String(1 + dice.upTo(20)) } : {}),
  }));
}

/** Through whom the receiver is to hold, and who is on the register. */
function ofRecord(sender: string | undefined, dice: Dice): Pick<Movement, 'nominees' | 'ofRecord'> {
  const nominees = dice.pick([[], [], [NOMINEE], [NOMINEE, OTHER_NOMINEE]]);
  if (nominees.length === 0 && !dice.often(20)) return {};
  const from = sender === undefined ? {} : { sender: dice.pick([sender, NOMINEE]) };
  const registered = { ...from, receiver: nominees[0] ?? RECEIVER };
  return nominees.length === 0 ? { ofRecord: registered } : { nominees, ofRecord: registered };
}

/** A movement of chance, at what a text names and beside it. */
export function movementOfChance(event: Event, today: Day, hints: Hints, dice: Dice): Movement {
  const denomination = dice.pick(DENOMINATIONS);
  const given = giving(event, dice);
  const isLookedAtAgain = event === 'hold' && given.sender === undefined && dice.often(50);
  const drawn = hints.near([1n, 10n, 10_000n, ...hints.bounds([scaledOf(denomination.amount)])]);
  const units = isLookedAtAgain ? 0n : drawn > 0n ? drawn : 1n;
  const before = (): string => writtenDay(hints.before(today));
  return {
    event,
    isin: ISIN,
    today: writtenDay(today),
    ...given,
    receiver: RECEIVER,
    ...ofRecord(given.sender, dice),
    units: String(units),
    lots: given.sender === undefined ? [] : lots(units, today, hints, dice),
    enteredOn: before(),
    ...(dice.often(50) ? { venue: dice.pick(VENUES) } : {}),
    ...(dice.often(70) ? { denomination } : {}),
    ...(dice.often(15) ? { isJoint: true } : {}),
    ...(dice.often(75) ? { issuedOn: before() } : {}),
    ...(dice.often(60) ? { closedOn: before() } : {}),
  };
}
