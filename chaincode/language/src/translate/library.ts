import { compliance, type definitions } from '@scrip/model';
import { Problems } from '../check/problem.js';
import { printDefinition } from '../format/print-definition.js';
import type { Asked, Kind } from '../generated/ast.js';
import { itemsOf } from '../syntax/items.js';
import { read, type ReadDefinition } from '../syntax/read.js';

/** Finds a definition by its pinned name: its text, or what it says in canonical form; undefined: there is none. */
export type Library = (name: string) => string | definitions.Definition | undefined;

/** For what rules are asked, and whose rules count beside them. */
export interface Asking {
  readonly events: readonly compliance.ComplianceEvent[];
  readonly uses: readonly string[];
}

/** Definitions that a text can name: its own, and those of a library. Each is read once, and of a form nothing is. */
export class KnownDefinitions {
  readonly #read = new Map<string, ReadDefinition | undefined>();

  constructor(
    own: readonly ReadDefinition[],
    private readonly library: Library = () => undefined,
  ) {
    for (const each of [...own].reverse()) this.#read.set(each.head.name, each);
  }

  /** Whether there is one of this name, be it one that can be read or not. */
  has(name: string): boolean {
    return this.#read.get(name) !== undefined || this.library(name) !== undefined;
  }

  /** Of which kind it is; undefined: its text cannot be read. */
  kindOf(name: string): Kind | undefined {
    return this.#formOf(name)?.kind ?? this.read(name)?.head.kind;
  }

  /** What a compliance definition asks by itself; undefined: there is none of this name, or it cannot be read whole. */
  askingOf(name: string): Asking | undefined {
    const form = this.#formOf(name);
    if (form !== undefined) return form.kind === 'compliance' ? askingInForm(form) : undefined;
    const found = this.read(name);
    return found?.head.kind === 'compliance' && found.unread === 0 ? askingIn(found) : undefined;
  }

  /** Its sentences; undefined: they cannot be read, or there are none. */
  read(name: string): ReadDefinition | undefined {
    if (!this.#read.has(name)) {
      const known = this.library(name) ?? '';
      const text = typeof known === 'string' ? known : printDefinition(known);
      const { definitions: all } = read(text, new Problems());
      this.#read.set(
        name,
        all.find(({ head }) => head.name === name),
      );
    }
    return this.#read.get(name);
  }

  #formOf(name: string): definitions.Definition | undefined {
    if (this.#read.get(name) !== undefined) return undefined;
    const known = this.library(name);
    return typeof known === 'string' ? undefined : known;
  }
}

const askingInForm = ({ rules, uses = [] }: definitions.ComplianceDefinition): Asking => ({
  events: compliance.COMPLIANCE_EVENTS.filter((event) => rules[event] !== undefined),
  uses,
});

const askingIn = ({ sentences }: ReadDefinition): Asking => ({
  events: sentences.flatMap((each) => (each.$type === 'Asked' ? (each satisfies Asked).events : [])),
  uses: sentences.flatMap(usedIn),
});

/** The names that `uses …` has. */
function usedIn(sentence: ReadDefinition['sentences'][number]): readonly string[] {
  if (sentence.$type !== 'Statement') return [];
  const [first, ...names] = itemsOf(sentence);
  return first?.text === 'uses' ? names.filter(({ kind }) => kind === 'Pinned').map(({ text }) => text) : [];
}
