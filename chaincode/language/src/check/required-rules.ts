import { compliance } from '@scrip/model';

/** A rule with where it stands: a JSON pointer into the rules of a definition. */
export interface PlacedRule {
  readonly path: string;
  readonly event: compliance.ComplianceEvent;
  readonly rule: compliance.Rule;
}

/** A rule that must be met, at least by whoever goes the way of which it is a part. */
export interface RequiredRule extends PlacedRule {
  /** What must be met with it and stands before it. */
  readonly beside: readonly PlacedRule[];
  /** Whether it is asked of some alone: below a condition. */
  readonly isConditional: boolean;
}

type Way = Omit<RequiredRule, 'rule'>;

const rulesIn = (
  rules: compliance.RuleSet,
): readonly (readonly [compliance.ComplianceEvent, compliance.Expression])[] =>
  Object.entries(rules) as [compliance.ComplianceEvent, compliance.Expression][];

/** All single rules, wherever they stand. */
export const placedRules = (rules: compliance.RuleSet): readonly PlacedRule[] =>
  rulesIn(rules).flatMap(([event, rule]) => placedIn(rule, { path: `/${event}`, event }));

function placedIn(rule: compliance.Expression, at: Omit<PlacedRule, 'rule'>): readonly PlacedRule[] {
  if (isSingle(rule)) return [{ ...at, rule }];
  return compliance.within(rule).flatMap(([step, each]) => placedIn(each, { ...at, path: `${at.path}/${step}` }));
}

/** Rules that must be met; what must not be so is none of them. */
export const requiredRules = (rules: compliance.RuleSet): readonly RequiredRule[] =>
  rulesIn(rules).flatMap(([event, rule]) =>
    requiredIn(rule, { path: `/${event}`, event, beside: [], isConditional: false }),
  );

function requiredIn(rule: compliance.Expression, way: Way): readonly RequiredRule[] {
  const together = conjuncts(rule, way.path);
  const beside = [...way.beside];
  const found = together.flatMap(([path, each]): readonly RequiredRule[] => {
    if (!isSingle(each)) return [];
    const required = { ...way, path, rule: each, beside: [...beside] };
    beside.push(required);
    return [required];
  });
  const ways = together.flatMap(([path, each]) => waysOf(each, { ...way, path, beside }));
  return [...found, ...ways];
}

/** What is met all at once: a rule itself, or the parts of a list of all. */
function conjuncts(rule: compliance.Expression, path: string): readonly (readonly [string, compliance.Expression])[] {
  if (rule.is !== 'all' && rule.is !== 'cited') return [[path, rule]];
  return compliance.within(rule).flatMap(([step, each]) => conjuncts(each, `${path}/${step}`));
}

function waysOf(rule: compliance.Expression, way: Way): readonly RequiredRule[] {
  if (rule.is !== 'any' && rule.is !== 'when') return [];
  return compliance
    .within(rule)
    .filter(([step]) => step !== 'condition')
    .flatMap(([step, each]) =>
      requiredIn(each, { ...way, path: `${way.path}/${step}`, isConditional: way.isConditional || rule.is === 'when' }),
    );
}

const isSingle = (rule: compliance.Expression): rule is compliance.Rule =>
  !compliance.isPackRule(rule) && !compliance.isDefinedRule(rule) && 'with' in rule;
