import { statementsOf, type SaidStatement } from '@scrip/language';
import type { definitions } from '@scrip/model';
import { Builder } from '../document/builder.js';
import { InterchangeError, NoCounterpart } from '../document/interchange-error.js';
import { shownPath } from '../document/path.js';
import { Source } from '../document/source.js';
import { isList, isRecord, shownLeaf, type Tree } from '../document/tree.js';
import { entriesFor, type Each, type Entry, type Field, type Form, type Format, type Whole } from './mapping.js';
import { termOf, type Added, type ExportReport, type Mapped, type NotExported } from './report.js';
import { Said } from './said.js';

/** A security in a format of others. */
export interface Exported {
  readonly document: string;
  /** Which kind of object it is. */
  readonly form: string;
  readonly report: ExportReport;
}

/**
 * Writes a security in a format, with an account of every value that it says.
 *
 * @throws InterchangeError NOT_IN_THIS_FORMAT where the format has no such instrument
 */
export function writeSecurity(of: definitions.SecurityDefinition, format: Format): Exported {
  const statements = statementsOf(of);
  const said = new Said(statements);
  const form = formFor(format, of.instrument.written.is, said);
  const writing = new Writing(statements, said, form);
  const builder = new Builder();
  for (const entry of form.entries) writing.write(entry, builder, form.path);
  return { document: format.write(form.wrap(builder.tree)), form: form.name, report: writing.report() };
}

function formFor({ forms, title }: Format, instrument: string, said: Said): Form {
  const form = forms.find((each) => each.instrument === instrument && each.fits(said));
  if (form !== undefined) return form;
  const [other] = forms.filter((each) => each.instrument === instrument);
  if (other?.needs !== undefined) {
    throw new InterchangeError('NOT_IN_THIS_FORMAT', `${other.name} is written where ${other.needs}`);
  }
  const known = [...new Set(forms.map((each) => each.instrument))].join(', ');
  throw new InterchangeError('NOT_IN_THIS_FORMAT', `${title} is written of ${known}, and this is ${instrument}`);
}

/** One security on its way into a document. */
class Writing {
  readonly #mapped = new Map<string, Mapped>();
  /** Why a value that has a place could not be put there. */
  readonly #refused = new Map<string, string>();
  readonly #added: Added[] = [];

  constructor(
    readonly statements: readonly SaidStatement[],
    readonly said: Said,
    readonly form: Form,
  ) {
    this.#note(this.#indexOf(form.instrument), '', form.path === '' ? '/' : form.path, form.name);
  }

  /** @param current - place of the statement whose item is written */
  write(entry: Entry, to: Builder, base: string, current?: number): void {
    if (entry.kind === 'field') this.#writeField(entry, to, base, current);
    else if (entry.kind === 'whole') this.#writeWhole(entry, to, base);
    else if (entry.kind === 'each') this.#writeEach(entry, to, base);
    else {
      const value = entry.kind === 'derived' ? entry.of(this.said) : entry.value;
      const isLeftOut = entry.kind === 'constant' && entry.when?.(this.said) === false;
      if (value !== undefined && !isLeftOut) this.#add(entry.at, value, entry.why, to, base);
    }
  }

  #writeWhole({ is, at, value }: Whole, to: Builder, base: string): void {
    const index = this.#indexOf(is);
    if (index < 0) return;
    to.put(at, value);
    this.#note(index, '', base + placeOf(at), shown(value));
  }

  #writeEach(entry: Each, to: Builder, base: string): void {
    for (const [index, { is }] of this.statements.entries()) {
      if (!entry.is.includes(is)) continue;
      const item = to.append(entry.at);
      this.#note(index, '', `${base}${placeOf(entry.at)}`, is);
      for (const each of entriesFor(entry, is)) this.write(each, item, `${base}${placeOf(entry.at)}`, index);
    }
  }

  #writeField({ is, slot, at, codec }: Field, to: Builder, base: string, current?: number): void {
    const index = this.#statementOf(is, slot, current);
    if (index === undefined) return;
    const own = this.statements[index]?.values ?? {};
    if (own[slot] === undefined) return;
    try {
      const known = { value: (name: string, each: string) => this.said.value(name, each), own };
      const written = codec.write(own[slot], known);
      if (written !== undefined) to.put(at, written);
      this.#note(index, slot, base + placeOf(at), written === undefined ? 'absent' : shown(written));
    } catch (error) {
      if (!(error instanceof NoCounterpart)) throw error;
      this.#refused.set(keyOf(index, slot), error.message);
    }
  }

  /** The statement of which a field is: that whose item is written, or the only one of its name. */
  #statementOf(is: readonly string[], slot: string, current: number | undefined): number | undefined {
    if (current !== undefined && is.includes(this.statements[current]?.is ?? '')) return current;
    const found = [...this.statements.entries()].filter(([, each]) => is.includes(each.is)).map(([index]) => index);
    if (current !== undefined && is.length > 1) return undefined;
    if (found.length > 1 && is.length > 1) {
      for (const index of found) this.#refused.set(keyOf(index, slot), 'there are several, and one place only');
      return undefined;
    }
    for (const index of found.slice(1)) this.#refused.set(keyOf(index, slot), 'there are several, and one place only');
    return found[0];
  }

  #indexOf(is: string): number {
    return this.statements.findIndex((each) => each.is === is);
  }

  #note(index: number, slot: string, path: string, value: string): void {
    const { is, words } = this.statements[index] ?? { is: '', words: '' };
    const isSaidByValues = slot === '' && is !== this.form.instrument && slotsOf(this.statements[index])[0] !== '';
    if (isSaidByValues) return;
    const key = keyOf(index, slot);
    if (!this.#mapped.has(key)) this.#mapped.set(key, { term: termOf(is, slot), path, value, sentence: words });
  }

  #add(at: string, value: Tree, why: string, to: Builder, base: string): void {
    to.put(at, value);
    this.#added.push({ path: base + placeOf(at), value: shown(value), why });
  }

  report(): ExportReport {
    const notMapped = this.statements.flatMap((statement, index) =>
      slotsOf(statement).flatMap((slot) => this.#notMapped(statement, index, slot)),
    );
    const needed = this.form.demands.map(([at, what]) => ({ at, what }));
    return { mapped: [...this.#mapped.values()], notMapped, added: this.#added, needed };
  }

  #notMapped({ is, words }: SaidStatement, index: number, slot: string): readonly NotExported[] {
    const key = keyOf(index, slot);
    if (this.#mapped.has(key)) return [];
    const { noPlace, otherwise } = this.form;
    const term = termOf(is, slot);
    const why = this.#refused.get(key) ?? noPlace[term] ?? noPlace[is] ?? otherwise;
    return [{ term, sentence: words, why }];
  }
}

/** All that a statement says; a sentence without slots says itself. */
function slotsOf(statement: SaidStatement | undefined): readonly string[] {
  const slots = Object.keys(statement?.values ?? {});
  return slots.length === 0 ? [''] : slots;
}

const keyOf = (index: number, slot: string): string => `${String(index)} ${slot}`;

const placeOf = (at: string): string => `/${shownPath(at)}`;

const shown = (tree: Tree): string =>
  isRecord(tree) || isList(tree)
    ? new Source(tree)
        .leaves()
        .map((leaf) => leaf.value)
        .join(' ')
    : shownLeaf(tree);
