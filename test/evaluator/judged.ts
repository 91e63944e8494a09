import { nobodyDisposes } from './facts/afterwards.js';
import type { Facts, Side } from './facts/facts.js';
import { MET, type Logic, type Value, type Verdict } from './logic.js';
import type { Answer } from './rules/rule.js';
import type { Asking } from './text/rules-of-text.js';
import type { RuleTree } from './text/rule-tree.js';

/** Reasons that neither time nor a document cures: the table "Why a movement waits or is refused". */
export const FOR_GOOD: ReadonlySet<string> = new Set([
  'CLAIM_BLOCKS',
  'DENOMINATION_BELOW_MINIMUM',
  'INVESTMENT_BELOW_MINIMUM',
  'NOMINAL_BELOW_MINIMUM',
  'NOMINAL_UNKNOWN',
  'NOMINEE_NOT_ALLOWED',
  'PARTIAL_EXIT',
  'PARTY_KIND_NOT_ALLOWED',
  'TOO_LATE',
  'UNITS_BELOW_MINIMUM',
  'UNITS_NOT_A_MULTIPLE',
  'VENUE_NOT_ALLOWED',
]);

/** What one rule said, on its own. */
export interface Leaf {
  readonly rule: string;
  readonly value: Value;
  readonly reason?: string;
}

/** What rules say of a movement, with every rule that was looked at, in the order of the text. */
export interface Judged extends Verdict {
  readonly leaves: readonly Leaf[];
}

/** Where rules are judged. */
export interface Setting {
  readonly facts: Facts;
  /** What the definitions of the text ask, by name and version, and what packs do, by the sentence that names them. */
  readonly asked: (name: string) => Asking | undefined;
  readonly logic: Logic;
  /** What is made of the answer of each rule; absent: nothing else. */
  readonly hears?: (rule: string, answer: Answer) => Answer;
}

type Rule = RuleTree & { readonly is: 'rule' };

/** The sides whose exemptions count: the one that the rule binds, otherwise both. */
function bound({ meaning, said }: Rule): readonly Side[] {
  if (said.optional('side') !== undefined) return [said.side()];
  return meaning.side === undefined ? ['sender', 'receiver'] : [meaning.side];
}

function isExempt(rule: Rule, facts: Facts): boolean {
  if (rule.meaning.bindsDisposal === true && nobodyDisposes(facts)) return true;
  return bound(rule).some((side) => facts.exempt[side]?.includes(rule.meaning.name) === true);
}

/** Judges rules, and keeps what each said. */
export class Judge {
  readonly leaves: Leaf[] = [];

  constructor(private readonly setting: Setting) {}

  /** @param isContrary - whether the rules stand where they must fail: within `none of`, in the condition of `when` */
  of(tree: RuleTree, isContrary = false): Verdict {
    const { logic } = this.setting;
    switch (tree.is) {
      case 'rule':
        return this.rule(tree, isContrary);
      case 'all':
      case 'any':
        return logic[tree.is](tree.trees.map((one) => this.of(one, isContrary)));
      case 'none':
        return logic.none(tree.trees.map((one) => this.of(one, !isContrary)));
      case 'when':
        return logic.when(this.of(tree.condition, !isContrary), this.of(tree.rule, isContrary));
      case 'named':
        return this.named(tree.words, isContrary);
    }
  }

  /** What a definition or a pack asks: itself, and all that those ask which it uses. */
  named(words: string, isContrary = false): Verdict {
    const { asked, facts, logic } = this.setting;
    const asking = asked(words);
    if (asking === undefined) throw new Error(`nobody knows ${words}`);
    const own = asking.asks[facts.movement.event];
    const verdicts = own === undefined ? [] : [this.of(own, isContrary)];
    return logic.all([...verdicts, ...asking.uses.map((used) => this.named(used, isContrary))]);
  }

  private rule(rule: Rule, isContrary: boolean): Verdict {
    const { facts, hears } = this.setting;
    const { name, judge } = rule.meaning;
    const exempt: Answer = isContrary ? { failed: 'RULE_EXCLUDES' } : 'met';
    const said = isExempt(rule, facts) ? exempt : judge(rule.said, facts);
    const answer = hears === undefined ? said : hears(name, said);
    if (answer === 'met') {
      this.leaves.push({ rule: name, value: 'met' });
      return MET;
    }
    const [value, reason] =
      'failed' in answer ? (['failed', answer.failed] as const) : (['unknown', answer.unknown] as const);
    this.leaves.push({ rule: name, value, reason });
    return { value, reasons: [reason], waits: !FOR_GOOD.has(reason) };
  }
}
