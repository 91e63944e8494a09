import type { MandateRule } from '@scrip/model';
import type { Clause, Combination, Conditional, Rule } from '../generated/ast.js';
import { find } from '../phrases/find.js';
import { LIMIT_PHRASES, SIGNATORY_PHRASES } from '../phrases/mandates.js';
import type { Scope } from './scope.js';

const SIGNATORIES = { what: 'an office or a party', among: SIGNATORY_PHRASES };
const LIMITS = { what: 'a limit such as "above 1,000,000 EUR"', among: LIMIT_PHRASES };

/** Who acts, in canonical form: `all of`, `any of`, `2 of` offices, `when above … then` more of them. */
export function mandateOf(node: Rule, path: string, scope: Scope): MandateRule | undefined {
  scope.draft.place(path, scope.range(node));
  switch (node.$type) {
    case 'Clause':
      return signatoryOf(node, scope);
    case 'Combination':
      return combinedOf(node, path, scope);
    case 'Conditional':
      return limitedOf(node, path, scope);
    case 'Cited':
      scope.problems.add('SYNTAX_INVALID', 'who acts is said without a paragraph', scope.range(node));
      return undefined;
  }
}

function signatoryOf(node: Clause, scope: Scope): MandateRule | undefined {
  const found = find(SIGNATORIES, scope.items(node), scope.problems);
  return found && ({ is: found.phrase.is, ...found.values } as MandateRule);
}

function combinedOf(node: Combination, path: string, scope: Scope): MandateRule | undefined {
  if (node.quantifier === 'none') {
    scope.problems.add('SYNTAX_INVALID', 'who acts is said by "all of", "any of" or a number "of"', scope.range(node));
    return undefined;
  }
  const inner = node.count === undefined ? undefined : node.rules.find((each) => each.$type !== 'Clause');
  if (inner !== undefined) {
    scope.problems.add('SYNTAX_INVALID', 'a number "of" counts offices and parties, not rules', scope.range(inner));
    return undefined;
  }
  const step = node.count === undefined ? 'rules' : 'signatories';
  const of = node.rules.map((each, index) => mandateOf(each, `${path}/${step}/${index}`, scope));
  if (of.some((each) => each === undefined)) return undefined;
  if (node.count !== undefined) return { is: 'jointly', count: Number(node.count), signatories: of } as MandateRule;
  return { is: node.quantifier === 'all' ? 'allOf' : 'anyOf', rules: of } as MandateRule;
}

function limitedOf(node: Conditional, path: string, scope: Scope): MandateRule | undefined {
  const rule = mandateOf(node.rule, `${path}/rule`, scope);
  if (node.condition.$type !== 'Clause') {
    scope.problems.add('SYNTAX_INVALID', `${LIMITS.what} is expected after "when"`, scope.range(node.condition));
    return undefined;
  }
  const found = find(LIMITS, scope.items(node.condition), scope.problems);
  if (rule === undefined || found === undefined) return undefined;
  const { units, ...values } = found.values;
  const bound = units === undefined ? values : { bound: { units } };
  return { is: found.phrase.is, ...bound, rule } as MandateRule;
}
