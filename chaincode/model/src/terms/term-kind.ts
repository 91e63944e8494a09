import { canonicalRecord } from '../serialisation/canonical-record.js';
import type { Reader, Shape, ShapeValue } from '../serialisation/reader.js';
import type { Written } from '../compliance/rule-kind.js';

/** What a term is about; texts put the sentences of a topic together. */
export const TERM_TOPICS = [
  'payment',
  'repayment',
  'right',
  'event',
  'ranking',
  'structure',
  'asset',
  'meaning',
  'changes',
  'market',
] as const;

/** A topic of {@link TERM_TOPICS}. */
export type TermTopic = (typeof TERM_TOPICS)[number];

/** A term with its parameters, in canonical form: one sentence of a definition. */
export interface Term<Is extends string = string> {
  /** Name and version: `paysFixed@1`. What a version means never changes. */
  readonly is: Is;
  readonly with: Readonly<Record<string, unknown>>;
}

/** A kind of term: what can be said with it. */
export interface TermKind<Is extends string, S extends Shape> {
  readonly is: Is;
  readonly topic: TermTopic;
  /** Whether one security may say it more than once, of different things. */
  readonly repeats?: true;
  /** Readers of its parameters. */
  readonly parameters: S;
}

/** A kind of term as the constructor of its terms. */
export interface TermConstructor<Is extends string, S extends Shape> {
  /** @throws DomainError FIELD_INVALID and the errors of the parameters */
  (parameters: Written<ShapeValue<S>>): Term<Is>;
  readonly is: Is;
  readonly topic: TermTopic;
  readonly repeats: boolean;
  /** Names of the parameters, those that may be absent included. */
  readonly parameters: readonly string[];
  /** Reads parameters, which are written in one way: leading zeros, say, are refused. */
  readonly read: Reader<ShapeValue<S>>;
}

/** Makes the constructor of a kind of term. The parameters are kept as they were written. */
export function termKind<const Is extends string, S extends Shape>(kind: TermKind<Is, S>): TermConstructor<Is, S> {
  const { is, topic, repeats = false } = kind;
  const read = canonicalRecord(kind.parameters);
  const construct = (given: Written<ShapeValue<S>>): Term<Is> => {
    read(given, '/with');
    return { is, with: given as Term['with'] };
  };
  return Object.assign(construct, { is, topic, repeats, parameters: Object.keys(kind.parameters), read });
}
