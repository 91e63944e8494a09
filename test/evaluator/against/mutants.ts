import type { Facts } from '../facts/facts.js';
import { Said, type Answer, type RuleMeaning } from '../rules/rule.js';
import { dayOf, writtenDay } from '../values/days.js';
import { ONE, scaledOf } from '../values/numbers.js';

/** How a slot is written a little higher or lower: by the least step that a text or a fact can make. */
type Step = (written: string, up: boolean) => string;

const number =
  (step: bigint): Step =>
  (written, up) => {
    const changed = scaledOf(written) + (up ? step : -step);
    const digits = String(changed < 0n ? 0n : changed).padStart(13, '0');
    return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
  };
const whole: Step = (written, up) => {
  const changed = scaledOf(written) / ONE + (up ? 1n : -1n);
  return String(changed < 1n ? 1n : changed);
};
const day: Step = (written, up) => writtenDay(dayOf(written) + (up ? 1 : -1));
const CENT = ONE / 100n;

const STEPS: Readonly<Record<string, Step>> = {
  date: day,
  from: day,
  lastDay: day,
  acquiredUpTo: day,
  until: day,
  steps: whole,
  count: whole,
  units: whole,
  price: number(CENT),
  percent: (written, up) => `${number(CENT)(written.slice(0, -1), up)}%`,
  ...Object.fromEntries(
    ['least', 'most', 'limit'].map((slot): [string, Step] => [
      slot,
      (written, up) => `${number(CENT)(written.slice(0, -4), up)}${written.slice(-4)}`,
    ]),
  ),
};

/** An evaluator that has one thing wrong. */
export interface Mutant {
  readonly mistake: string;
  readonly meaning: RuleMeaning;
}

const slotsOf = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, slot = '']) => slot);

/** Every bound of a rule, taken a little too high and a little too low. */
function mutantsOfBounds(meaning: RuleMeaning): readonly Mutant[] {
  return slotsOf(meaning.sentence).flatMap((slot) => {
    const step = STEPS[slot];
    if (step === undefined) return [];
    return [true, false].map((up): Mutant => {
      const judge: RuleMeaning['judge'] = (said, facts) => {
        const slots = Object.fromEntries(slotsOf(meaning.sentence).map((each) => [each, said.words(each)]));
        return meaning.judge(new Said({ ...slots, [slot]: step(said.words(slot), up) }), facts);
      };
      return { mistake: `${slot} ${up ? 'higher' : 'lower'}`, meaning: { ...meaning, judge } };
    });
  });
}

/** The same facts a day later or earlier. */
const shifted = (facts: Facts, days: number): Facts => ({
  ...facts,
  ask: facts.ask,
  movement: { ...facts.movement, today: writtenDay(dayOf(facts.movement.today) + days) },
});

/** A rule that asks a day too early or too late. */
const mutantsOfDays = (meaning: RuleMeaning): readonly Mutant[] =>
  [1, -1].map((days) => ({
    mistake: days > 0 ? 'a day too early' : 'a day too late',
    meaning: { ...meaning, judge: (said, facts) => meaning.judge(said, shifted(facts, days)) },
  }));

/** A rule that says the same whatever is asked. */
const constant = (meaning: RuleMeaning, answer: Answer, mistake: string): Mutant => ({
  mistake,
  meaning: { ...meaning, judge: () => answer },
});

const hasPeriod = ({ sentence }: RuleMeaning): boolean => /\{(?:period|every|cliff)\}/.test(sentence);

/** Mistakes that an evaluator can make with a rule. */
export const mutantsOf = (meaning: RuleMeaning): readonly Mutant[] => [
  constant(meaning, 'met', 'it is always met'),
  constant(meaning, { failed: 'OTHERWISE' }, 'it always fails'),
  ...mutantsOfBounds(meaning),
  ...(hasPeriod(meaning) ? mutantsOfDays(meaning) : []),
];
