import { readRule } from './catalogue.js';
import { isPackRule, within, type Expression } from './expression.js';
import type { ComplianceEvent } from './facts.js';
import { expandPack } from './packs/from-pack.js';
import { pack } from './packs/index.js';
import type { Rule } from './rule-kind.js';

/** A line of rules in words. */
export interface ExplainedLine {
  /** How many lines this one belongs to. */
  readonly depth: number;
  readonly text: string;
}

const HEADS = { all: 'all of', any: 'at least one of', none: 'none of' } as const;

/** The rules for an event in words, a line for each rule and for each way of combining them. */
export function explain(expression: Expression, event: ComplianceEvent): readonly ExplainedLine[] {
  return linesOf(expression, event, 0, '');
}

/** @param cite - what the next line ends with: the paragraph that it comes from */
function linesOf(
  expression: Expression,
  event: ComplianceEvent,
  depth: number,
  cite: string,
): readonly ExplainedLine[] {
  const line = (text: string, at = depth): ExplainedLine => ({ depth: at, text: `${text}${cite}` });
  const below = (each: Expression, more = 1): readonly ExplainedLine[] => linesOf(each, event, depth + more, '');
  if (isPackRule(expression)) {
    const { title, notice } = pack(expression.pack, '');
    return [line(`${expression.pack.is}: ${title}. ${notice}`), ...below(expandPack(expression, event))];
  }
  switch (expression.is) {
    case 'cited': {
      const { source, rule } = expression as Extract<Expression, { readonly is: 'cited' }>;
      return linesOf(rule, event, depth, ` (${source})${cite}`);
    }
    case 'all':
    case 'any':
    case 'none':
      return [line(HEADS[expression.is]), ...within(expression).flatMap(([, each]) => below(each))];
    case 'when': {
      const { condition, rule } = expression as Extract<Expression, { readonly is: 'when' }>;
      return [line('when'), ...below(condition), { depth, text: 'then' }, ...below(rule)];
    }
    default:
      return [line(readRule(expression as Rule, '').says)];
  }
}
