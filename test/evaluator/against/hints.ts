import { dayOf, firstWithin, periodOf, type Day, type Period } from '../values/days.js';
import { amountOf, ONE, percentOf, scaledOf, type Scaled } from '../values/numbers.js';
import type { Dice } from './dice.js';

const found = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([match]) => match)),
];

const whole = (value: Scaled): bigint => value / ONE;

/** No fact is older: no date that can be read is. */
const FIRST = dayOf('1900-01-01');

/** Numbers, days and periods that a text names: facts of chance lie at them and one beside. */
export class Hints {
  private readonly days: readonly Day[];
  private readonly periods: readonly Period[];
  private readonly numbers: readonly bigint[];
  private readonly amounts: readonly Scaled[];
  private readonly prices: readonly Scaled[];
  private readonly percents: readonly Scaled[];

  constructor(
    text: string,
    private readonly dice: Dice,
  ) {
    const words = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
    this.days = found(words, /\d{4}-\d\d-\d\d/g).map(dayOf);
    this.periods = found(words, /\d[\d,]* (?:day|month|year)s?/g).map(periodOf);
    this.numbers = found(words, /(?<= )\d[\d,]*(?= )/g).map((number) => whole(scaledOf(number)));
    this.amounts = found(words, /\d[\d.,]* [A-Z]{3}\b/g).map((amount) => amountOf(amount).amount);
    this.prices = found(words, /(?<=at )\d[\d.,]*(?= a unit)/g).map(scaledOf);
    this.percents = found(words, /\d[\d.,]*%/g).map(percentOf);
  }

  /** A day that the text names, or one beside it, or the end of a month. */
  today(): Day {
    const named = [...this.days, ...['2026-06-15', '2028-02-29', '2027-02-28', '2026-12-31'].map(dayOf)];
    return this.dice.pick(named) + this.dice.pick([0, 1, -1]);
  }

  /** A day up to today, at the beginning of a period that the text names or beside it, or a day that it names. */
  before(today: Day): Day {
    const beginnings = this.periods.map((period) => firstWithin(period, today));
    const named = [...beginnings, ...beginnings, ...this.days, today, today - 400];
    const day = this.dice.pick(named) + this.dice.pick([0, -1, 1, -2, -3, 2]);
    return Math.max(FIRST, Math.min(day, today));
  }

  /** Numbers of units that the text names, and those that cost what it names. @param prices - beside those of the text */
  bounds(prices: readonly Scaled[] = []): readonly bigint[] {
    const all = [...this.prices, ...prices];
    return [...this.numbers, ...this.amounts.flatMap((amount) => all.map((price) => amount / price))];
  }

  /** One of these numbers of units, or one beside it. */
  near(named: readonly bigint[]): bigint {
    const units = this.dice.pick(named) + this.dice.pick([0n, 1n, -1n]);
    return units < 0n ? 0n : units;
  }

  /** So many units that this is a part of them that the text names, or so many that are a part of this. */
  parts(of: bigint): readonly bigint[] {
    return this.percents.map((percent) => (of * percent) / (100n * ONE));
  }

  /** Units of which this is a part that the text names. */
  wholes(part: bigint): readonly bigint[] {
    return this.percents.map((percent) => (part * 100n * ONE) / percent);
  }

  /** A number up to what holders can be counted to. */
  count(): number {
    const named = this.numbers.filter((number) => number < 10_000n).map(Number);
    return Math.max(0, this.dice.pick([...named, ...named, 10]) + this.dice.pick([-1, 0, -1, 1, -2]));
  }
}
