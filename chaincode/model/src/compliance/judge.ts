import { ERROR_CATALOGUE, type ErrorCode } from '../errors/catalogue.js';
import { readRule } from './catalogue.js';
import { within, type Expression } from './expression.js';
import type { ComplianceEvent, Facts } from './facts.js';
import { needKey, type Need, type PartySide } from './need.js';
import { allOutcomes, anyOutcome, contrary, type Outcome } from './outcome.js';
import type { Judgement, Rule } from './rule-kind.js';

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
  /** Present where the party concerned is exempt. */
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
  return { ...new Judge(facts, trace).of(expression, '', undefined), trace };
}

class Judge {
  constructor(
    private readonly facts: Facts,
    private readonly trace: RuleTrace[],
  ) {}

  of(expression: Expression, path: string, source: string | undefined): Inner {
    const cited = expression.is === 'cited' && 'source' in expression ? expression.source : source;
    const inner = within(expression).map(([step, each]) => this.of(each, `${path}/${step}`, cited));
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
        return this.rule(expression as Rule, path, cited);
    }
  }

  private rule(rule: Rule, path: string, source: string | undefined): Inner {
    const { events, says, side, judge } = readRule(rule, path);
    const isExempt = this.facts.isExempt(rule.is, side);
    const isAsked = !isExempt && concerns(events, side, this.facts.movement.event);
    const judgement = isAsked ? judge(this.facts) : NOT_ASKED;
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

/** Whether a rule has something to say of an event: only a transfer has a sender. */
const concerns = (events: readonly ComplianceEvent[], side: PartySide | undefined, event: ComplianceEvent): boolean =>
  events.includes(event) && (side !== 'sender' || event === 'transfer');

/** A rule says nothing of events that it is not made for, and of whom is exempt from it. */
const NOT_ASKED: Judgement = { outcome: 'met' };

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

/** The facts that an expression needs for an event, each once. */
export function needsOf(expression: Expression, event: ComplianceEvent): readonly Need[] {
  const needs = new Map<string, Need>();
  const visit = (each: Expression): void => {
    const inner = within(each);
    if (inner.length > 0) {
      for (const [, next] of inner) visit(next);
      return;
    }
    const { events, side, needs: declared } = readRule(each as Rule, '');
    if (!concerns(events, side, event)) return;
    for (const need of declared) {
      const isOfSender = 'side' in need && need.side === 'sender';
      if (!isOfSender || event === 'transfer') needs.set(needKey(need), need);
    }
  };
  visit(expression);
  return [...needs.values()];
}
