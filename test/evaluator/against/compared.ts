import { compile } from '@scrip/language';
import { definitions } from '@scrip/model';
import { evaluate } from '../evaluate.js';
import type { Judged, Setting } from '../judged.js';
import type { RuleReader } from '../text/rule-tree.js';
import { rulesOfText, type Asking } from '../text/rules-of-text.js';
import { inOneForm } from '../values/numbers.js';
import { judgedByProduct } from './judged-by-product.js';
import type { Programs } from './programs.js';
import { REFERENCE_PACKS } from './reference.js';
import type { World } from './world.js';

/** What packs ask, by the sentence that names them. */
const PACKS: ReadonlyMap<string, Asking> = new Map(
  REFERENCE_PACKS.map(({ sentence, asking }) => [inOneForm(sentence), asking]),
);

/** What a text asks, and the packs that it may name. */
export function askedBy(text: string, reader?: RuleReader): Setting['asked'] {
  const own = rulesOfText(text, reader);
  return (name) => own.get(name) ?? PACKS.get(name);
}

/** What the evaluator says. */
export const evaluated = (asked: Setting['asked'], facts: World, more: Partial<Setting> = {}): Judged =>
  evaluate('Main@1', { facts, asked, ...more });

/** Puts a definition together with the others. */
export function together(all: readonly definitions.Definition[]): definitions.DefinitionModule {
  const [main] = all;
  if (main === undefined) throw new Error('the text has no definition');
  return definitions.moduleOf(main, (name) => all.find((each) => definitions.pinnedNameOf(each) === name));
}

/** A text as the ledger runs it: decoded from the canonical forms, and made by the programs that are emitted. */
export interface Published {
  readonly decoded: definitions.DefinitionModule;
  readonly emitted: definitions.DefinitionModule;
}

/** Mistakes of texts that say what can never be met, or never counts: they are refused, and have no verdict to compare. */
const POINTLESS: readonly string[] = ['RULES_CONTRADICT', 'RULE_UNREACHABLE'];

/** Whether a text of chance says something that may be published. */
export const hasPoint = (text: string): boolean => !compile(text).problems.some(({ code }) => POINTLESS.includes(code));

/** The definitions of a text, by their canonical forms. @throws Error where the language refuses the text */
export function decoded(text: string): readonly definitions.Definition[] {
  const { definitions: found, problems } = compile(text);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${problem.code}: ${problem.message}\n${text}`);
  return found.map((each) => definitions.definition(JSON.parse(definitions.canonicalForm(each)), ''));
}

/** Publishes a text. */
export async function published(text: string, programs: Programs): Promise<Published> {
  const found = decoded(text);
  const emitted = [];
  for (const each of found) emitted.push(await programs.run(each));
  return { decoded: together(found), emitted: together(emitted) };
}

/** What is compared: reasons in any order, and whether it waits where that means something. */
const comparable = ({ value, reasons, waits, leaves }: Judged, isSaidOnce: boolean): unknown => {
  const said = leaves.map((leaf) => JSON.stringify(leaf));
  return {
    value,
    reasons: reasons.toSorted(),
    waits: value === 'met' || waits,
    leaves: isSaidOnce ? [...new Set(said)].sort() : said,
  };
};

/** Whether two say the same. A definition that is used by two ways is asked once or twice: that is the same. */
export const agree = (one: Judged, other: Judged, isSaidOnce = false): boolean =>
  JSON.stringify(comparable(one, isSaidOnce)) === JSON.stringify(comparable(other, isSaidOnce));

/** Compares what the evaluator, the canonical form and the emitted program say of a movement. @throws Error with the case */
export function compareAll(
  text: string,
  { decoded: form, emitted: program }: Published,
  world: World,
  judged: Judged,
): void {
  const isSaidOnce = /^\s+uses /m.test(text);
  for (const [by, { rules }] of Object.entries({ form, program })) {
    const said = judgedByProduct(rules, world);
    if (!agree(judged, said, isSaidOnce)) {
      const { movement, exempt, answered } = world;
      throw new Error(
        `${text}\n${JSON.stringify({ movement, exempt, answered, evaluator: judged, [by]: said }, null, 1)}`,
      );
    }
  }
}
