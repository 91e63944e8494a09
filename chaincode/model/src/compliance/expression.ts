import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { record, word, type Reader } from '../serialisation/reader.js';
import type { Rule } from './rule-kind.js';

/** A pack with the facts of the issue that it is made for, in canonical form. */
export interface PackReference {
  /** Name and version: `Rule144@1`. */
  readonly is: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** What a pack says for the event that is asked about. */
export interface PackRule {
  readonly is: 'pack';
  readonly pack: PackReference;
}

/** Rules combined: a tree of constructors, which is its own canonical form. */
export type Expression =
  | Rule
  | PackRule
  | { readonly is: 'all' | 'any' | 'none'; readonly rules: readonly Expression[] }
  | { readonly is: 'when'; readonly condition: Expression; readonly rule: Expression }
  | { readonly is: 'cited'; readonly source: string; readonly rule: Expression };

/** Whether an expression is what a pack says. */
export const isPackRule = (expression: Expression): expression is PackRule => 'pack' in expression;

/**
 * What another definition asks for the event, in a definition that pins it. It is put in place of this when the module of
 * the definition is put together; nothing is judged by it before.
 */
export interface DefinedRule extends Rule<'defined'> {
  readonly with: { readonly definition: PinnedName };
}

/** Whether an expression stands for what another definition asks. */
export const isDefinedRule = (expression: Expression): expression is DefinedRule => expression.is === 'defined';

/** What another definition asks for the event. */
export const defined = (definition: PinnedName): DefinedRule =>
  definedRule({ is: 'defined', with: { definition } }, '');

/** Reader of {@link DefinedRule}. */
export const definedRule: Reader<DefinedRule> = record({
  is: word('defined'),
  with: record({ definition: pinnedName }),
});

/** Every rule must be met. @throws DomainError LIMIT_EXCEEDED, FIELD_INVALID */
export const all = (...rules: readonly Expression[]): Expression => bounded({ is: 'all', rules });

/** At least one rule must be met. @throws DomainError LIMIT_EXCEEDED, FIELD_INVALID */
export const any = (...rules: readonly Expression[]): Expression => bounded({ is: 'any', rules });

/** No rule may be met. What is not known is not excluded. @throws DomainError LIMIT_EXCEEDED, FIELD_INVALID */
export const none = (...rules: readonly Expression[]): Expression => bounded({ is: 'none', rules });

/** The rule must be met where the condition is; where the condition is not known, too. @throws DomainError LIMIT_EXCEEDED */
export const when = (condition: Expression, rule: Expression): Expression => bounded({ is: 'when', condition, rule });

/** The rule with the paragraph that it comes from. @throws DomainError LIMIT_EXCEEDED */
export const cited = (source: string, rule: Expression): Expression => bounded({ is: 'cited', source, rule });

/** The expressions directly within one, each with the step of its path. */
export function within(expression: Expression): readonly (readonly [string, Expression])[] {
  switch (expression.is) {
    case 'all':
    case 'any':
    case 'none':
      return (expression as Combination).rules.map((rule, index) => [`rules/${index}`, rule]);
    case 'when': {
      const { condition, rule } = expression as Extract<Expression, { readonly is: 'when' }>;
      return [
        ['condition', condition],
        ['rule', rule],
      ];
    }
    case 'cited':
      return [['rule', (expression as Extract<Expression, { readonly is: 'cited' }>).rule]];
    default:
      return [];
  }
}

/** The same expression, with others directly within it. */
export function withInner(expression: Expression, turn: (inner: Expression) => Expression): Expression {
  if ('rules' in expression) return bounded({ ...expression, rules: expression.rules.map(turn) });
  if ('condition' in expression) return when(turn(expression.condition), turn(expression.rule));
  if ('source' in expression) return cited(expression.source, turn(expression.rule));
  return expression;
}

type Combination = Extract<Expression, { readonly rules: unknown }>;

/** Refuses an expression that is empty, too deep or too large, so that no movement makes an endorser work without bound. */
function bounded<E extends Expression>(expression: E): E {
  const inner = within(expression);
  if (inner.length === 0) throw new DomainError('FIELD_INVALID', { rule: 'at least one rule' });
  const { expressionDepthMax: depthMax, expressionSizeMax: sizeMax } = LIMITS;
  if (depthOf(expression) > depthMax || sizeOf(expression) > sizeMax) {
    throw new DomainError('LIMIT_EXCEEDED', { depthMax, sizeMax });
  }
  return expression;
}

const depthOf = (expression: Expression): number =>
  1 + Math.max(0, ...within(expression).map(([, each]) => depthOf(each)));

const sizeOf = (expression: Expression): number =>
  within(expression).reduce((size, [, each]) => size + sizeOf(each), 1);
