import { isDefinedRule, isPackRule, within, type Expression } from './expression.js';
import type { ComplianceEvent } from './facts.js';
import { expandPack } from './packs/from-pack.js';
import type { Rule } from './rule-kind.js';
import type { RuleSet } from './rule-set.js';
import { ANY_WORLD, bothWorlds, type World } from './world.js';
import { worldsOfRule } from './worlds-of-rule.js';

/** A part of rules that cannot come to anything. */
export interface Unmeetable {
  /** JSON pointer into the rules. */
  readonly path: string;
  /** `contradiction`: nobody meets it, and it must be met; `unreachable`: one of several that never counts. */
  readonly is: 'contradiction' | 'unreachable';
  readonly rule: Expression;
  /** Two parts of it that exclude each other, where two alone do. */
  readonly parts?: readonly [Expression, Expression];
}

/** Worlds that are looked at; of rules that have more nothing is said. Every endorser of a text looks at them. */
const WORLDS_MAX = 256;

/**
 * The parts of rules that nobody can meet, and alternatives and conditions that never count. Of rules about amounts of
 * several parties, about periods and consents nothing is concluded: what is found is certain, and not all there is.
 */
export const unmeetableIn = (rules: RuleSet): readonly Unmeetable[] =>
  (Object.entries(rules) as [ComplianceEvent, Expression][]).flatMap(([event, rule]) =>
    new Search(event).in(rule, `/${event}`, [ANY_WORLD]),
  );

/** An alternative that adds nothing: whoever meets it meets a wider one beside it. */
export interface Narrower {
  /** JSON pointer into the rules. */
  readonly path: string;
  readonly wider: Expression;
}

/** Alternatives that add nothing to another one; what is found is certain, as with {@link unmeetableIn}, and not all there is. */
export const narrowerIn = (rules: RuleSet): readonly Narrower[] =>
  (Object.entries(rules) as [ComplianceEvent, Expression][]).flatMap(([event, rule]) =>
    new Search(event).narrower(rule, `/${event}`),
  );

/** Worlds of an expression; undefined: they are too many to tell. */
type Worlds = readonly World[] | undefined;

class Search {
  private readonly met = new Map<Expression, Worlds>();
  private readonly failed = new Map<Expression, Worlds>();

  constructor(private readonly event: ComplianceEvent) {}

  /** @param around - the worlds that what stands around it leaves */
  in(rule: Expression, path: string, around: Worlds): readonly Unmeetable[] {
    if (isPackRule(rule) || isDefinedRule(rule)) return [];
    const own = this.worlds(rule, true);
    if (isImpossible(both(around, own))) return [this.contradiction(rule, path)];
    switch (rule.is) {
      case 'all':
        return this.together(rule, path, around);
      case 'any':
        return within(rule).flatMap(([step, each]) => this.alternative(each, `${path}/${step}`, around));
      case 'when':
        return this.conditional(rule, path, around);
      case 'cited':
        return within(rule).flatMap(([step, each]) => this.in(each, `${path}/${step}`, around));
      default:
        return [];
    }
  }

  /** Of alternatives that are alike the later one is told. */
  narrower(rule: Expression, path: string): readonly Narrower[] {
    if (isPackRule(rule) || isDefinedRule(rule)) return [];
    const parts = within(rule);
    const told = (rule.is === 'any' ? parts : []).flatMap(([step, each], index) => {
      const isWider = (other: Expression, at: number): boolean =>
        at !== index && this.implies(each, other) && (at < index || !this.implies(other, each));
      const found = parts.find(([, other], at) => isWider(other, at));
      return found === undefined ? [] : [{ path: `${path}/${step}`, wider: found[1] }];
    });
    return [...told, ...parts.flatMap(([step, each]) => this.narrower(each, `${path}/${step}`))];
  }

  /** Whether whoever meets one rule meets another one; of what nobody meets nothing is said. */
  private implies(one: Expression, other: Expression): boolean {
    const met = this.worlds(one, true);
    return !isImpossible(met) && isImpossible(both(met, this.worlds(other, false)));
  }

  /** Each part, within what all others leave: those before it and those after it. */
  private together(rule: Expression, path: string, around: Worlds): readonly Unmeetable[] {
    const parts = within(rule);
    const after: Worlds[] = [[ANY_WORLD]];
    for (const [, each] of [...parts].reverse()) after.unshift(both(this.worlds(each, true), after[0]));
    let before = around;
    return parts.flatMap(([step, each], index) => {
      const found = this.in(each, `${path}/${step}`, both(before, after[index + 1]));
      before = both(before, this.worlds(each, true));
      return found;
    });
  }

  private alternative(rule: Expression, path: string, around: Worlds): readonly Unmeetable[] {
    const isDead = isImpossible(both(around, this.worlds(rule, true)));
    if (!isDead) return this.in(rule, path, around);
    return [{ ...this.contradiction(rule, path), is: 'unreachable' }];
  }

  private conditional(rule: Expression, path: string, around: Worlds): readonly Unmeetable[] {
    const [condition, then] = within(rule).map(([, each]) => each);
    if (condition === undefined || then === undefined) return [];
    const left = both(around, this.worlds(condition, true));
    if (isImpossible(left)) return [{ path: `${path}/condition`, is: 'unreachable', rule: condition }];
    return isImpossible(both(left, this.worlds(then, true))) ? [] : this.in(then, `${path}/rule`, left);
  }

  /** What contradicts itself, as far within as it can be told, and by which two of its parts. */
  private contradiction(rule: Expression, path: string): Unmeetable {
    const inner = rule.is === 'all' || rule.is === 'cited' ? within(rule) : [];
    for (const [step, each] of inner) {
      if (!isPackRule(each) && isImpossible(this.worlds(each, true)))
        return this.contradiction(each, `${path}/${step}`);
    }
    const parts = inner.map(([, each]) => each);
    for (const [index, one] of parts.entries()) {
      const other = parts.slice(index + 1).find((each) => isImpossible(this.allOf([one, each])));
      if (other !== undefined) return { path, is: 'contradiction', rule, parts: [one, other] };
    }
    return { path, is: 'contradiction', rule };
  }

  private allOf(rules: readonly Expression[]): Worlds {
    return rules.reduce<Worlds>((worlds, each) => both(worlds, this.worlds(each, true)), [ANY_WORLD]);
  }

  /** Worlds in which an expression is met, or fails. */
  private worlds(rule: Expression, isMet: boolean): Worlds {
    const known = isMet ? this.met : this.failed;
    if (!known.has(rule)) known.set(rule, this.worldsOf(rule, isMet));
    return known.get(rule);
  }

  private worldsOf(rule: Expression, isMet: boolean): Worlds {
    if (isPackRule(rule)) return this.worlds(expandPack(rule, this.event), isMet);
    if (isDefinedRule(rule)) return [ANY_WORLD];
    const inner = within(rule).map(([, each]) => each);
    switch (rule.is) {
      case 'all':
        return isMet ? this.allOf(inner) : this.someOf(inner, false);
      case 'any':
        return isMet ? this.someOf(inner, true) : this.noneOf(inner);
      case 'none':
        return isMet ? this.noneOf(inner) : this.someOf(inner, true);
      case 'when':
        return this.worldsOfConditional(inner, isMet);
      case 'cited':
        return this.someOf(inner, isMet);
      default:
        return worldsOfRule(rule as Rule, isMet, this.event);
    }
  }

  /** Met where the condition fails or the rule is met. */
  private worldsOfConditional([condition, rule]: readonly Expression[], isMet: boolean): Worlds {
    if (condition === undefined || rule === undefined) return [ANY_WORLD];
    if (!isMet) return both(this.worlds(condition, true), this.worlds(rule, false));
    return either(this.worlds(condition, false), this.worlds(rule, true));
  }

  private someOf(rules: readonly Expression[], isMet: boolean): Worlds {
    return rules.reduce<Worlds>((worlds, each) => either(worlds, this.worlds(each, isMet)), []);
  }

  private noneOf(rules: readonly Expression[]): Worlds {
    return rules.reduce<Worlds>((worlds, each) => both(worlds, this.worlds(each, false)), [ANY_WORLD]);
  }
}

const isImpossible = (worlds: Worlds): boolean => worlds?.length === 0;

/** Whether nothing is said: all that there is is left. */
const isAnything = (worlds: Worlds): boolean => worlds?.length === 1 && worlds[0] === ANY_WORLD;

/** What two leave together: nothing where one leaves nothing, whatever the other one is. */
function both(one: Worlds, other: Worlds): Worlds {
  if (isImpossible(one) || isImpossible(other)) return [];
  if (isAnything(one) || isAnything(other)) return isAnything(one) ? other : one;
  if (one === undefined || other === undefined || one.length * other.length > WORLDS_MAX) return undefined;
  return one.flatMap((each) => other.flatMap((beside) => bothWorlds(each, beside) ?? []));
}

/** What one of two leaves: of alternatives of which one leaves everything no other counts. */
function either(one: Worlds, other: Worlds): Worlds {
  if (isAnything(one) || isAnything(other)) return [ANY_WORLD];
  if (one === undefined || other === undefined) return undefined;
  return one.length + other.length > WORLDS_MAX ? undefined : [...one, ...other];
}
