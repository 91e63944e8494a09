import { definitions, ERROR_CATALOGUE } from '@scrip/model';
import { TERM_PHRASES } from '../phrases/terms.js';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';

/** Tells all that does not fit together in the terms of a security, each at the sentence that says it. */
export function contradictions(of: definitions.SecurityDefinition, draft: Draft, problems: Problems): void {
  for (const found of definitions.problemsOf(of)) {
    problems.add(found.code, inWords(found), draft.rangeOf(found.path));
  }
}

const TEMPLATES: ReadonlyMap<string, string> = new Map(TERM_PHRASES.map(({ is, template }) => [is, template]));

const EXAMPLES: ReadonlyMap<string, string> = new Map(TERM_PHRASES.map(({ is, example }) => [is, example]));

/** A kind of term as a text says it. */
const said = (is: string): string => `"${TEMPLATES.get(is) ?? is}"`;

function inWords({ code, details }: definitions.TermProblem): string {
  const of = (name: string): string => String(details[name] ?? '');
  if (code === 'TERM_MISSING') {
    const [first = ''] = of('terms').split(', ');
    return `nothing says ${of('needs')}: add a sentence such as "${EXAMPLES.get(first) ?? first}"`;
  }
  const happened = ERROR_CATALOGUE[code].happened.replace(/\.$/, '');
  const more = Object.entries(details).map(([name, value]) => `${NAMES[name] ?? name} ${shown(name, String(value))}`);
  return more.length === 0 ? happened : `${happened}: ${more.join(', ')}`;
}

/** Names of terms are shown as they are said. */
const shown = (name: string, value: string): string =>
  name === 'term' || name === 'other' || name === 'needs' ? value.split(', ').map(asSaid).join(' or ') : value;
const asSaid = (each: string): string => (TEMPLATES.has(each) ? said(each) : each);

const NAMES: Readonly<Record<string, string>> = {
  term: 'this is',
  other: 'the other is',
  needs: 'it needs',
  rule: 'it says',
  earlier: 'first comes',
  later: 'then',
  least: 'the lower is',
  most: 'the upper is',
  sum: 'the sum is',
  whole: 'the whole is',
  found: 'it yields',
  left: 'one is',
  right: 'the other is',
  place: 'letter number',
};
