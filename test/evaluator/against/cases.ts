import type { definitions } from '@scrip/model';
import fc from 'fast-check';
import type { Event } from '../facts/facts.js';
import type { Judged } from '../judged.js';
import { decoded, hasPoint, together } from './compared.js';
import { Dice } from './dice.js';
import { judgedByProduct } from './judged-by-product.js';
import type { ReferenceRule } from './reference.js';
import { randomText, ruleText, type RandomText } from './texts.js';
import { World } from './world.js';

/** A text, a movement, and what the model says of it. */
export interface Case extends RandomText {
  readonly world: World;
  readonly said: Judged;
}

const SEED = 1;
const MOVEMENTS = 8;

const judged = (text: string, event: Event, dice: Dice, { rules }: definitions.DefinitionModule): Case => {
  const world = new World(text, event, dice);
  return { text, event, world, said: judgedByProduct(rules, world) };
};

/** Cases that are the same in every run. @param write - writes the text of each */
function cases(texts: number, write: (dice: Dice) => RandomText): readonly Case[] {
  return fc.sample(fc.gen(), { seed: SEED, numRuns: texts }).flatMap((generator) => {
    const dice = new Dice(generator);
    const { text, event } = write(dice);
    if (!hasPoint(text)) return [];
    const definition = together(decoded(text));
    return Array.from({ length: MOVEMENTS }, () => judged(text, event, dice, definition));
  });
}

/** Cases of rules that are combined. */
export const combinedCases = (texts: number): readonly Case[] => cases(texts, randomText);

/** Cases of one rule alone. */
export const casesOf = (rule: ReferenceRule, texts: number): readonly Case[] =>
  cases(texts, (dice) => {
    const event = dice.pick(rule.events);
    return { text: `compliance Main@1 "One rule"\n  to ${event} ${ruleText(rule, event, dice)}\n`, event };
  });
