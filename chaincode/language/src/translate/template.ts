import type { definitions } from '@scrip/model';
import { linesOf } from '../format/layout.js';
import { sentenceInWords } from '../format/tree-in-words.js';
import { wordsOf } from '../format/sentence-words.js';
import type { Problems } from '../check/problem.js';
import type { Sentence, Statement } from '../generated/ast.js';
import { match } from '../phrases/phrase.js';
import { Reading } from '../phrases/slot.js';
import { PARAMETER_TYPES, TAKES_PHRASE } from '../phrases/templates.js';
import { itemsOf, type Item, type Worded } from '../syntax/items.js';
import { treeOf } from '../syntax/parse.js';
import { rangeOf } from '../syntax/range.js';
import { Draft } from './draft.js';
import type { Teller } from './make.js';
import { ownScope } from './scope.js';
import { substituted } from './bindings.js';

/** What a template takes. */
export interface Parameter {
  readonly name: string;
  /** In words: `a percentage`. */
  readonly type: definitions.ParameterType;
}

/** The parameter that a sentence declares; undefined: it is another sentence. */
export function parameterIn(sentence: Sentence): Parameter | undefined {
  if (sentence.$type !== 'Statement') return undefined;
  const found = match(TAKES_PHRASE, new Reading(itemsOf(sentence)));
  return found && { name: String(found.values['name']), type: found.values['type'] as definitions.ParameterType };
}

/**
 * A template in its canonical form: what it takes, and its sentences as they are written. They are checked with an example
 * for each value that it takes.
 */
export function templateOf(sentences: readonly Sentence[], draft: Draft, problems: Problems, tell: Teller): void {
  const parameters = sentences.flatMap((each) => parameterIn(each) ?? []);
  const bindings = new Map(parameters.map(({ name, type }) => [name, exampleItems(PARAMETER_TYPES[type].example)]));
  const own = ownScope(new Draft(problems, draft.whole), problems);
  const scope = { ...own, items: (node: Worded) => substituted(own.items(node), bindings) };
  for (const sentence of sentences) {
    const parameter = parameterIn(sentence);
    if (parameter !== undefined) draft.push(['parameters'], parameter, rangeOf(sentence));
    else {
      tell(sentence, 'security', scope);
      draft.push(['sentences'], linesOf(sentenceInWords(sentence, wordsOf), '').join('\n'), rangeOf(sentence));
    }
  }
}

const exampleItems = (example: string): readonly Item[] => itemsOf(treeOf<Statement>(`  ${example}`, 'Sentence').value);
