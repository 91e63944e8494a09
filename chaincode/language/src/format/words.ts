import { compliance, type definitions, type VoteTree } from '@scrip/model';
import { formulaInWords } from '../phrases/formula.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import { DEFINED_PHRASE, PACK_PHRASES } from '../phrases/packs.js';
import { write, type Phrase, type Values } from '../phrases/phrase.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { place } from '../phrases/sentences.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { quoted } from '../phrases/values.js';
import { inline, type Printable } from './printable.js';

const PHRASES: ReadonlyMap<string, Phrase> = new Map(
  [...RULE_PHRASES, ...PACK_PHRASES, DEFINED_PHRASE, ...TERM_PHRASES, ...INSTRUMENT_PHRASES].map((each) => [
    each.is,
    each,
  ]),
);

/** What a constructor makes, in words. @throws Error where the table of phrases lacks it */
function inWords(is: string, values: Values): string {
  const phrase = PHRASES.get(is);
  const words = phrase === undefined ? undefined : write(phrase, values);
  if (words === undefined) throw new Error(`no phrase says ${is}`);
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
    return followed(`when ${inline(condition)} then`, expressionInWords(expression.rule));
  }
  if ('source' in expression)
    return followed(`under ${quoted(expression.source)}:`, expressionInWords(expression.rule));
  return { words: inWords(expression.is, expression.with) };
}

/** A tree of votes in words. */
export function votesInWords(tree: VoteTree): Printable {
  if (tree.is === 'vote') return { words: place.write(tree.from) };
  const many = tree.votes === tree.of.length ? 'all' : tree.votes === 1 ? 'any' : String(tree.votes);
  return listed(`${many} of`, tree.of.map(votesInWords));
}

/** Words with a list, which stands in parentheses or one to a line. */
export const listed = (words: string, of: readonly Printable[]): Printable => ({
  words,
  parts: { as: 'list', separator: ';', of },
});

/** Words with one part behind them, or below. */
export const followed = (words: string, part: Printable): Printable => ({
  words,
  parts: { as: 'next', separator: '', of: [part] },
});
