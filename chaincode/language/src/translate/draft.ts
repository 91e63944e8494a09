import type { Problems } from '../check/problem.js';
import type { Range } from '../syntax/range.js';

/** A canonical form in the making, with the place in the text of each of its fields. */
export class Draft {
  readonly value: Record<string, unknown> = {};
  /** How many of its problems are told and stand in the way of nothing else. */
  standIns = 0;
  readonly #ranges = new Map<string, Range>();

  constructor(
    private readonly problems: Problems,
    readonly whole: Range,
  ) {}

  /** Where the field of a path stands; where it does not, where the nearest around it does. */
  rangeOf(path: string): Range {
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const range = this.#ranges.get(at);
      if (range !== undefined) return range;
    }
    return this.whole;
  }

  /** Notes where a field stands. */
  place(path: string, range: Range): void {
    this.#ranges.set(path, range);
  }

  /** Fills a field, once. */
  set(names: readonly string[], value: unknown, range: Range, said: Range = range): void {
    const last = names.at(-1) ?? '';
    const parent = this.#parentOf(names);
    if (Object.hasOwn(parent, last)) {
      const instead =
        names[0] === 'rules' ? `join what is asked to ${last} by "all of (…; …)"` : 'leave one of the two';
      this.problems.add('SAID_TWICE', `this is said already: ${instead}`, said);
      return;
    }
    parent[last] = value;
    this.place(pathOf(names), range);
  }

  /** Adds to a list. @returns the path of the item */
  push(names: readonly string[], value: unknown, range: Range): string {
    const last = names.at(-1) ?? '';
    const parent = this.#parentOf(names);
    const items = (parent[last] ??= []) as unknown[];
    items.push(value);
    const path = `${pathOf(names)}/${items.length - 1}`;
    this.place(path, range);
    return path;
  }

  #parentOf(names: readonly string[]): Record<string, unknown> {
    let at = this.value;
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
    return at;
  }
}

/** JSON pointer of nested fields. */
export const pathOf = (names: readonly string[]): string => names.map((name) => `/${name}`).join('');
