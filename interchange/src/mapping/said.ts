import type { Statement } from '@scrip/language';
import { canonicalJson } from '@scrip/model';
import { noCounterpart } from '../document/interchange-error.js';
import type { SaidSoFar } from './mapping.js';

/** A statement that is being gathered. */
interface Gathered {
  readonly is: string;
  readonly values: Record<string, unknown>;
}

/** Statements of one security: those of a definition, or those that are gathered from a document. */
export class Said implements SaidSoFar {
  readonly #statements: Gathered[];

  constructor(statements: readonly Statement[] = []) {
    this.#statements = statements.map(({ is, values }) => ({ is, values: { ...values } }));
  }

  get statements(): readonly Statement[] {
    return this.#statements;
  }

  has(is: string): boolean {
    return this.#statements.some((each) => each.is === is);
  }

  all(is: string): readonly Readonly<Record<string, unknown>>[] {
    return this.#statements.filter((each) => each.is === is).map(({ values }) => values);
  }

  value(is: string, slot: string): unknown {
    return this.all(is)[0]?.[slot];
  }

  /** A further statement. @returns its place among the statements */
  begin(is: string): number {
    return this.#statements.push({ is, values: {} }) - 1;
  }

  /** The place of the first statement of a name; it begins where it is not there yet. */
  placeOf(is: string): number {
    const found = this.#statements.findIndex((each) => each.is === is);
    return found < 0 ? this.begin(is) : found;
  }

  /** Says a value. @throws NoCounterpart where another one is said already */
  put(place: number, slot: string, value: unknown): void {
    const values = this.#statements[place]?.values;
    if (values === undefined) return;
    const before = values[slot];
    if (before !== undefined && canonicalJson(before) !== canonicalJson(value)) {
      noCounterpart('it contradicts another value of the document, which was read first');
    }
    values[slot] = value;
  }
}
