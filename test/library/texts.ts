import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '@scrip/language';
import { REPOSITORY } from '../support/command.js';

/** A text with one definition. */
export interface LibraryText {
  /** Name with the version. */
  readonly name: string;
  /** In which it stands, below `config`. */
  readonly file: string;
  readonly text: string;
  /** Names of what it uses: protocols, templates and rules. */
  readonly uses: readonly string[];
}

/** Folders of the library below `config`. */
const FOLDERS = ['protocols', 'securities'];

/** Every definition of the library: a text with several is taken apart, for one is published at a time. */
export function libraryTexts(): readonly LibraryText[] {
  return FOLDERS.flatMap((folder) => {
    const directory = join(REPOSITORY, 'config', folder);
    const files = readdirSync(directory).filter((name) => name.endsWith('.scrip'));
    return files.sort().flatMap((file) => takenApart(file, readFileSync(join(directory, file), 'utf8')));
  });
}

/** The definitions of a text, what stands before the first with the first. */
function takenApart(file: string, text: string): readonly LibraryText[] {
  const names = namesIn(text);
  const begins = names.filter(({ isDefined }) => isDefined);
  return begins.map(({ name, range }, index) => {
    const from = index === 0 ? 0 : text.lastIndexOf('\n', range.from) + 1;
    const next = begins[index + 1];
    const to = next === undefined ? text.length : text.lastIndexOf('\n', next.range.from) + 1;
    const used = names.filter((each) => !each.isDefined && each.range.from >= from && each.range.from < to);
    return { name, file, text: text.slice(from, to), uses: [...new Set(used.map((each) => each.name))] };
  });
}

/** The texts in groups, each after all that it uses. @throws Error when one uses what is nowhere */
export function inOrder(texts: readonly LibraryText[]): readonly (readonly LibraryText[])[] {
  const groups: (readonly LibraryText[])[] = [];
  const done = new Set<string>();
  for (let left = texts; left.length > 0; left = left.filter(({ name }) => !done.has(name))) {
    const next = left.filter(({ uses }) => uses.every((name) => done.has(name)));
    if (next.length === 0) throw new Error(`nothing leads to ${left.map(({ name }) => name).join(', ')}`);
    for (const { name } of next) done.add(name);
    groups.push(next);
  }
  return groups;
}
