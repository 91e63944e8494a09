import { compliance, definitions, DomainError, type BusinessDate, type RecordedDefinition } from '@scrip/model';
import { writtenIn } from './full-text.js';

/** A definition that is looked at, with where those are found that it uses. */
export interface Candidate {
  readonly recorded: RecordedDefinition;
  readonly library: definitions.DefinitionLibrary;
}

/** A definition as it is on a business date: what is asked of it is worked out once. */
export class LookedAt {
  readonly recorded: RecordedDefinition;
  readonly #library: definitions.DefinitionLibrary;
  #features: definitions.SecurityFeatures | undefined;
  #words: readonly string[] | undefined;
  #together: definitions.DefinitionModule | 'incomplete' | undefined;

  constructor(
    { recorded, library }: Candidate,
    readonly asOf: BusinessDate,
  ) {
    this.recorded = recorded;
    this.#library = library;
  }

  get definition(): definitions.Definition {
    return this.recorded.definition;
  }

  /** What it says as a security; undefined: it is none. */
  get security(): definitions.SecurityDefinition | undefined {
    return this.definition.kind === 'security' ? this.definition : undefined;
  }

  /** Features of a security; undefined: it is none. */
  get features(): definitions.SecurityFeatures | undefined {
    const { security } = this;
    if (security !== undefined) this.#features ??= definitions.featuresOf(security, this.asOf);
    return this.#features;
  }

  /** The words that somebody has written in it. */
  get words(): readonly string[] {
    return (this.#words ??= writtenIn(this.definition));
  }

  /** Names of all definitions that it uses and of all packs in its rules and theirs. */
  get uses(): readonly string[] {
    const named = this.#module?.uses.map(({ name }) => name) ?? this.definition.uses ?? [];
    const { subscribe, transfer, hold } = this.rules ?? {};
    const packs = [subscribe, transfer, hold].flatMap((rule) => (rule === undefined ? [] : packsIn(rule)));
    return [...new Set([...named, ...packs])].sort();
  }

  /** What is asked for each event, by itself and by what it uses; undefined: nobody can tell, because a part is missing. */
  get rules(): compliance.RuleSet | undefined {
    return this.#module === undefined ? undefined : (this.#module.rules ?? {});
  }

  get #module(): definitions.DefinitionModule | undefined {
    this.#together ??= this.#putTogether();
    return this.#together === 'incomplete' ? undefined : this.#together;
  }

  #putTogether(): definitions.DefinitionModule | 'incomplete' {
    try {
      return definitions.moduleOf(this.definition, this.#library);
    } catch (error) {
      if (error instanceof DomainError) return 'incomplete';
      throw error;
    }
  }
}

const packsIn = (expression: compliance.Expression): readonly string[] =>
  compliance.isPackRule(expression)
    ? [expression.pack.is]
    : compliance.within(expression).flatMap(([, each]) => packsIn(each));
