import type { Source } from './compile-together.js';
import { namesIn } from './names.js';

/** The text of one definition, as it is published. */
export interface DefinitionText {
  /** Name with the version. */
  readonly name: string;
  readonly text: string;
  /** Names of what it uses: rules, a protocol, a template. */
  readonly uses: readonly string[];
  /** Where it is kept. */
  readonly source: string;
}

/** Every definition of some texts. A text with several is taken apart, for one is published at a time. */
export const definitionTexts = (sources: readonly Source[]): readonly DefinitionText[] => sources.flatMap(takenApart);

/** The definitions of a text, what stands before the first with the first. */
function takenApart({ name: source, text }: Source): readonly DefinitionText[] {
  const names = namesIn(text);
  const begins = names.filter(({ isDefined }) => isDefined);
  return begins.map(({ name, range }, index) => {
    const from = index === 0 ? 0 : text.lastIndexOf('\n', range.from) + 1;
    const next = begins[index + 1];
    const to = next === undefined ? text.length : text.lastIndexOf('\n', next.range.from) + 1;
    const used = names.filter((each) => !each.isDefined && each.range.from >= from && each.range.from < to);
    return { name, source, text: text.slice(from, to), uses: [...new Set(used.map((each) => each.name))] };
  });
}

/** Some texts and all that they use, by whatever way. What is nowhere among all is left out. */
export function withAllUsed(
  some: readonly DefinitionText[],
  all: readonly DefinitionText[],
): readonly DefinitionText[] {
  const found = new Set(some);
  for (const { uses } of found) {
    for (const each of all) if (uses.includes(each.name)) found.add(each);
  }
  return [...found];
}

/** The texts in groups, each after all that it uses. @throws Error when one uses what is nowhere, or itself */
export function inOrder(texts: readonly DefinitionText[]): readonly (readonly DefinitionText[])[] {
  const groups: (readonly DefinitionText[])[] = [];
  const done = new Set<string>();
  for (let left = texts; left.length > 0; left = left.filter(({ name }) => !done.has(name))) {
    const next = left.filter(({ uses }) => uses.every((name) => done.has(name)));
    if (next.length === 0) throw new Error(`nothing leads to ${left.map(({ name }) => name).join(', ')}`);
    for (const { name } of next) done.add(name);
    groups.push(next);
  }
  return groups;
}
