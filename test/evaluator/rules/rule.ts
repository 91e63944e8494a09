import type { Facts, Side } from '../facts/facts.js';
import { dayOf, periodOf, type Day, type Period } from '../values/days.js';
import { listOf } from '../values/lists.js';
import { amountOf, percentOf, scaledOf, wholeOf, type Amount, type Scaled } from '../values/numbers.js';

/** What one rule says of a movement. */
export type Answer = 'met' | { readonly failed: string } | { readonly unknown: string };

/** The values of a sentence, by the names of their slots. */
export class Said {
  constructor(private readonly slots: Readonly<Record<string, string | undefined>>) {}

  /** What stands in a slot; undefined where the sentence leaves it out. */
  optional(slot: string): string | undefined {
    return this.slots[slot];
  }

  words(slot: string): string {
    const words = this.slots[slot];
    if (words === undefined) throw new Error(`the sentence has no ${slot}`);
    return words;
  }

  side(): Side {
    const side = this.words('side');
    if (side !== 'sender' && side !== 'receiver') throw new Error(`${side} is no side`);
    return side;
  }

  list(slot: string): readonly string[] {
    return listOf(this.words(slot));
  }

  day(slot: string): Day {
    return dayOf(this.words(slot));
  }

  period(slot: string): Period {
    return periodOf(this.words(slot));
  }

  whole(slot: string): bigint {
    return wholeOf(this.words(slot));
  }

  number(slot: string): Scaled {
    return scaledOf(this.words(slot));
  }

  percent(slot: string): Scaled {
    return percentOf(this.words(slot));
  }

  amount(slot: string): Amount {
    return amountOf(this.words(slot));
  }
}

/** A sentence of the reference, and what it says. */
export interface RuleMeaning {
  /** Name and version. */
  readonly name: string;
  /** The sentence with its slots, letter by letter as the reference has it. */
  readonly sentence: string;
  /** Whose exemptions count, where no slot says so; absent: those of either side. */
  readonly side?: Side;
  /** Whether it is asked only where units leave the party that they are for. */
  readonly bindsDisposal?: true;
  readonly judge: (said: Said, facts: Facts) => Answer;
}

/** Met, or failed with a reason. */
export const metIf = (isMet: boolean, failed: string): Answer => (isMet ? 'met' : { failed });
