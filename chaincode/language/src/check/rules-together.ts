import { compareCost, isBefore, type BusinessDate, type compliance, type Money } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';
import { quoted } from './quoted.js';
import { requiredRules, type RequiredRule } from './required-rules.js';

/** Parameters of rules as they are written; which ones a rule has its kind says. */
interface Parameters {
  readonly side: string;
  readonly units: string;
  readonly date: BusinessDate;
  readonly least: Money;
  readonly most: Money;
  readonly price: string;
  readonly windows: readonly { readonly from: BusinessDate; readonly to: BusinessDate }[];
}

/** Two kinds of rules and when nobody can meet both. */
type Excluding = readonly [one: string, other: string, exclude: (one: Parameters, other: Parameters) => boolean];

const isMore = (one: Parameters, other: Parameters): boolean => BigInt(one.units) > BigInt(other.units);

/** Whether what must be spent at once is more than what may be spent. */
const costsMore = ({ least }: Parameters, { most }: Parameters): boolean =>
  least.currency === most.currency && compareCost(1n, least.amount, most.amount) > 0;

/** Pairs of rules of which the worlds of the model say nothing. */
const EXCLUDING: readonly Excluding[] = [
  ['agreedOn@1', 'agreedBilaterally@1', () => true],
  ['holdingAtLeast@1', 'holdingAtMost@1', (least, most) => least.side === 'receiver' && isMore(least, most)],
  ['movesAtLeast@1', 'holdingAtMost@1', isMore],
  ['costsAtLeast@1', 'investsAtMost@1', costsMore],
];

/** Tells of two rules that must be met together and exclude each other, and of days that are all closed. */
export function rulesTogether(rules: compliance.RuleSet, draft: Draft, problems: Problems): void {
  for (const each of requiredRules(rules)) {
    const other = each.beside.find(({ rule }) => exclude(rule, each.rule));
    const range = draft.rangeOf(`/rules${each.path}`);
    if (other !== undefined) {
      const both = `${quoted(other.rule)} and ${quoted(each.rule)}`;
      problems.add(
        'RULES_CONTRADICT',
        `nobody can meet both ${both}: leave one of the two, or change its bound`,
        range,
      );
    }
    if (isAlwaysClosed(each)) {
      const message = `every day that the rules around this leave is within ${quoted(each.rule)}: change the days`;
      problems.add('RULES_CONTRADICT', message, range);
    }
  }
}

const parameters = (rule: compliance.Rule): Parameters => rule.with as unknown as Parameters;

const exclude = (one: compliance.Rule, other: compliance.Rule): boolean =>
  EXCLUDING.some(
    ([first, second, test]) =>
      (one.is === first && other.is === second && test(parameters(one), parameters(other))) ||
      (other.is === first && one.is === second && test(parameters(other), parameters(one))),
  );

/** Whether one of the days that are closed reaches from the first day that is left to the last. */
function isAlwaysClosed({ rule, beside }: RequiredRule): boolean {
  if (rule.is !== 'outsideBlackouts@1') return false;
  const days = (is: string): readonly BusinessDate[] =>
    beside.filter((each) => each.rule.is === is).map((each) => parameters(each.rule).date);
  const [first] = [...days('notBefore@1')].sort().reverse();
  const [last] = [...days('notAfter@1')].sort();
  if (first === undefined || last === undefined || isBefore(last, first)) return false;
  return parameters(rule).windows.some(({ from, to }) => !isBefore(first, from) && !isBefore(to, last));
}
