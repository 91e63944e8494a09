import { compliance } from '@scrip/model';
import type { Problems } from '../check/problem.js';
import type { Clause, Rule } from '../generated/ast.js';
import { find, type Sought } from '../phrases/find.js';
import type { Match } from '../phrases/phrase.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { unquoted } from '../phrases/values.js';
import { itemsOf } from '../syntax/items.js';
import { rangeOf } from '../syntax/range.js';
import type { Draft } from './draft.js';

const RULES: Sought = { what: 'a rule', among: [...RULE_PHRASES, ...PACK_PHRASES] };
const PACKS: ReadonlySet<string> = new Set(PACK_PHRASES.map(({ is }) => is));

/** Where a rule stands: for which event it is asked. */
export interface RuleContext {
  readonly event: compliance.ComplianceEvent;
  readonly draft: Draft;
  readonly problems: Problems;
}

/** An expression of rules in its canonical form; undefined: it cannot be told, and a problem says why. */
export function ruleOf(node: Rule, path: string, context: RuleContext): compliance.Expression | undefined {
  const { draft, problems } = context;
  draft.place(path, rangeOf(node));
  switch (node.$type) {
    case 'Combination': {
      const rules = node.rules.map((each, index) => ruleOf(each, `${path}/rules/${index}`, context));
      if (node.quantifier === undefined) {
        problems.add('SYNTAX_INVALID', 'rules are combined by "all of", "any of" or "none of"', rangeOf(node));
        return undefined;
      }
      return isWhole(rules) ? { is: node.quantifier, rules } : undefined;
    }
    case 'Conditional': {
      const condition = ruleOf(node.condition, `${path}/condition`, context);
      const rule = ruleOf(node.rule, `${path}/rule`, context);
      return condition && rule && { is: 'when', condition, rule };
    }
    case 'Cited': {
      const rule = ruleOf(node.rule, `${path}/rule`, context);
      return rule && { is: 'cited', source: unquoted(node.source), rule };
    }
    case 'Clause':
      return clauseOf(node, path, context);
  }
}

function clauseOf(node: Clause, path: string, context: RuleContext): compliance.Expression | undefined {
  const { event, draft, problems } = context;
  const found = find(RULES, itemsOf(node.items), problems);
  if (found === undefined) return undefined;
  const { is } = found.phrase;
  const isPack = PACKS.has(is);
  placeValues(found, `${path}${isPack ? '/pack' : ''}/with`, draft);
  const constructed = { is, with: found.values };
  const rule = isPack ? { is: 'pack', pack: constructed } : constructed;
  // each by itself, so that one that is wrong hides no other
  return problems.attempt(
    () => compliance.expressionReader({ event, pack: compliance.packRuleFor(event) })(rule, path),
    (at) => draft.rangeOf(at),
  );
}

/** Notes where the values of a phrase stand. */
export function placeValues({ ranges }: Match, path: string, draft: Draft): void {
  for (const [name, range] of ranges) draft.place(`${path}/${name}`, range);
}

const isWhole = <T>(items: readonly (T | undefined)[]): items is readonly T[] =>
  items.every((item) => item !== undefined);
