import type { VoteTree } from '@scrip/model';
import type { Problems } from '../check/problem.js';
import type { Rule } from '../generated/ast.js';
import { find } from '../phrases/find.js';
import { phrase } from '../phrases/phrase.js';
import { place } from '../phrases/sentences.js';
import { itemsOf } from '../syntax/items.js';
import { rangeOf } from '../syntax/range.js';
import type { Draft } from './draft.js';

const PLACES = { what: 'a place from which it is voted', among: [phrase('vote', '{from}', { from: place })] };

/** A tree of votes in its canonical form: `all of`, `any of`, `2 of` places and trees. */
export function votesOf(node: Rule, path: string, draft: Draft, problems: Problems): VoteTree | undefined {
  draft.place(path, rangeOf(node));
  if (node.$type === 'Clause') {
    const found = find(PLACES, itemsOf(node.items), problems);
    return found && ({ is: 'vote', from: found.values['from'] } as VoteTree);
  }
  if (node.$type !== 'Combination' || node.quantifier === 'none') {
    problems.add('SYNTAX_INVALID', 'votes are combined by "all of", "any of" or a number "of"', rangeOf(node));
    return undefined;
  }
  const of = node.rules.map((each, index) => votesOf(each, `${path}/of/${index}`, draft, problems));
  const votes = { all: of.length, any: 1, none: 0 }[node.quantifier ?? 'none'] || Number(node.count);
  return of.every((each) => each !== undefined) ? { is: 'atLeast', votes, of } : undefined;
}
