import { compliance } from '@scrip/model';
import { inline } from '../format/printable.js';
import { expressionInWords } from '../format/words.js';
import { capital, plain } from './plain.js';
import type { Item } from './sheet.js';

const HEADS: Readonly<Record<string, string>> = {
  all: 'All of these:',
  any: 'At least one of these:',
  none: 'None of these:',
};

/** What is asked for an event, with the paragraphs that it comes from. */
export function ruleItem(expression: compliance.Expression, event: compliance.ComplianceEvent): Item {
  if (compliance.isPackRule(expression)) return packItem(expression, event);
  if (compliance.isDefinedRule(expression)) return { text: `What ${expression.with.definition} asks` };
  if ('rules' in expression) {
    return { text: HEADS[expression.is] ?? '', below: expression.rules.map((each) => ruleItem(each, event)) };
  }
  if ('condition' in expression) {
    const condition = plain(inline(expressionInWords(expression.condition)));
    return { text: `Where ${condition}:`, below: [ruleItem(expression.rule, event)] };
  }
  if ('source' in expression) {
    const { text, below = [] } = ruleItem(expression.rule, event);
    const source = plain(expression.source);
    const cited = text.endsWith(':') ? `${text.slice(0, -1)} (${source}):` : `${text} (${source})`;
    return { text: cited, below };
  }
  return { text: capital(plain(inline(expressionInWords(expression)))) };
}

/** A pack by its words, with each of its rules below. */
function packItem(expression: compliance.PackRule, event: compliance.ComplianceEvent): Item {
  const { title } = compliance.packs.pack(expression.pack, '');
  const words = plain(inline(expressionInWords(expression)));
  return { text: `${title} (${words}):`, below: [ruleItem(compliance.expandPack(expression, event), event)] };
}
