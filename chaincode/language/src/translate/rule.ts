import { compliance, DomainError } from '@scrip/model';
import type { Clause, Rule } from '../generated/ast.js';
import { find, type Sought } from '../phrases/find.js';
import type { Match } from '../phrases/phrase.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import { CLAUSE_PHRASES } from '../phrases/tables.js';
import { TRADE_RULES } from '../phrases/trade-words.js';
import { unquoted } from '../phrases/values.js';
import type { Draft } from './draft.js';
import type { Scope } from './scope.js';

/** What a rule is. */
export const RULES: Sought = { what: 'a rule', among: CLAUSE_PHRASES, trade: TRADE_RULES };
const PACKS: ReadonlySet<string> = new Set(PACK_PHRASES.map(({ is }) => is));

/** Where a rule stands: for which event it is asked. */
export interface RuleScope extends Scope {
  readonly event: compliance.ComplianceEvent;
}

/** An expression of rules in its canonical form; undefined: it cannot be told, and a problem says why. */
export function ruleOf(node: Rule, path: string, scope: RuleScope): compliance.Expression | undefined {
  const { draft, problems } = scope;
  draft.place(path, scope.range(node));
  switch (node.$type) {
    case 'Combination': {
      const rules = node.rules.map((each, index) => ruleOf(each, `${path}/rules/${index}`, scope));
      if (node.quantifier === undefined) {
        problems.add('SYNTAX_INVALID', 'rules are combined by "all of", "any of" or "none of"', scope.range(node));
        return undefined;
      }
      return isWhole(rules) ? { is: node.quantifier, rules } : undefined;
    }
    case 'Conditional': {
      const condition = ruleOf(node.condition, `${path}/condition`, scope);
      const rule = ruleOf(node.rule, `${path}/rule`, scope);
      return condition && rule && { is: 'when', condition, rule };
    }
    case 'Cited': {
      const rule = ruleOf(node.rule, `${path}/rule`, scope);
      return rule && { is: 'cited', source: unquoted(node.source), rule };
    }
    case 'Clause':
      return clauseOf(node, path, scope);
  }
}

function clauseOf(node: Clause, path: string, scope: RuleScope): compliance.Expression | undefined {
  const { event, draft, problems } = scope;
  const found = find(RULES, scope.items(node), problems);
  if (found === undefined) return undefined;
  const { is } = found.phrase;
  const isPack = PACKS.has(is);
  placeValues(found, `${path}${isPack ? '/pack' : ''}/with`, draft);
  const constructed = { is, with: found.values };
  const rule = isPack ? { is: 'pack', pack: constructed } : constructed;
  const readFor = (of: compliance.ComplianceEvent): compliance.Expression =>
    compliance.expressionReader({ event: of, pack: compliance.packRuleFor(of), definitions: true })(rule, path);
  // each by itself, so that one that is wrong hides no other
  const before = problems.found.length;
  const read = problems.attempt(
    () => readFor(event),
    (at) => draft.rangeOf(at),
  );
  if (read !== undefined) return read;
  const others = compliance.COMPLIANCE_EVENTS.filter((each) => each !== event && isSound(() => readFor(each)));
  if (others.length === 0) return undefined;
  problems.found.length = before;
  problems.add('RULE_MISPLACED', misplaced(event, others), scope.range(node));
  return undefined;
}

const misplaced = (event: compliance.ComplianceEvent, others: readonly compliance.ComplianceEvent[]): string =>
  `this says nothing of who is to ${event}: ask it ${others.map((each) => `to ${each}`).join(' or ')}`;

/** Whether something is not refused. */
function isSound(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** Notes where the values of a phrase stand. */
export function placeValues({ ranges }: Match, path: string, draft: Draft): void {
  for (const [name, range] of ranges) draft.place(`${path}/${name}`, range);
}

const isWhole = <T>(items: readonly (T | undefined)[]): items is readonly T[] =>
  items.every((item) => item !== undefined);
