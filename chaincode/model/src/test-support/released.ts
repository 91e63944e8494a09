import { expressionReader } from '../compliance/expression-reader.js';
import { judgeExpression } from '../compliance/judge.js';
import { pack } from '../compliance/packs/index.js';
import { definition, definitionHash, pinnedNameOf } from '../definition/definition.js';
import { moduleOf } from '../definition/definition-module.js';
import { instrument } from '../definition/instruments.js';
import { featuresOf, qualify } from '../definition/qualification.js';
import { parseBusinessDate } from '../dates/business-date.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { term } from '../terms/catalogue.js';
import { factsOf, type Described } from './compliance.js';

/** A constructor in its canonical form. */
export interface ReleasedForm {
  readonly is: string;
  readonly with: unknown;
}

/** What has been released, and what it said when it was: entries are added and never changed. */
export interface Released {
  /** A rule, a movement, and what the rule says of it. */
  readonly rules: readonly { readonly rule: ReleasedForm; readonly facts: Described; readonly says: string }[];
  /** Packs, with the SHA-256 of the rules that they stand for. */
  readonly packs: readonly { readonly form: ReleasedForm; readonly says: string }[];
  /** Instruments, with the terms that a register reads of them. */
  readonly instruments: readonly { readonly form: ReleasedForm; readonly says: string }[];
  /** Terms, with the SHA-256 of the values that are read of their parameters. */
  readonly terms: readonly { readonly form: ReleasedForm; readonly says: string }[];
  /** Securities, with the SHA-256 of what their terms say together on a day. */
  readonly securities: readonly { readonly form: object; readonly on: string; readonly says: string }[];
  /** Definitions that use each other, with the SHA-256 of their forms and of what they say together. */
  readonly definitions: readonly { readonly form: object; readonly hash: string; readonly says: string }[];
}

const digest = (of: unknown): string => sha256Hex(canonicalJson(of));

/** What a rule in its canonical form says of a movement. */
export function ruleSays(form: unknown, facts: Described): string {
  const rule = expressionReader({})(form, '');
  const { outcome, reasons } = judgeExpression(rule, factsOf(facts, rule));
  return `${outcome} ${reasons.join(' ')}`.trim();
}

/** The rules of a pack. */
export const packSays = (form: unknown): string => digest(pack(form, '').rules);

/** The terms that a register reads of an instrument. */
export const instrumentSays = (form: unknown): string => canonicalJson(instrument(form, '').terms);

/** The values of a term. */
export const termSays = (form: unknown): string => digest(term(form, '').values);

/** What a security is by its terms, and what can be asked of it on a day. */
export function securitySays(form: unknown, on: string): string {
  const read = definition(form, '');
  if (read.kind !== 'security') throw new Error('not a security');
  const { product, cfi } = qualify(read);
  return digest({ product, cfi: cfi ?? null, features: featuresOf(read, parseBusinessDate(on)) });
}

/** Hash of a definition, and the hash of what it says with all that it uses. */
export function definitionSays(form: unknown, others: readonly unknown[]): { hash: string; says: string } {
  const known = new Map(others.map((each) => definition(each, '')).map((each) => [pinnedNameOf(each), each]));
  const read = definition(form, '');
  const { uses, terms, rules } = moduleOf(read, (name) => known.get(name));
  return { hash: definitionHash(read), says: digest({ uses, terms: terms ?? null, rules: rules ?? null }) };
}
