import { pathOf, type Step } from './path.js';
import { isRecord, type Tree } from './tree.js';

/** A record that is being put together. */
interface Mutable {
  [name: string]: unknown;
}

/** Puts a document together, value by value; fields stand in the order in which they came first. */
export class Builder {
  readonly #root: Mutable;

  constructor(root: Mutable = {}) {
    this.#root = root;
  }

  /** The document as far as it is. */
  get tree(): Tree {
    return this.#root as Tree;
  }

  /** Puts a value at a path, and the values that choose its records and items beside it. */
  put(written: string, value: Tree): void {
    const steps = pathOf(written);
    const last = steps.at(-1);
    if (last === undefined) return;
    const parent = steps.slice(0, -1).reduce(within, this.#root);
    if (last.where !== undefined || last.isItem) {
      const target = within(parent, last);
      if (isRecord(value)) Object.assign(target, value);
      return;
    }
    const before = parent[last.name];
    parent[last.name] =
      isRecord(value) && isRecord(before as Tree | undefined) ? { ...(before as Mutable), ...value } : value;
  }

  /** A builder for a new item of the list at a path. */
  append(written: string): Builder {
    const steps = pathOf(written);
    const last = steps.at(-1);
    const parent = steps.slice(0, -1).reduce(within, this.#root);
    const item: Mutable = last?.where === undefined ? {} : { [last.where.key]: last.where.values[0] ?? '' };
    if (last !== undefined) listIn(parent, last.name).push(item);
    return new Builder(item);
  }
}

/** The record of a step, made where it is missing. */
function within(parent: Mutable, { name, isItem, where }: Step): Mutable {
  const chosen = where === undefined ? {} : { [where.key]: where.values[0] ?? '' };
  if (!isItem) {
    const found = parent[name] as Mutable | undefined;
    if (found !== undefined) return found;
    const made: Mutable = { ...chosen };
    parent[name] = made;
    return made;
  }
  const list = listIn(parent, name);
  const found = list.find((each) => where === undefined || each[where.key] === where.values[0]);
  if (found !== undefined) return found;
  const made: Mutable = { ...chosen };
  list.push(made);
  return made;
}

function listIn(parent: Mutable, name: string): Mutable[] {
  const found = parent[name] as Mutable[] | undefined;
  if (found !== undefined) return found;
  const made: Mutable[] = [];
  parent[name] = made;
  return made;
}
