import type { Meaning, Rule, Sentence } from '../generated/ast.js';
import { itemsOf, type Item } from '../syntax/items.js';
import { rangeOf } from '../syntax/range.js';
import { inline, type Printable } from './printable.js';
import { formulaOf } from '../phrases/formula.js';
import { constructedInWords, followed, leading, listed } from './words.js';

/** A sentence as it is to be printed. @param words - how a list of words and values is written */
export function sentenceInWords(node: Sentence, words: (items: readonly Item[]) => string): Printable {
  return { ...formOf(node, words), range: rangeOf(node) };
}

function formOf(node: Sentence, words: (items: readonly Item[]) => string): Printable {
  switch (node.$type) {
    case 'Asked':
      return followed(`to ${node.events.join(' or ')}`, ruleInWords(node.rule, words));
    case 'Passing':
      return followed('title passes with yes from', ruleInWords(node.votes, words));
    case 'Acting':
      return followed('acts by', ruleInWords(node.mandate, words));
    case 'Meaning':
      return meaningInWords(node);
    case 'Statement':
      return { words: words(itemsOf(node)) };
  }
}

function ruleInWords(node: Rule, words: (items: readonly Item[]) => string): Printable {
  const range = rangeOf(node);
  const within = (rule: Rule): Printable => ruleInWords(rule, words);
  switch (node.$type) {
    case 'Combination':
      return { ...listed(`${node.quantifier ?? node.count ?? ''} of`, node.rules.map(within)), range };
    case 'Conditional':
      return { ...leading(`when ${inline(within(node.condition))} then`, within(node.rule)), range };
    case 'Cited':
      return { ...leading(`under ${node.source}:`, within(node.rule)), range };
    case 'Clause':
      return { words: words(itemsOf(node)), range };
  }
}

function meaningInWords({ subject, words, formula }: Meaning): Printable {
  const name = subject.join(' ');
  return formula === undefined
    ? { words: `${name} means ${words ?? ''}` }
    : constructedInWords({ is: 'meansFormula@1', with: { name, formula: formulaOf(formula) } });
}
