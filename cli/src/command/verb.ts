import type { Call } from './call.js';
import type { Given, Inputs } from './input.js';
import type { Shown, ShownStream } from './shown.js';

/**
 * What a verb does with the world. `local`: nothing is sent; `read`: it asks; `command`: it changes something and has a
 * command id; `proposal`: a command that another operator approves; `secret`: a command whose answer no gateway keeps.
 */
export type VerbKind = 'local' | 'read' | 'command' | 'proposal' | 'secret';

/** A command as it is declared: what it takes, what it is for, and what it does. */
export interface VerbSpec<A extends Inputs, O extends Inputs> {
  readonly name: string;
  readonly kind: VerbKind;
  readonly summary: string;
  /** After `scrip NOUN VERB`. */
  readonly example: string;
  readonly args: A;
  readonly options: O;
  readonly run: (call: Call, given: Given<A> & Given<O>) => Promise<Shown | ShownStream>;
}

/** A command whose types have been checked where it was declared. */
export interface Verb {
  readonly name: string;
  readonly kind: VerbKind;
  readonly summary: string;
  readonly example: string;
  readonly args: Inputs;
  readonly options: Inputs;
  /** @param given values by the names of the inputs, as the parser found them */
  readonly run: (call: Call, given: Readonly<Record<string, unknown>>) => Promise<Shown | ShownStream>;
}

/** What commands are about. */
export interface Noun {
  readonly name: string;
  readonly summary: string;
  readonly verbs: readonly Verb[];
}

/** Declares a command. */
export function verb<A extends Inputs, O extends Inputs>(spec: VerbSpec<A, O>): Verb {
  const inputs: Inputs = { ...spec.args, ...spec.options };
  return {
    ...spec,
    run: (call, given) => {
      const values = Object.entries(inputs).map(([name, input]) => [name, input.read(given[name])] as const);
      return spec.run(call, Object.fromEntries(values) as Given<A> & Given<O>);
    },
  };
}

/** Whether something is a group of commands. */
export const isNoun = (entry: Noun | Verb): entry is Noun => 'verbs' in entry;
