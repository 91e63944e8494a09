import { parseBusinessDate, type BusinessDate } from '../../dates/business-date.js';
import { canonicalRecord } from '../../serialisation/canonical-record.js';
import type { Reader, Shape, ShapeValue } from '../../serialisation/reader.js';
import { NOT_LEGAL_ADVICE, rulePack, type RulePack, type RuleSet } from '../rule-set.js';
import type { Written } from '../rule-kind.js';

/** A kind of pack: the rules of a regime, made for one issue by the facts of the issue that the law asks for. */
export interface PackKind<S extends Shape, P = ShapeValue<S>> {
  readonly name: string;
  /** What a version says never changes. */
  readonly version: number;
  readonly title: string;
  /** First day on which the law was in force that the version states, as far as is known. */
  readonly lawSince: string;
  /** Readers of the facts of the issue. */
  readonly parameters: S;
  /** Refuses, with the path of the parameters, an issue for which the regime is not to be had. */
  readonly rules: (parameters: P, path: string) => RuleSet;
}

/** A kind of pack as the constructor of its packs. */
export interface PackConstructor<S extends Shape> {
  /** @throws DomainError FIELD_INVALID and the errors of the parameters */
  (parameters: Written<ShapeValue<S>>): RulePack;
  /** Name and version: `Rule144@1`. */
  readonly is: string;
  readonly title: string;
  /** First day on which the law was in force that it states, as far as is known. */
  readonly lawSince: BusinessDate;
  /** Reads parameters in their canonical form and makes the pack. */
  readonly read: Reader<RulePack>;
}

/** Makes the constructor of a kind of pack. A pack is read before it is given away: nobody gets one that cannot be stored. */
export function packKind<S extends Shape>(kind: PackKind<S>): PackConstructor<S> {
  const { name, version, title } = kind;
  const parameters = canonicalRecord(kind.parameters);
  const read: Reader<RulePack> = (value, path) => {
    const given = parameters(value, path);
    return rulePack({ name, version, title, notice: NOT_LEGAL_ADVICE, rules: kind.rules(given, path) }, path);
  };
  const construct = (given: Written<ShapeValue<S>>): RulePack => read(given, '/with');
  return Object.assign(construct, {
    is: `${name}@${version}`,
    title,
    lawSince: parseBusinessDate(kind.lawSince),
    read,
  });
}
