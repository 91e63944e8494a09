import { ERROR_CATALOGUE, type ErrorCode } from '../errors/catalogue.js';
import { readRule } from './catalogue.js';
import { isPackRule, within, type Expression } from './expression.js';
import type { ComplianceEvent, Facts } from './facts.js';
import { needKey, type AskedSide, type Need } from './need.js';
import { allOutcomes, anyOutcome, contrary, type Outcome } from './outcome.js';
import { expandPack } from './packs/from-pack.js';
import { metIf, type Judgement, type ReadRule, type Rule } from './rule-kind.js';

/** What one rule of an expression said. */
export interface RuleTrace {
  /** JSON pointer to the rule in the expression. */
  readonly path: string;
  /** Name and version. */
  readonly rule: string;
  /** The rule in words. */
  readonly says: string;
  /** The paragraph that it comes from, if one is given. */
  readonly source?: string;
  /** Present where the party concerned is exempt, or nobody disposes of what the rule keeps. */
  readonly isExempt?: true;
  readonly outcome: Outcome;
  readonly reason?: ErrorCode;
}

/** What an expression says of a movement: every rule, those that are met too. */
export interface ComplianceVerdict {
  readonly outcome: Outcome;
  /** Why it is not met: each reason that, cured with the others, would let the movement through. */
  readonly reasons: readonly ErrorCode[];
  /** Whether time or a new document can cure it: then the movement waits; otherwise it is refused for good. */
  readonly curable: boolean;
  readonly trace: readonly RuleTrace[];
}

type Inner = Omit<ComplianceVerdict, 'trace'>;

const MET: Inner = { outcome: 'met', reasons: [], curable: true };

/** Judges an expression; only what is met lets a movement through. */
export function judgeExpression(expression: Expression, facts: Facts): ComplianceVerdict {
  const trace: RuleTrace[] = [];
  return { ...new Judge(facts, trace).of(expression, ''), trace };
}

class Judge {
  constructor(
    private readonly facts: Facts,
    private readonly trace: RuleTrace[],
  ) {}

  /** @param isExcluding - whether the movement is the better for it when the expression is not met */
  of(expression: Expression, path: string, source?: string, isExcluding = false): Inner {
    const { event } = this.facts.movement;
    if (isPackRule(expression)) return this.of(expandPack(expression, event), `${path}/pack`, source, isExcluding);
    const cited = 'source' in expression ? expression.source : source;
    const inner = within(expression).map(([step, each]) => {
      const turns = expression.is === 'none' || (expression.is === 'when' && step === 'condition');
      return this.of(each, `${path}/${step}`, cited, isExcluding !== turns);
    });
    switch (expression.is) {
      case 'all':
      case 'cited':
        return every(inner);
      case 'any':
        return some(inner);
      case 'none':
        return excluded(inner);
      case 'when': {
        const [condition = MET, rule = MET] = inner;
        return conditional(condition, rule);
      }
      default:
        return this.rule(expression as Rule, path, cited, isExcluding);
    }
  }

  private rule(rule: Rule, path: string, source: string | undefined, isExcluding: boolean): Inner {
    const { says, side, judge, bindsDisposal } = readRule(rule, path);
    const isExempt = this.facts.isExempt(rule.is, side) || (bindsDisposal && this.facts.keepsOwner);
    const judgement = isExempt ? exempted(isExcluding) : this.facts.judge(judge);
    const cite = source === undefined ? {} : { source };
    this.trace.push({ path, rule: rule.is, says, ...cite, ...(isExempt ? { isExempt } : {}), ...judgement });
    if (judgement.outcome === 'met') return MET;
    return {
      outcome: judgement.outcome,
      reasons: [judgement.reason],
      curable: ERROR_CATALOGUE[judgement.reason].retrySafe,
    };
  }
}

/** Whoever is exempt from a rule counts as somebody whom it lets pass, also where it excludes. */
const exempted = (isExcluding: boolean): Judgement => metIf(!isExcluding, 'RULE_EXCLUDES');

function every(inner: readonly Inner[]): Inner {
  const open = inner.filter(({ outcome }) => outcome !== 'met');
  return {
    outcome: allOutcomes(inner.map(({ outcome }) => outcome)),
    reasons: reasonsOf(open),
    curable: open.every(({ curable }) => curable),
  };
}

function some(inner: readonly Inner[]): Inner {
  const outcome = anyOutcome(inner.map((each) => each.outcome));
  if (outcome === 'met') return MET;
  return { outcome, reasons: reasonsOf(inner), curable: inner.some(({ curable }) => curable) };
}

/** The rule where the condition is met; where that is not known, the rule must be met or the condition be shown not to be. */
function conditional(condition: Inner, rule: Inner): Inner {
  if (condition.outcome === 'met') return rule;
  return condition.outcome === 'failed' ? MET : some([condition, rule]);
}

/** None may be met; an exclusion may end with time, as the fact that excludes does. */
function excluded(inner: readonly Inner[]): Inner {
  const outcome = contrary(anyOutcome(inner.map((each) => each.outcome)));
  if (outcome === 'met') return MET;
  const reasons = outcome === 'unknown' ? reasonsOf(inner.filter((each) => each.outcome === 'unknown')) : [];
  return { outcome, reasons: reasons.length > 0 ? reasons : ['RULE_EXCLUDES'], curable: true };
}

const reasonsOf = (inner: readonly Inner[]): readonly ErrorCode[] => [
  ...new Set(inner.flatMap(({ reasons }) => reasons)),
];

/** The facts that an expression declares for an event, each once. */
export const needsOf = (expression: Expression, event: ComplianceEvent): readonly Need[] =>
  eachOnce(
    rulesOf(expression, event).flatMap(({ needs }) =>
      needs.filter((need) => event === 'transfer' || !('side' in need) || !SENDERS.includes(need.side)),
    ),
  );

/** The facts that an expression asks for beyond those, once these are known, each once. */
export const furtherNeedsOf = (expression: Expression, facts: Facts): readonly Need[] =>
  eachOnce(rulesOf(expression, facts.movement.event).flatMap(({ asksThen }) => asksThen(facts)));

const SENDERS: readonly AskedSide[] = ['sender', 'recordSender'];

function rulesOf(expression: Expression, event: ComplianceEvent): readonly ReadRule[] {
  if (isPackRule(expression)) return rulesOf(expandPack(expression, event), event);
  const inner = within(expression);
  return inner.length > 0 ? inner.flatMap(([, each]) => rulesOf(each, event)) : [readRule(expression as Rule, '')];
}

const eachOnce = (needs: readonly Need[]): readonly Need[] => [
  ...new Map(needs.map((need) => [needKey(need), need])).values(),
];
