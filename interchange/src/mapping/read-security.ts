import { HEAD, type Statement } from '@scrip/language';
import { NoCounterpart } from '../document/interchange-error.js';
import type { Source } from '../document/source.js';
import { shownPath } from '../document/path.js';
import { isList, isRecord, shownLeaf, type Tree } from '../document/tree.js';
import {
  entriesFor,
  type Constant,
  type Derived,
  type Each,
  type Entry,
  type Field,
  type Form,
  type Whole,
} from './mapping.js';
import type { NotImported } from './report.js';
import { Said } from './said.js';

/** A value that was read, and of which statement it is. */
export interface ReadValue {
  /** Place of the statement among all of them. */
  readonly statement: number;
  readonly slot: string;
  readonly path: string;
  readonly value: string;
}

/** What an object of a document says. */
export interface ReadSecurity {
  readonly form: Form;
  readonly statements: readonly Statement[];
  readonly values: readonly ReadValue[];
  readonly notMapped: readonly NotImported[];
}

/** Reads an object by the table of its form, with an account of every value in it. */
export function readSecurity(object: Source, form: Form): ReadSecurity {
  const reading = new Reading(form, object);
  for (const entry of form.entries) reading.read(entry, object);
  for (const entry of form.entries) if (entry.kind === 'derived') reading.compare(entry);
  return {
    ...{ form, statements: reading.said.statements, values: reading.values },
    notMapped: reading.notMapped(),
  };
}

class Reading {
  readonly said = new Said();
  readonly values: ReadValue[] = [];
  /** Why what stands at a place or below it could not be read. */
  readonly #refused: (readonly [path: string, why: string])[] = [];

  constructor(
    readonly form: Form,
    readonly object: Source,
  ) {
    this.said.placeOf(HEAD);
    this.said.placeOf(form.instrument);
  }

  /** @param current - place of the statement whose item is read */
  read(entry: Entry, from: Source, current?: number): void {
    if (entry.kind === 'field') this.#readField(entry, from, current);
    else if (entry.kind === 'whole') this.#readWhole(entry, from);
    else if (entry.kind === 'each') this.#readEach(entry, from);
    else if (entry.kind === 'constant') this.#readConstant(entry, from);
  }

  #readConstant({ at, value, tells }: Constant, from: Source): void {
    const found = from.at(at);
    if (found === undefined) return;
    if (tells !== undefined) this.#refused.push([found.path, tells]);
    else if (sameLeaves(found, value)) takeAll(found);
  }

  #readWhole({ is, at, value, when }: Whole, from: Source): void {
    const found = from.at(at);
    if (found === undefined || !sameLeaves(found, value) || when?.(this.object) === false) return;
    this.#note(this.said.placeOf(is), '', found);
  }

  #readEach(each: Each, from: Source): void {
    for (const item of from.all(each.at)) {
      const is = each.choose(item, this.said);
      if (is === undefined) continue;
      const place = this.said.begin(is);
      this.#noteItem(place, is, item);
      for (const entry of entriesFor(each, is)) this.read(entry, item, place);
    }
  }

  /** A sentence without values is said by the item. */
  #noteItem(statement: number, is: string, item: Source): void {
    this.values.push({ statement, slot: '', path: item.path, value: is });
  }

  #readField(entry: Field, from: Source, current: number | undefined): void {
    const { slot, at, codec } = entry;
    const found = from.at(at);
    if (found === undefined) {
      this.#readAbsence(entry, from, current);
      return;
    }
    this.#attempt(found, () => {
      const place = this.#placeOf(entry, current);
      if (place === undefined) return;
      const known = {
        value: (name: string, each: string) => this.said.value(name, each),
        own: current === undefined ? {} : (this.said.statements[current]?.values ?? {}),
      };
      const value = codec.read(found, known);
      if (value === undefined) return;
      this.said.put(place(), slot, value);
      this.#note(place(), slot, found);
    });
  }

  /** That nothing stands there says something of the item alone in which it could stand. */
  #readAbsence({ is, slot, at, codec: { absent } }: Field, from: Source, current: number | undefined): void {
    if (absent === undefined || current === undefined) return;
    if (!is.includes(this.said.statements[current]?.is ?? '')) return;
    this.said.put(current, slot, absent);
    this.values.push({ statement: current, slot, path: `${from.path}/${shownPath(at)}`, value: 'absent' });
  }

  /** Where the statement of a field is; nothing begins before a value has been read. */
  #placeOf({ is, choose }: Field, current: number | undefined): (() => number) | undefined {
    if (current !== undefined && is.includes(this.said.statements[current]?.is ?? '')) return () => current;
    const name = is.length === 1 ? is[0] : choose?.(this.object, this.said);
    return name === undefined || !is.includes(name) ? undefined : () => this.said.placeOf(name);
  }

  #attempt(found: Source, read: () => void): void {
    try {
      found.attempt(read);
    } catch (error) {
      if (!(error instanceof NoCounterpart)) throw error;
      this.#refused.push([found.path, error.message]);
    }
  }

  #note(statement: number, slot: string, found: Source): void {
    const taken = found.value === undefined ? found.leaves().map(({ value }) => value) : [found.take() ?? ''];
    this.values.push({ statement, slot, path: found.path, value: taken.join(' ') });
  }

  /** What follows from what was read needs no sentence; what contradicts it has none. */
  compare({ at, of, otherwise }: Derived): void {
    const found = this.object.at(at);
    if (found === undefined) return;
    const expected = of(this.said);
    if (expected !== undefined && sameLeaves(found, expected)) takeAll(found);
    else this.#refused.push([found.path, otherwise]);
  }

  notMapped(): readonly NotImported[] {
    return this.object.left().map(({ path, value }) => ({ path, value, why: this.#whyNot(path) }));
  }

  #whyNot(path: string): string {
    const [, refused] = this.#refused.findLast(([at]) => path === at || path.startsWith(`${at}/`)) ?? [];
    if (refused !== undefined) return refused;
    const below = path.slice(this.object.path.length + 1).replace(/\/[0-9]+(?=\/|$)/g, '');
    const [, why] = this.form.unsaid.find(([at]) => below === at || below.startsWith(`${at}/`)) ?? [];
    return why ?? 'the language has no sentence for it that this mapping knows';
  }
}

/** Whether a part of a document holds exactly these values, in any order of fields. */
function sameLeaves(found: Source | undefined, expected: Tree): boolean {
  return found !== undefined && normal(found.tree) === normal(expected);
}

function normal(tree: Tree): string {
  if (isList(tree)) return `[${tree.map(normal).join(',')}]`;
  if (!isRecord(tree)) return JSON.stringify(shownLeaf(tree));
  const names = Object.keys(tree).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${normal(tree[name] ?? null)}`).join(',')}}`;
}

function takeAll(found: Source | undefined): void {
  for (const each of found?.everything() ?? []) each.take();
}
