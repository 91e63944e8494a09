import { compliance, DomainError, type definitions, type MandateRule, type VoteTree } from '@scrip/model';
import { LIMIT_PHRASES, SIGNATORY_PHRASES } from '../phrases/mandates.js';
import { formulaInWords } from '../phrases/formula.js';
import { write, type Phrase, type Values } from '../phrases/phrase.js';
import { CLAUSE_PHRASES, PROMISE_PHRASES } from '../phrases/tables.js';
import { place } from '../phrases/places.js';
import { quoted } from '../phrases/values.js';
import { inline, type Printable } from './printable.js';

const PHRASES: ReadonlyMap<string, Phrase> = new Map(
  [...CLAUSE_PHRASES, ...PROMISE_PHRASES].map((each) => [each.is, each]),
);

const unsaid = (is: string): DomainError =>
  new DomainError('DEFINITION_WITHOUT_TEXT', { rule: `what a sentence can say: none says ${is}` });

/** What a constructor makes, in words. @throws DomainError DEFINITION_WITHOUT_TEXT where the table of phrases lacks it */
function inWords(is: string, values: Values): string {
  const phrase = PHRASES.get(is);
  const words = phrase === undefined ? undefined : write(phrase, values);
  if (words === undefined) throw unsaid(is);
  return words;
}

/** An instrument or a term in words. */
export function constructedInWords({ is, with: values }: { readonly is: string; readonly with: Values }): Printable {
  if (is === 'meansEvent@1') return { words: `${String(values['event'])} means ${quoted(String(values['means']))}` };
  if (is !== 'meansFormula@1') return { words: inWords(is, values) };
  return followed(`${String(values['name'])} means`, formulaAsList(values['formula'] as definitions.Formula));
}

/** The choices of a formula can stand one to a line. */
function formulaAsList(formula: definitions.Formula): Printable {
  if (formula.is !== 'lowerOf' && formula.is !== 'greaterOf') return { words: formulaInWords(formula) };
  const words = formula.is === 'lowerOf' ? 'lower of' : 'greater of';
  return {
    words,
    parts: { as: 'list', separator: ',', of: formula.of.map((each) => ({ words: formulaInWords(each) })) },
  };
}

/** An expression of rules in words. */
export function expressionInWords(expression: compliance.Expression): Printable {
  if (compliance.isPackRule(expression)) return { words: inWords(expression.pack.is, expression.pack.with) };
  if ('rules' in expression) return listed(`${expression.is} of`, expression.rules.map(expressionInWords));
  if ('condition' in expression) {
    const condition = expressionInWords(expression.condition);
    return leading(`when ${inline(condition)} then`, expressionInWords(expression.rule));
  }
  if ('source' in expression) return leading(`under ${quoted(expression.source)}:`, expressionInWords(expression.rule));
  return { words: inWords(expression.is, expression.with) };
}

/** A tree of votes in words. */
export function votesInWords(tree: VoteTree): Printable {
  if (tree.is === 'vote') return { words: place.write(tree.from) };
  const many = tree.votes === tree.of.length ? 'all' : tree.votes === 1 ? 'any' : String(tree.votes);
  return listed(`${many} of`, tree.of.map(votesInWords));
}

/** Who acts for a party, in words. */
export function mandateInWords(rule: MandateRule): Printable {
  switch (rule.is) {
    case 'agent':
    case 'holderOf':
      return { words: phraseInWords(SIGNATORY_PHRASES, rule.is, { ...rule }) };
    case 'jointly':
      return listed(`${rule.count} of`, rule.signatories.map(mandateInWords));
    case 'anyOf':
    case 'allOf':
      return listed(rule.is === 'anyOf' ? 'any of' : 'all of', rule.rules.map(mandateInWords));
    default: {
      const { rule: inner, ...limit } = rule;
      const values = 'bound' in limit && 'units' in limit.bound ? { units: String(limit.bound.units) } : { ...limit };
      return leading(`when ${phraseInWords(LIMIT_PHRASES, rule.is, values)} then`, mandateInWords(inner));
    }
  }
}

/** The first of some phrases that can say it. */
function phraseInWords(among: readonly Phrase[], is: string, values: Values): string {
  for (const phrase of among.filter((each) => each.is === is)) {
    const words = write(phrase, values);
    if (words !== undefined) return words;
  }
  throw unsaid(is);
}

/** Words with a list, which stands in parentheses or one to a line. */
export const listed = (words: string, of: readonly Printable[]): Printable => ({
  words,
  parts: { as: 'list', separator: ';', of },
});

/** Words with one part behind them. */
export const followed = (words: string, part: Printable): Printable => ({
  words,
  parts: { as: 'beside', separator: '', of: [part] },
});

/** Words with one part behind them, or below a colon. */
export const leading = (words: string, part: Printable): Printable => ({
  words,
  parts: { as: 'next', separator: '', of: [part] },
});
