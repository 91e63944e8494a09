import { pathOf, type Path, type Step } from './path.js';
import { isList, isRecord, shownLeaf, type Tree } from './tree.js';

/** A single value of a document that nothing has read. */
export interface Leaf {
  readonly path: string;
  readonly value: string;
}

/** What of a document has been read. */
class Reading {
  readonly taken = new Set<string>();
  /** What was taken since an attempt began; absent: there is none. */
  #since: string[] | undefined;

  take(path: string): void {
    if (this.taken.has(path)) return;
    this.taken.add(path);
    this.#since?.push(path);
  }

  attempt<T>(read: () => T): T {
    const since: string[] = [];
    this.#since = since;
    try {
      return read();
    } catch (error) {
      for (const path of since) this.taken.delete(path);
      throw error;
    } finally {
      this.#since = undefined;
    }
  }
}

/** A part of a document that is read, with its place; all parts of a document know together what has been taken. */
export class Source {
  readonly #reading: Reading;
  /** Places of the values by which this part was chosen among others: whoever reads it has read them. */
  readonly #chosenBy: readonly string[];

  constructor(
    readonly tree: Tree,
    readonly path = '',
    reading = new Reading(),
    chosenBy: readonly string[] = [],
  ) {
    this.#reading = reading;
    this.#chosenBy = chosenBy;
  }

  /** The part at a path below this one; undefined: there is none. */
  at(written: string): Source | undefined {
    return this.all(written)[0];
  }

  /** All parts that a path below this one fits. */
  all(written: string | Path): readonly Source[] {
    let found: readonly Source[] = [this];
    for (const step of typeof written === 'string' ? pathOf(written) : written) {
      found = found.flatMap((each) => each.#step(step));
    }
    return found;
  }

  #step({ name, where }: Step): readonly Source[] {
    // the text of an element without attributes is the element
    if (name === '#text' && !isRecord(this.tree) && !isList(this.tree)) return [this];
    const children = this.#children(name);
    return where === undefined ? children : children.flatMap((each) => each.#chosen(where));
  }

  #chosen({ key, values }: { readonly key: string; readonly values: readonly string[] }): readonly Source[] {
    const [field] = this.all([{ name: key, isItem: false }]);
    if (field === undefined) return values.includes('') ? [this] : [];
    if (field.value === undefined || !values.includes(field.value)) return [];
    return [new Source(this.tree, this.path, this.#reading, [...this.#chosenBy, field.path])];
  }

  #children(name: string): readonly Source[] {
    if (!isRecord(this.tree) || !Object.hasOwn(this.tree, name)) return [];
    const child = this.tree[name];
    if (child === undefined) return [];
    return isList(child)
      ? child.map((each, index) => this.#below(each, `/${name}/${index}`))
      : [this.#below(child, `/${name}`)];
  }

  #below(tree: Tree, step: string): Source {
    return new Source(tree, this.path + step, this.#reading, this.#chosenBy);
  }

  /** The single value that stands here; undefined: it is a list, a record or null. */
  get value(): string | undefined {
    return isRecord(this.tree) || isList(this.tree) || this.tree === null ? undefined : shownLeaf(this.tree);
  }

  /** The single value at a path, which counts as read from now on; undefined: there is none. */
  take(written = ''): string | undefined {
    const found = this.at(written);
    if (found?.value !== undefined) found.#count();
    return found?.value;
  }

  #count(): void {
    for (const path of [this.path, ...this.#chosenBy]) this.#reading.take(path);
  }

  /** All parts below that are single values. */
  everything(): readonly Source[] {
    if (isList(this.tree)) return this.tree.flatMap((each, index) => this.#below(each, `/${index}`).everything());
    if (!isRecord(this.tree)) return [this];
    return Object.keys(this.tree).flatMap((name) => this.#children(name).flatMap((each) => each.everything()));
  }

  /** All single values, in the order of the document. */
  leaves(): readonly Leaf[] {
    return this.everything().map(({ path, tree }) => ({ path, value: shownLeaf(tree) }));
  }

  /** Single values that nothing has read. */
  left(): readonly Leaf[] {
    return this.leaves().filter(({ path }) => !this.#reading.taken.has(path));
  }

  /** Reads; where that fails, nothing counts as read. */
  attempt<T>(read: () => T): T {
    return this.#reading.attempt(read);
  }
}
