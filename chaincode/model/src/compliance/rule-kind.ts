import type { Brand } from '../brand.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { canonicalRecord } from '../serialisation/canonical-record.js';
import type { Reader, Shape, ShapeValue } from '../serialisation/reader.js';
import type { ComplianceEvent, Facts } from './facts.js';
import type { Need, PartySide } from './need.js';
import type { Outcome } from './outcome.js';

/** What a rule says of a movement; a reason unless it is met. */
export type Judgement =
  { readonly outcome: 'met' } | { readonly outcome: Exclude<Outcome, 'met'>; readonly reason: ErrorCode };

/** Met, or failed for a reason. */
export const metIf = (met: boolean, reason: ErrorCode): Judgement =>
  met ? { outcome: 'met' } : { outcome: 'failed', reason };

/** A fact that decides is missing. */
export const unknownFor = (reason: ErrorCode): Judgement => ({ outcome: 'unknown', reason });

/** The values of a rule as they are written down: quantities, dates and codes as text. */
export type Written<T> = T extends bigint
  ? string
  : T extends string
    ? T extends Brand<string, string>
      ? string
      : T
    : T extends readonly (infer Item)[]
      ? readonly Written<Item>[]
      : T extends object
        ? { readonly [K in keyof T]: Written<T[K]> }
        : T;

/** A rule with its parameters, in canonical form. */
export interface Rule<Is extends string = string> {
  readonly is: Is;
  readonly with: Readonly<Record<string, unknown>>;
}

/** A kind of rule: what can be said with it, what it needs to know and what it says. */
export interface RuleKind<Is extends string, S extends Shape, P = ShapeValue<S>> {
  /** Name and version: what a version means never changes. */
  readonly is: Is;
  /** Events for which it has a meaning. */
  readonly events: readonly ComplianceEvent[];
  /** Whether it binds whoever disposes of units, the sender: not a movement by which nobody does. */
  readonly bindsDisposal?: true;
  /** The side that it binds, where no parameter says so; absent: none in particular. */
  readonly side?: PartySide;
  /** Readers of its parameters. */
  readonly parameters: S;
  /** The facts that it declares. */
  readonly needs: (parameters: P) => readonly Need[];
  /** What it asks beyond that, now that the facts that it declared are known: a wide read only where that decides. */
  readonly asksThen?: (parameters: P, facts: Facts) => readonly Need[];
  readonly judge: (parameters: P, facts: Facts) => Judgement;
  /** The rule in words, to follow "must be that": one clause in the present tense. */
  readonly says: (parameters: P) => string;
}

/** A rule with its parameters read: what it needs to know and what it says. */
export interface ReadRule {
  readonly events: readonly ComplianceEvent[];
  readonly needs: readonly Need[];
  readonly asksThen: (facts: Facts) => readonly Need[];
  readonly says: string;
  /** The side that it binds: whose exemptions count. Absent: none in particular, so that those of both do. */
  readonly side: PartySide | undefined;
  readonly bindsDisposal: boolean;
  readonly judge: (facts: Facts) => Judgement;
}

/** A kind of rule as the constructor of its rules. */
export interface RuleConstructor<Is extends string, S extends Shape> {
  /** @throws DomainError FIELD_INVALID and the errors of the parameters */
  (parameters: Written<ShapeValue<S>>): Rule<Is>;
  readonly is: Is;
  readonly events: readonly ComplianceEvent[];
  /** Reads the parameters of a rule of this kind, which are written in one way: leading zeros, say, are refused. */
  readonly read: Reader<ReadRule>;
}

/** Whether a rule has something to say of an event: only a transfer has a sender. */
export const concerns = (
  events: readonly ComplianceEvent[],
  side: PartySide | undefined,
  event: ComplianceEvent,
): boolean => events.includes(event) && (side !== 'sender' || event === 'transfer');

const sideOf = (parameters: object): PartySide | undefined =>
  'side' in parameters ? (parameters.side as PartySide) : undefined;

/** Makes the constructor of a kind of rule. The parameters are kept as they were written. */
export function ruleKind<const Is extends string, S extends Shape>(kind: RuleKind<Is, S>): RuleConstructor<Is, S> {
  const { is, events, bindsDisposal = false } = kind;
  const bound = kind.side ?? (bindsDisposal ? 'sender' : undefined);
  const parameters = canonicalRecord(kind.parameters);
  const read: Reader<ReadRule> = (value, path) => {
    const given = parameters(value, path);
    return {
      events,
      needs: kind.needs(given),
      asksThen: (facts) => kind.asksThen?.(given, facts) ?? [],
      says: kind.says(given),
      side: sideOf(given) ?? bound,
      bindsDisposal,
      judge: (facts) => kind.judge(given, facts),
    };
  };
  const construct = (given: Written<ShapeValue<S>>): Rule<Is> => {
    read(given, '/with');
    return { is, with: given as Rule['with'] };
  };
  return Object.assign(construct, { is, events, read });
}
