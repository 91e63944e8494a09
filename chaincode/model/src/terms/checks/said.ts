import type { Reader } from '../../serialisation/reader.js';
import type { ReadTerm } from '../catalogue.js';

/** A term that a security says, with the path to it. */
export interface Said<T> {
  readonly path: string;
  readonly with: T;
}

/** Terms of a security by what they are. */
export class SaidTerms {
  readonly all: readonly (Said<object> & { readonly is: string })[];

  constructor(terms: readonly ReadTerm[]) {
    this.all = terms.map(({ kind: { is }, values }, index) => ({ is, path: `/terms/${String(index)}`, with: values }));
  }

  /** All terms of a kind. */
  of<T extends object>(kind: { readonly is: string; readonly read: Reader<T> }): readonly Said<T>[] {
    return this.all.filter(({ is }) => is === kind.is).map(({ path, with: values }) => ({ path, with: values as T }));
  }

  /** The first term of a kind. */
  one<T extends object>(kind: { readonly is: string; readonly read: Reader<T> }): Said<T> | undefined {
    return this.of(kind)[0];
  }

  /** Whether a term of a kind is said. */
  has(kind: { readonly is: string }): boolean {
    return this.all.some(({ is }) => is === kind.is);
  }
}
